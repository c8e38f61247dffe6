"""Sentences for opening hours, rooms and absences."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.staff_sentences.saying import N_

PROBLEMS: Mapping[str, tuple[str, str]] = {
    "absence_unknown": (
        N_("Absence not found"),
        N_("There is no such absence any more. Please look at your calendar again."),
    ),
    "not_your_absence": (
        N_("Somebody else’s absence"),
        N_("Everybody says when they are away themselves, or their coordinator does. Please ask one of them."),
    ),
}
FIELDS: Mapping[str, str] = {
    "place_closed": N_("The place is closed then. Please choose a time within its opening hours."),
    "unknown_room": N_("This place has no such room. Please choose one of its rooms."),
    "days_or_moments": N_("Please give two days, or two points in time."),
}
