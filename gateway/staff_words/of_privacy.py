"""Words for the copy of everything for a person, and for who looked at it."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.staff_sentences import N_

TABLES: Mapping[str, Mapping[str, str]] = {
    "look": {
        "subject": N_("Data protection of a person"),
        "export": N_("Copy for the person"),
        "sheet": N_("Sheet for the Land"),
    },
    "left_out": {
        "confidential_notes": N_("The words of confidential notes"),
        "cases": N_("Cases that somebody else has"),
    },
    "why_left_out": {
        "rights_of_others": N_("They may tell of others, whose rights stand against it (GDPR article 15(4))"),
        "other_counsellor": N_("Please ask the data protection officer for a copy with all cases"),
    },
    "letter": {
        # what was sent to a client
        "request_receipt": N_("Receipt of the request"),
        "request_withdrawn": N_("The request was withdrawn"),
        "appointment_invitation": N_("Invitation to an appointment"),
        "appointment_moved": N_("The appointment was moved"),
        "appointment_cancelled": N_("The appointment was cancelled"),
    },
    "message": {
        "queued": N_("Waits to be sent"),
        "sent": N_("Sent"),
        "failed": N_("Could not be sent"),
        "erased": N_("Not sent: the person is forgotten"),
        "outdated": N_("Not sent: a newer message took its place"),
    },
}
