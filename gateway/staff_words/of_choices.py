"""Words for times that clients choose from."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.staff_sentences import N_

TABLES: Mapping[str, Mapping[str, str]] = {
    "choice": {
        "open": N_("Not chosen yet"),
        "chosen": N_("The client has chosen"),
        "declined": N_("None of them suits the client"),
        "lapsed": N_("Nobody has chosen in time"),
        "withdrawn": N_("Taken back"),
        "taken": N_("Taken by somebody else"),
    },
    "why_declined": {
        "no_time": N_("No time then"),
        "too_far": N_("Too far"),
        "other_way": N_("Rather in another way"),
        "not_needed": N_("No longer needed"),
        "other": N_("Another reason"),
    },
    "done": {
        "offer_times": N_("The client can choose now."),
        "withdraw_choice": N_("These times can no longer be chosen."),
    },
}
