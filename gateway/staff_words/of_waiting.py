"""Words for the waiting list."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.staff_sentences import N_

TABLES: Mapping[str, Mapping[str, str]] = {
    "freed": {
        "open": N_("Suits nobody yet"),
        "offered": N_("Offered to one who waits"),
        "taken": N_("Taken again"),
        "over": N_("Too late to offer it"),
    },
    "waited": {
        "open": N_("Waiting"),
        "fulfilled": N_("Fulfilled"),
        "withdrawn": N_("Withdrawn"),
        "ended": N_("Ended"),
    },
    "met_how": {
        "in_person": N_("In person"),
        "phone": N_("By telephone"),
        "video": N_("By video"),
    },
    "done": {
        "join_waiting_list": N_("The client is on the waiting list."),
        "withdraw_waiting": N_("Taken off the waiting list."),
    },
}
