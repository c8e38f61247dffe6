"""Words for absences."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.staff_sentences import N_

TABLES: Mapping[str, Mapping[str, str]] = {
    "absence": {
        "leave": N_("Leave"),
        "illness": N_("Illness"),
        "training": N_("Training"),
        "other": N_("Something else"),
    },
    "done": {
        "note_absence": N_("The absence is noted. There are no free times then."),
        "drop_absence": N_("The absence is removed."),
    },
}
