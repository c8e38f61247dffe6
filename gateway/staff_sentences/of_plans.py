"""What cannot be done with assessments, steps, plans, phases and confidential notes."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.staff_sentences.saying import N_

PROBLEMS: Mapping[str, tuple[str, str]] = {
    # code → title, what happened and what to do
    "not_assessed": (
        N_("An assessment is missing"),
        N_("Before planning, please note how the person stands today, or say why you leave it out."),
    ),
    "goal_missing": (
        N_("A goal is missing"),
        N_(
            "Before linking, every topic last assessed 0 or 1 needs a goal. Please agree on one, "
            "or say why you leave it out."
        ),
    ),
    "no_plan": (
        N_("A plan is missing"),
        N_("Before linking, please agree on a plan with the person, or say why you leave it out."),
    ),
    "not_assessed_again": (
        N_("A second assessment is missing"),
        N_("Before the evaluation, please note once more how the person stands, or say why you leave it out."),
    ),
    "plan_is_empty": (
        N_("There is no goal yet"),
        N_("A plan holds at least one goal. Please agree on a goal with the person first."),
    ),
    "plan_unchanged": (
        N_("Nothing has changed"),
        N_("The last version of the plan says the same. Please change goals or steps first."),
    ),
    "assessment_unknown": (
        N_("Assessment not found"),
        N_("There is no such assessment in this case. Please look for it in the case."),
    ),
    "skip_unknown": (
        N_("Not found"),
        N_("Nothing of this kind was left out in this case. Please look for it in the case."),
    ),
    "step_unknown": (
        N_("Step not found"),
        N_("There is no such step in this case. Please look for it among the goals of the case."),
    ),
    "plan_unknown": (
        N_("Plan not found"),
        N_("There is no such version of the plan in this case. Please look for it in the case."),
    ),
    "note_unknown": (
        N_("Note not found"),
        N_("There is no such note in this case, or it is somebody else’s. Please look for it in the case."),
    ),
}
FIELDS: Mapping[str, str] = {
    # code → what is wrong with a field and how to put it right
    "scores:required": N_("Please choose a number for at least one topic."),
    "doer:required": N_("Please choose who does it."),
    "how:required": N_("Please choose how it went out of the way."),
    "unknown_doer": N_("Please choose who does it."),
    "unknown_how": N_("Please choose how it went out of the way."),
}
