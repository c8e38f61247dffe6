"""Words for assessments, steps, plans, what phases demand, how barriers were cleared, and what is due."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.staff_sentences import N_

TABLES: Mapping[str, Mapping[str, str]] = {
    "doer": {
        "client": N_("The client"),
        "counsellor": N_("The case manager"),
        "other": N_("Somebody else"),
    },
    "step": {
        "open": N_("Still to do"),
        "done": N_("Done"),
        "dropped": N_("No longer needed"),
    },
    "demand": {
        # what a phase demands, and is missing
        "not_assessed": N_("an assessment"),
        "goal_missing": N_("a goal for every topic last assessed 0 or 1"),
        "no_plan": N_("a plan agreed with the person"),
        "not_assessed_again": N_("a second assessment"),
    },
    "skip": {
        # why a phase is entered all the same
        "urgent": N_("It is urgent"),
        "wish_of_client": N_("Wish of the client"),
        "done_elsewhere": N_("It was done elsewhere"),
        "other": N_("Another reason"),
    },
    "cleared": {
        # how a barrier went out of the way
        "solved": N_("Solved"),
        "way_around": N_("There was a way around it"),
        "gave_up": N_("The person gave up"),
        "not_needed": N_("No longer needed"),
    },
    "due": {
        "goal": N_("Goal"),
        "step": N_("Step"),
    },
    "done": {
        "record_assessment": N_("The assessment is noted."),
        "plan_step": N_("The step is noted."),
        "correct_step": N_("The step is corrected."),
        "finish_step": N_("The step is done."),
        "drop_step": N_("The step is dropped."),
        "agree_plan": N_("The plan is kept as it is now."),
        "write_note": N_("The note is kept. Only you and your deputies read it."),
        "correct_note": N_("The note is corrected."),
        "correct_goal": N_("The goal is corrected."),
        "correct_consultation": N_("The note of the consultation is corrected."),
        "reopen_case": N_("The case is open again."),
    },
    "history": {
        "assessment.recorded": N_("Assessment recorded"),
        "goal.corrected": N_("Goal corrected"),
        "step.planned": N_("Step planned"),
        "step.corrected": N_("Step corrected"),
        "step.done": N_("Step done"),
        "step.dropped": N_("Step dropped"),
        "plan.agreed": N_("Plan agreed"),
        "demands.skipped": N_("Phase begun without all that belongs before it"),
        "case.reopened": N_("Case opened again"),
    },
}
