"""What is said when two requests cannot be linked or separated."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.staff_sentences.saying import N_

PROBLEMS: Mapping[str, tuple[str, str]] = {
    "split_stays": (
        N_("These two stay separate"),
        N_("Somebody has separated these requests after they had been linked. They are not linked again."),
    ),
    "already_linked": (
        N_("These two are linked already"),
        N_("Both requests are noted as the same person. If that is wrong, please separate them."),
    ),
    "not_linked": (
        N_("These two are not linked"),
        N_("These requests are not noted as the same person. There is nothing left to do."),
    ),
    "contradicts_verdicts": (
        N_("This contradicts what was decided before"),
        N_("Others these requests are linked with were decided about differently. Nothing has been changed yet."),
    ),
    "same_request": (
        N_("This is one request"),
        N_("A request cannot be compared with itself. Please choose the other one."),
    ),
}
FIELDS: Mapping[str, str] = {
    "verdict:required": N_("Please say whether they are the same person."),
    "verdict:unknown_verdict": N_("Please choose one of the answers shown."),
}
