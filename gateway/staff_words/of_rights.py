"""Words for who stands close to a case, and for looks."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.staff_sentences import N_

TABLES: Mapping[str, Mapping[str, str]] = {
    "escalation": {
        "nobodys": N_("Nobody has it: its case manager takes no cases any more"),
        "urgent_waits": N_("Urgent, and still being clarified"),
    },
    "sharing": {
        "own": N_("Everybody sees their own cases and those they stand in for. A team shares nothing here."),
        "team": N_("The members of a team see one another’s cases."),
        "organisation": N_("All case managers of this organisation see one another’s cases."),
    },
    "look": {
        "case": N_("Case"),
        "history": N_("What was done in a case"),
        "glass": N_("Glass broken"),
        "access_log": N_("Access log"),
        "search": N_("Search for a person"),
        "person": N_("Person"),
        "document": N_("Document"),
        "plan": N_("Plan"),
        "request": N_("Request"),
        "question": N_("Question of the foreigners’ authority"),
        "answer": N_("Answer to the foreigners’ authority"),
        "question_refused": N_("Question refused: no release for it"),
    },
    "done": {
        "lock_case": N_("The case is locked."),
        "unlock_case": N_("The case is unlocked."),
        "break_glass": N_("The case is open to you. It closes again by itself."),
        "name_deputy": N_("The deputy is named."),
        "end_deputyship": N_("The deputyship has ended."),
        "found_team": N_("The team is founded."),
        "change_team": N_("The team is changed."),
        "dissolve_team": N_("The team is dissolved."),
        "hand_over_caseload": N_("The cases are handed over. What is locked for whoever would have got it has stayed."),
    },
    "history": {
        "case.locked": N_("Case locked for somebody"),
        "case.unlocked": N_("Case unlocked for somebody"),
        "glass.broken": N_("Opened in an emergency"),
    },
}
