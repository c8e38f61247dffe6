"""Words for booking appointments, and for those that repeat."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.staff_sentences import N_

TABLES: Mapping[str, Mapping[str, str]] = {
    "pace": {
        "week": N_("every week"),
        "two_weeks": N_("every two weeks"),
        "four_weeks": N_("every four weeks"),
    },
    "left_out": {
        "holiday": N_("public holiday"),
        "time_taken": N_("not free"),
        "time_skipped": N_("there is no such time in that night"),
    },
}
