"""What a small `cases` knows of circles, deputies, teams, caseloads and looks: enough to try the gateway by."""

from __future__ import annotations

from typing import Any

from services.chassis.errors import FieldError, Invalid, NotAllowed, NotFound, Refused
from services.chassis.identity import Actor

AT = "2026-11-22T09:15:00Z"
DEPUTYSHIP_ID = "00000000-0000-7000-8000-00000000de01"
TEAM_ID = "00000000-0000-7000-8000-00000000dea1"
COUNSELLOR_ID = "00000000-0000-7000-8000-0000000000a7"
COLLEAGUE_ID = "00000000-0000-7000-8000-0000000000a8"

_CLOSE = frozenset({"counsellor", "coordinator", "privacy_officer"})
_NAMING, _KEEPING = frozenset({"counsellor", "coordinator"}), frozenset({"coordinator", "administrator"})
METHODS: dict[str, tuple[frozenset[str], str, str]] = {
    "circle": (_CLOSE, "case_id cursor limit", "case_id"),
    "lock_case": (_NAMING, "case_id version account_id", "case_id version account_id"),
    "unlock_case": (_NAMING, "case_id version account_id", "case_id version account_id"),
    "break_glass": (_CLOSE, "case_id reason hours", "case_id reason hours"),
    "access_log_of_case": (frozenset({"counsellor", "privacy_officer"}), "case_id cursor limit", "case_id"),
    "case_figures": (frozenset({"coordinator"}), "", ""),
    "deputies": (_NAMING | {"administrator"}, "cursor limit", ""),
    "name_deputy": (_NAMING, "counsellor_id deputy_id from_on until_on", "deputy_id from_on until_on"),
    "end_deputyship": (_NAMING, "deputyship_id version", "deputyship_id version"),
    "teams": (_NAMING | {"administrator"}, "", ""),
    "found_team": (_KEEPING, "name members", "name"),
    "change_team": (_KEEPING, "team_id version name members", "team_id version"),
    "dissolve_team": (_KEEPING, "team_id version", "team_id version"),
    "hand_over_caseload": (frozenset({"coordinator"}), "counsellor_id to cases", "counsellor_id"),
    "access_log": (frozenset({"privacy_officer"}), "account_id cursor limit", ""),
}

LOOK = {
    "look_id": "00000000-0000-7000-8000-0000000000e7",
    "subject": "00000000-0000-7000-8000-0000000000c1",
    "what": "case",
    "who": "Counsellor",
    "roles": ["counsellor"],
    "looked_at": AT,
}
GLASS = {
    "glass_id": "00000000-0000-7000-8000-0000000000e8",
    "case_id": "00000000-0000-7000-8000-0000000000c1",
    "by": "Lioba Hansen",
    "reason": "Anruf der Klinik.",
    "broken_at": AT,
    "ends_at": "2126-11-22T10:15:00Z",
}


def of_case() -> dict[str, Any]:
    """What a case tells of its circle."""
    close = {
        "counsellor": "Counsellor",
        "deputies": [],
        "team": [],
        "with_everybody": False,
        "locks": [],
        "glasses": [],
    }
    return {"circle": close, "through_glass_until": None}


class FakeRights:
    """Answers what `cases` would answer about who stands close to a case."""

    glass: set[str]  # who has broken the glass
    more_colleagues: str | None = None  # the cursor of the next page of them

    def circle(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        case, organisation = self.cases_.get(request["case_id"], ({}, ""))  # type: ignore[attr-defined]
        if organisation != who.organisation:
            raise NotFound("case_unknown", "No such case.")
        if who.roles == {"counsellor"} and case["counsellor_id"] != who.ref:
            raise NotAllowed("not_your_case", "It is somebody else's.")
        shown = ("case_id", "reference", "status", "phase", "language", "municipality", "topics", "urgency")
        facts = {name: case[name] for name in (*shown, "counsellor_id", "opened_at", "version")}
        sees = who.ref == case["counsellor_id"] or who.ref in self.glass
        may = {
            "assign": "coordinator" in who.roles,
            "lock": bool(who.roles & _NAMING),
            "see": sees,
            "access_log": bool(who.roles & {"counsellor", "privacy_officer"}),
            "break_glass": not sees,
        }
        colleagues = [{"account_id": COLLEAGUE_ID, "name": "Ben Nachbar"}] if may["lock"] else []
        return {
            **facts,
            **case["circle"],
            "may": [name for name, is_so in may.items() if is_so],
            "through_glass_until": None,
            "colleagues": colleagues,
            "next": self.more_colleagues if not request.get("cursor") else None,
        }

    def lock_case(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        case, _ = self.cases_[request["case_id"]]  # type: ignore[attr-defined]
        if request["account_id"] == case["counsellor_id"]:
            raise Refused("locked_for_counsellor", "It is theirs.")
        lock = {"account_id": request["account_id"], "name": "Ben Nachbar", "locked_at": AT}
        case["circle"]["locks"].append(lock)
        return {"case_id": case["case_id"], "version": case["version"] + 1}

    def unlock_case(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        case, _ = self.cases_[request["case_id"]]  # type: ignore[attr-defined]
        case["circle"]["locks"] = []
        return {"case_id": case["case_id"], "version": case["version"] + 1}

    def break_glass(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        if not isinstance(request["hours"], int) or not 1 <= request["hours"] <= 24:
            error = FieldError.of("hours", "number_out_of_range", min=1, max=24)
            raise Invalid("invalid", "Something is wrong.", errors=(error,))
        self.glass.add(who.ref)
        return {"glass_id": GLASS["glass_id"], "case_id": request["case_id"], "ends_at": GLASS["ends_at"]}

    def access_log_of_case(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        return {"items": [LOOK], "next": None}

    def access_log(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        return {"items": [LOOK], "next": None, "glasses": [GLASS | {"reference": "K7M-4XQ-6"}]}

    def case_figures(self, _request: dict[str, Any], who: Actor) -> dict[str, Any]:
        waits = {"phase": "clarification", "urgency": "high", "counsellor": "Counsellor", "changed_at": AT}
        line = {"kind": "urgent_waits", "case_id": LOOK["subject"], "reference": "K7M-4XQ-6"}
        counted = {"clarification": 3, "assessment": 2, "planning": 4, "linking": 1, "monitoring": 0, "evaluation": 7}
        return {
            "phases": [{"phase": phase, "cases": number} for phase, number in counted.items()],
            "escalations": [line | waits],
        }

    def deputies(self, _request: dict[str, Any], who: Actor) -> dict[str, Any]:
        named = {
            "deputyship_id": DEPUTYSHIP_ID,
            "counsellor_id": COUNSELLOR_ID,
            "counsellor": "Maryam Karimi",
            "deputy_id": COLLEAGUE_ID,
            "deputy": "Ben Nachbar",
            "from_on": "2026-11-23",
            "until_on": "2126-11-27",
            "has_begun": True,
            "may_end": "administrator" not in who.roles,
            "version": 1,
        }
        return {"items": [named], "next": None}

    def name_deputy(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        if request["until_on"] < request["from_on"]:
            error = FieldError.of("until_on", "ends_before_it_begins")
            raise Invalid("invalid", "Something is wrong.", errors=(error,))
        return {"deputyship_id": DEPUTYSHIP_ID, "version": 1}

    def end_deputyship(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        return {"deputyship_id": request["deputyship_id"], "version": request["version"] + 1}

    def teams(self, _request: dict[str, Any], who: Actor) -> dict[str, Any]:
        member = {"account_id": COLLEAGUE_ID, "name": "Ben Nachbar"}
        return {
            "items": [{"team_id": TEAM_ID, "name": "Nordkreis", "members": [member], "version": 1}],
            "sharing": "own",
        }

    def found_team(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        if not request.get("members"):
            raise Invalid("invalid", "Something is wrong.", errors=(FieldError.of("members", "required"),))
        return {"team_id": TEAM_ID, "version": 1}

    def change_team(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        return {"team_id": request["team_id"], "version": request["version"] + 1}

    def dissolve_team(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        return {"team_id": request["team_id"]}

    def hand_over_caseload(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        if not request.get("to") and not request.get("cases"):
            raise Invalid("invalid", "Something is wrong.", errors=(FieldError.of("to", "required"),))
        return {"handed_over": 2, "left": []}
