"""What cannot be done with residence documents, changes of the legal sphere and questions."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.staff_sentences.saying import N_

PROBLEMS: Mapping[str, tuple[str, str]] = {
    "residence_document_unknown": (
        N_("Residence document not found"),
        N_("There is no such residence document in this case. Please look at the case again."),
    ),
    "sphere_change_unknown": (
        N_("Change not found"),
        N_("There is no such change of the legal sphere in this case. Please look at the case again."),
    ),
    "sphere_step_unknown": (
        N_("Step not found"),
        N_("This change has no such step. Please look at the case again."),
    ),
    "sphere_change_under_way": (
        N_("A change is under way"),
        N_("A change of the legal sphere is under way in this case. Please end it before you begin another one."),
    ),
    "step_done_already": (
        N_("Done already"),
        N_("Somebody has ticked this step already. There is nothing to do."),
    ),
    "step_not_done": (
        N_("Not done"),
        N_("This step is open. There is nothing to take back."),
    ),
    "question_unknown": (
        N_("Question not found"),
        N_("There is no such question, or it is not yours. Please look for it in the list."),
    ),
    "question_waits": (
        N_("Asked already"),
        N_("A question for this purpose waits for an answer in this case. Please wait for that answer first."),
    ),
    "not_released": (
        N_("No release"),
        N_(
            "There is no release for an answer to you about this reference for this purpose. Whether anybody has this "
            "reference is not told. Please ask the person for a release."
        ),
    ),
    "open_question": (
        N_("A question is open"),
        N_(
            "The foreigners’ authority waits for an answer in this case. Please answer or decline before you close the "
            "case."
        ),
    ),
}
FIELDS: Mapping[str, str] = {
    "valid_until:ends_before_it_begins": N_("The last day comes before the first. Please correct one of them."),
    "unknown_residence_document": N_("There is no such document in the list. Please choose one."),
    "unknown_sphere": N_("There is no such change in the list. Please choose one."),
    "unknown_sphere_step": N_("There is no such step. Please choose one of this change."),
    "unknown_question_purpose": N_("There is no such purpose. Please choose one from the list."),
}
