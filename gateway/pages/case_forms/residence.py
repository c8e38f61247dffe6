"""The forms of residence documents, of changes of the legal sphere and of questions; and how a case tells of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from gateway import names
from gateway.installation import here
from gateway.pages.frame import named
from gateway.pages.staff_frame import today
from gateway.pages.typed import Form
from gateway.staff_sentences import gettext, ngettext

_DOCUMENT = ("document", "valid_from", "valid_until")

FORMS = {
    "note_residence": Form("cases", texts=_DOCUMENT),
    "correct_residence": Form("cases", texts=("residence_id", *_DOCUMENT), numbers=("version",), order=_DOCUMENT),
    "end_residence": Form("cases", texts=("residence_id",), numbers=("version",)),
    "start_sphere_change": Form("cases", texts=("sphere",)),
    "tick_sphere_step": Form("cases", texts=("change_id", "step"), numbers=("version",)),
    "untick_sphere_step": Form("cases", texts=("change_id", "step"), numbers=("version",)),
    "end_sphere_change": Form("cases", texts=("change_id", "status"), numbers=("version",)),
    "answer_question": Form("cases", texts=("question_id", "words"), numbers=("version",), names_page=False),
    "decline_question": Form("cases", texts=("question_id",), numbers=("version",), names_page=False),
}


def of_case(case: dict[str, Any]) -> dict[str, Any]:
    """What a case knows of residence, in words: what is held before what has ended, and what ends soon."""
    documents = [_document(one) for one in case["residence"]]
    changes = [_change(one) for one in case["sphere_changes"]]
    spheres = {code: sphere.name for code, sphere in here().programme.residence.spheres.items()}
    return {
        "documents": sorted(documents, key=lambda one: (one["status"] == "ended", one["valid_until"] or "9")),
        "ending": [one for one in documents if one["left"]],
        "changes": changes[::-1],
        "is_changing": any(one["status"] == "under_way" for one in changes),
        "spheres": names.options(spheres),
    }


def _left(days: int) -> str:
    """How long a document still holds."""
    if days < 0:
        return gettext("Its last day has passed")
    if days == 0:
        return gettext("Today is its last day")
    return ngettext("Ends in one day", "Ends in %(num)s days", days)


def _document(one: dict[str, Any]) -> dict[str, Any]:
    residence = here().programme.residence
    known = residence.documents.get(one["document"])
    until = one["valid_until"]
    days = (date.fromisoformat(until) - date.fromisoformat(today())).days if until else None
    is_ending = days is not None and one["status"] == "held" and days <= max(residence.warning_days)
    return one | {
        "called": named(known.name) if known else one["document"],
        "left": _left(days) if days is not None and is_ending else None,
    }


def _change(one: dict[str, Any]) -> dict[str, Any]:
    spheres = here().programme.residence.spheres
    known = spheres.get(one["sphere"])
    steps = {code: words for sphere in spheres.values() for code, words in sphere.steps.items()}
    return one | {
        "called": named(known.name) if known else one["sphere"],
        "steps": [step | {"called": named(steps.get(step["step"], {})) or step["step"]} for step in one["steps"]],
        "done": sum(step["done_at"] is not None for step in one["steps"]),
    }
