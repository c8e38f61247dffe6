"""What cannot be done about the ways on which people may be written to."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.staff_sentences.saying import N_

PROBLEMS: Mapping[str, tuple[str, str]] = {
    # code → title, what happened and what to do
    "no_address": (
        N_("No address"),
        N_("We have no address for this way, or nothing was allowed yet. Please correct what is written first."),
    ),
    "address_bounced": (
        N_("Messages came back"),
        N_("This address takes nothing. Please ask for another one and write it down."),
    ),
    "addressee_unknown": (
        N_("Nobody to write to"),
        N_("We know no address of this person, or have forgotten it. Please call, or meet them in person."),
    ),
}

FIELDS: Mapping[str, str] = {
    "number_missing": N_("Please fill in the number to which text messages may go."),
    "proof:required": N_("Please write down when and how they said so."),
}
