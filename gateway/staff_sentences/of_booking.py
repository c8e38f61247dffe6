"""Sentences for what cannot be booked."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.staff_sentences.saying import N_

PROBLEMS: Mapping[str, tuple[str, str]] = {}
FIELDS: Mapping[str, str] = {
    "case:required": N_("Please say whose appointment it is: a name or a reference."),
    "case:unknown_case": N_("None of the open cases has this name or reference."),
    "case:several_cases": N_("This fits several of your cases. Please take one of the list, or type its reference."),
    "count:required": N_("Please say how many times in all."),
    "starts_at:no_free_time": N_("None of these times is free. Please choose another time or another day."),
}
