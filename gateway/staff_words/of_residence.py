"""Words for residence documents, changes of the legal sphere, and questions of the foreigners' authority."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.staff_sentences import N_

TABLES: Mapping[str, Mapping[str, str]] = {
    "sphere_change": {
        "under_way": N_("Under way"),
        "completed": N_("Over"),
        "stopped": N_("Did not come about"),
    },
    "question": {
        "asked": N_("Waits for an answer"),
        "answered": N_("Answered"),
        "declined": N_("Not answered"),
    },
    "due": {
        "residence_document": N_("A residence document ends"),
        "question": N_("A question of the foreigners’ authority waits"),
    },
    "history": {
        "residence.noted": N_("Residence document noted"),
        "residence.corrected": N_("Residence document corrected"),
        "residence.ended": N_("Residence document no longer the one to go by"),
        "document.expiring": N_("A residence document ends soon"),
        "sphere_change.started": N_("Change of the legal sphere begun"),
        "sphere_change.ended": N_("Change of the legal sphere over"),
        "sphere_step.ticked": N_("Step of a change done"),
        "sphere_step.unticked": N_("Step of a change not done after all"),
        "question.asked": N_("Question of the foreigners’ authority"),
        "question.answered": N_("Question of the foreigners’ authority answered"),
        "question.declined": N_("Question of the foreigners’ authority not answered"),
    },
    "done": {
        "note_residence": N_("The residence document is noted."),
        "correct_residence": N_("The residence document is corrected."),
        "end_residence": N_("It is noted that this document is no longer the one to go by."),
        "start_sphere_change": N_("The change is begun. Tick what is done."),
        "tick_sphere_step": N_("The step is done."),
        "untick_sphere_step": N_("The step is open again."),
        "end_sphere_change": N_("The end of the change is noted."),
        "ask_question": N_("The question is with the case manager."),
        "answer_question": N_("The answer has left."),
        "decline_question": N_("The question is not answered. Who asked sees that."),
    },
}
