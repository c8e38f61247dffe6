"""What cannot be done about copies for people and sheets."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.staff_sentences.saying import N_

PROBLEMS: Mapping[str, tuple[str, str]] = {
    "no_warrant": (
        N_("Took too long"),
        N_("What allowed you to see these data has run out meanwhile. Please ask for the copy once more."),
    ),
}

FIELDS: Mapping[str, str] = {
    "unknown_form": N_("It is given as %(among)s. Please choose one of these."),
}
