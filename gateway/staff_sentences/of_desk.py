"""What is said when the desk's own forms and short advice cannot be taken as they are."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.staff_sentences.saying import N_

PROBLEMS: Mapping[str, tuple[str, str]] = {
    "channel_of_others": (
        N_("Not your channel"),
        N_("Others bring requests over this channel. Please leave it out, or ask the region’s desk."),
    ),
    "advice_unknown": (
        N_("Advice not found"),
        N_("There is no such advice, or somebody else noted it. Please look at your list."),
    ),
    "not_your_advice": (
        N_("Somebody else’s advice"),
        N_("Everybody takes back only what they noted themselves. Please ask whoever noted it."),
    ),
    "advice_counted": (
        N_("This counts already"),
        N_("Advice can be taken back within a minute. This one is older and stays in the figures."),
    ),
}
FIELDS: Mapping[str, str] = {
    "topic:required": N_("Please choose a topic."),
    "asked_by:required": N_("Please note who is asking for the person."),
    "behalf:required": N_("Please note what they are to the person, and who has agreed."),
    "behalf:unknown_relation": N_("Please choose what they are to the person."),
    "behalf:unknown_consent_of": N_("Please choose who has agreed."),
    "barrier:required": N_("Please choose both: what was missing, and with whom."),
    "barrier:unknown_barrier_kind": N_("Please choose what was missing."),
    "barrier:unknown_institution": N_("Please choose with whom it was missing."),
}
