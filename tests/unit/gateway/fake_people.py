"""The people of the small `cases`: one person, one child in the household, and enough to look for them by."""

from __future__ import annotations

from typing import Any

from services.chassis.errors import Conflict, NotFound
from services.chassis.identity import Actor

PERSON_ID = "00000000-0000-7000-8000-0000000000a1"
CHILD_ID = "00000000-0000-7000-8000-0000000000a2"
AT = "2026-11-22T09:15:00Z"

_COUNSELLOR, _FINDERS = frozenset({"counsellor"}), frozenset({"counsellor", "coordinator", "privacy_officer"})
_FACTS = "name name_latin birth_year email phone languages language language_mode municipality"
PEOPLE_METHODS: dict[str, tuple[frozenset[str], str, str]] = {
    "person": (_COUNSELLOR, "person_id", "person_id"),
    "correct_person": (_COUNSELLOR, f"person_id version {_FACTS}", "person_id version"),
    "find_people": (_FINDERS, "name birth_year reference", ""),
    "join_household": (_COUNSELLOR, "case_id relation person_id name name_latin birth_year", "case_id relation"),
    "leave_household": (_COUNSELLOR, "case_id person_id version", "case_id person_id version"),
}


def of_case() -> dict[str, Any]:
    """What a case tells of its people."""
    return {
        "person": {
            "person_id": PERSON_ID,
            "name": "ნინო ბერიძე",
            "name_latin": "Nino Beridze",
            "birth_year": 1984,
            "email": "nino@example.org",
            "phone": None,
            "languages": ["ru"],
            "message": "ბინა მჭირდება",
            "sms_allowed": None,
            "asked_by": None,
            "behalf": None,
            "version": 1,
        },
        "household": [_member(CHILD_ID, {"name": "ლუკა ბერიძე", "relation": "child", "birth_year": 2016})],
    }


def _member(person_id: str, request: dict[str, Any]) -> dict[str, Any]:
    named = {"person_id": person_id, "name_latin": "Luka Beridze", "birth_year": None, "joined_at": AT}
    return named | {"cases": [], "version": 1} | {name: value for name, value in request.items() if name != "case_id"}


class FakePeople:
    """Answers about people as `cases` would. `known` is what a search finds."""

    cases_: dict[str, tuple[dict[str, Any], str]]
    known: tuple[dict[str, Any], ...] = ()
    elsewhere = False

    def person(self, request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        return self._person(request["person_id"]) | {"cases": []}

    def correct_person(self, request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        person = self._person(request["person_id"])
        if request["version"] != person["version"]:
            raise Conflict("changed_meanwhile", "Somebody was quicker.")
        person.update({name: value for name, value in request.items() if name in person})
        person["version"] += 1
        return {"person_id": person["person_id"], "version": person["version"]}

    def find_people(self, _request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        return {"items": list(self.known), "elsewhere": self.elsewhere, "more": False}

    def join_household(self, request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        case = self.cases_[request["case_id"]][0]
        person_id = request.get("person_id") or "00000000-0000-7000-8000-0000000000a3"
        case["household"].append(_member(person_id, {"name": None} | request))
        return {"case_id": request["case_id"], "person_id": person_id, "version": 1}

    def leave_household(self, request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        if request["version"] != 1:
            raise Conflict("changed_meanwhile", "Somebody was quicker.")
        return {name: request[name] for name in ("case_id", "person_id", "version")}

    def _person(self, person_id: str) -> dict[str, Any]:
        for case, _ in self.cases_.values():
            for each in (case["person"], *case["household"]):
                if each["person_id"] == person_id:
                    return each  # type: ignore[no-any-return]
        raise NotFound("person_unknown", "No such person.")


def found(**differs: Any) -> dict[str, Any]:
    """Somebody whom a search finds."""
    case = {
        "case_id": "00000000-0000-7000-8000-0000000000c1",
        "reference": "K7M-4XQ-6",
        "status": "open",
        "phase": "linking",
        "counsellor_id": "00000000-0000-7000-8000-0000000000a7",
        "counsellor": "Ada Held",
    }
    named = {"person_id": PERSON_ID, "name": "ნინო ბერიძე", "name_latin": "Nino Beridze", "birth_year": 1984}
    return named | {"score": 96, "cases": [case]} | differs
