"""The forms of the way ahead: where somebody stands, steps, plans, corrections, what is kept in confidence."""

from __future__ import annotations

from gateway.pages.typed import Form

FORMS = {
    "record_assessment": Form("cases", texts=("note",), tables=("scores",), order=("scores", "note")),
    "plan_step": Form("cases", texts=("goal_id", "words", "doer", "due_on")),
    "correct_step": Form("cases", texts=("step_id", "words", "doer", "due_on"), numbers=("version",)),
    "finish_step": Form("cases", texts=("step_id",), numbers=("version",)),
    "drop_step": Form("cases", texts=("step_id",), numbers=("version",)),
    "agree_plan": Form("cases"),
    "write_note": Form("cases", texts=("words",)),
    "correct_note": Form("cases", texts=("note_id", "words"), numbers=("version",)),
    "correct_goal": Form("cases", texts=("goal_id", "words", "due_on"), numbers=("version",)),
    "correct_consultation": Form("cases", texts=("consultation_id", "note"), numbers=("version",)),
}
