"""Words for forgetting somebody: grounds, states, what there is of them, and who is still to confirm."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.staff_sentences import N_

TABLES: Mapping[str, Mapping[str, str]] = {
    "erasure_reason": {
        "no_longer_needed": N_("The data are not needed any more"),
        "consent_withdrawn": N_("The person has withdrawn their consent"),
        "objection": N_("The person objects"),
        "unlawful": N_("The data should never have been kept"),
        "legal_obligation": N_("A law demands it"),
        "retention": N_("The time for keeping it is over"),
    },
    "erasure": {
        "proposed": N_("Proposed"),
        "confirmed": N_("Confirmed, about to be carried out"),
        "carried_out": N_("Erased here, not confirmed by all"),
        "complete": N_("Erased everywhere"),
        "rejected": N_("Rejected"),
    },
    "trace": {
        "case": N_("Cases"),
        "consultation": N_("Consultations"),
        "assessment": N_("Assessments"),
        "goal": N_("Goals"),
        "step": N_("Steps"),
        "plan": N_("Plans"),
        "note": N_("Notes"),
        "barrier": N_("Barriers"),
        "document": N_("Documents and letters"),
        "release": N_("Releases"),
        "referral": N_("Referrals"),
        "residence_document": N_("Residence documents"),
        "question": N_("Questions of the foreigners’ authority"),
        "history_line": N_("Lines of history"),
    },
    "forgets": {
        "intake": N_("Requests"),
        "scheduling": N_("Appointments"),
        "notifications": N_("Messages"),
        "reporting": N_("Figures"),
    },
    "look": {"traces": N_("How much there is of a person, before an erasure")},
    "done": {
        "propose_erasure": N_("Proposed. Somebody else has to confirm it."),
        "confirm_erasure": N_("Your yes is noted."),
        "reject_erasure": N_("Rejected: nothing is erased."),
        "propose_request_erasure": N_("Proposed. Somebody else has to confirm it."),
        "confirm_request_erasure": N_("Your yes is noted."),
        "reject_request_erasure": N_("Rejected: nothing is erased."),
        "place_hold": N_("The hold is placed."),
        "release_hold": N_("The hold is released."),
    },
}
