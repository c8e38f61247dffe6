"""What cannot be done about the waiting list."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.staff_sentences.saying import N_

PROBLEMS: Mapping[str, tuple[str, str]] = {
    # code → title, what happened and what to do
    "waits_already": (
        N_("On the waiting list already"),
        N_("This case is on the waiting list already. To wait for something else, please take it off the list first."),
    ),
    "freed_time_unknown": (
        N_("No such freed time"),
        N_("This freed time is not known, or it was long ago. Please look at the waiting list again."),
    ),
    "waiting_entry_unknown": (
        N_("Not on the list"),
        N_("There is no such entry on the waiting list. Please look at the list again."),
    ),
}

FIELDS: Mapping[str, str] = {}
