"""What the small services know of one person: their copy, section by section, and the sheet of their case."""

from __future__ import annotations

import copy
from typing import Any

from services.chassis.errors import NotFound
from services.chassis.identity import Actor
from tests.builders.files import SCAN, in_base64
from tests.unit.gateway.fake_people import PERSON_ID

AT = "2026-11-22T09:15:00Z"
CASE_ID = "00000000-0000-7000-8000-0000000000c1"
WARRANT = "signed.by.the.cases"

_SUBJECTS = frozenset({"counsellor", "privacy_officer"})
EXPORT_METHODS: dict[str, tuple[frozenset[str], str, str]] = {
    "subject": (_SUBJECTS | {"coordinator"}, "person_id case_id", ""),
    "export_person": (_SUBJECTS, "person_id", "person_id"),
    "export_document": (_SUBJECTS, "person_id document_id", "person_id document_id"),
    "case_sheet": (frozenset({"counsellor"}), "case_id", "case_id"),
}
LETTER: dict[str, Any] = {
    "letter_id": "00000000-0000-7000-8000-0000000001e1",
    "received_at": AT,
    "sender": "nino@example.org",
    "known_sender": True,
    "subject": "Termin",
    "words": "Ich komme.",
    "left_out": 0,
    "read_at": AT,
    "read_by": "Counsellor",
}
# service → what it answers to whoever brings the warrant
KNOWN_ELSEWHERE: dict[str, dict[str, Any]] = {
    "scheduling": {
        "appointments": [
            {
                "appointment_id": "00000000-0000-7000-8000-0000000000a1",
                "case_id": CASE_ID,
                "place": "wuerselen-rathaus",
                "starts_at": AT,
                "ends_at": "2026-11-22T10:00:00Z",
                "language": "ka",
                "with_interpreter": True,
                "mode": "in_person",
                "room": "2.04",
                "status": "cancelled",
                "by": "client",
                "reason": "illness",
                "booked_at": AT,
                "changed_at": AT,
            }
        ],
        "interpreting": [
            {
                "booking_id": "00000000-0000-7000-8000-0000000000a9",
                "appointment_id": "00000000-0000-7000-8000-0000000000a1",
                "language": "ka",
                "mode": "on_site",
                "gender": "female",
                "kind": "pool",
                "status": "released",
                "requested_at": AT,
                "changed_at": AT,
            }
        ],
        "choices": [
            {
                "choice_id": "00000000-0000-7000-8000-0000000000a7",
                "case_id": CASE_ID,
                "status": "declined",
                "offered_at": AT,
                "until": "2026-11-27T09:00:00Z",
                "ended_at": AT,
                "appointment_id": None,
                "chosen": None,
                "reason": "no_time",
                "slots": [
                    {"place": "wuerselen-rathaus", "starts_at": AT, "ends_at": "2026-11-22T10:00:00Z", "mode": "phone"}
                ],
            }
        ],
        "waiting": [
            {
                "waiting_id": "00000000-0000-7000-8000-0000000000a9",
                "case_id": CASE_ID,
                "language": "ka",
                "place": "wuerselen-rathaus",
                "topic": "housing",
                "mode": "phone",
                "minutes": 30,
                "urgent": True,
                "with_interpreter": False,
                "since": AT,
                "until": "2026-12-22",
                "status": "fulfilled",
                "ended_at": AT,
            }
        ],
    },
    "notifications": {
        "contacts": [
            {
                "about": CASE_ID,
                "email": "nino@example.org",
                "phone": "+493023125042",
                "language": "ka",
                "notice_language": "ka",
                "reference": "K7M-4XQ-6",
            }
        ],
        "ways": [
            {
                "about": CASE_ID,
                "channel": "sms",
                "state": "stopped",
                "since": AT,
                "how": "status_page",
                "proof": "form",
                "allowed_at": AT,
                "is_shared": False,
            }
        ],
        "reminders": [
            {
                "about": CASE_ID,
                "state": "waiting",
                "due_at": AT,
                "settled_at": None,
                "appointment": {"starts_at": AT, "ends_at": None, "place": "wuerselen-rathaus"},
            }
        ],
        "messages": [
            {
                "about": CASE_ID,
                "kind": "appointment_invitation",
                "channel": "email",
                "state": "failed",
                "queued_at": AT,
                "settled_at": AT,
                "reason": "smtp_550",
                "appointment": {"starts_at": AT, "ends_at": None, "place": "wuerselen-rathaus"},
            }
        ],
    },
    "intake": {
        "warrant": WARRANT,
        "requests": [
            {
                "reference": "K7M-4XQ-6",
                "status": "handed_over",
                "channel": "web",
                "language": "ka",
                "language_mode": "spoken",
                "topics": ["housing"],
                "municipality": "wuerselen",
                "preferred_place": "wuerselen-rathaus",
                "person": None,
                "track": "case_management",
                "criteria": ["complex_need"],
                "urgency": "high",
                "summary": None,
                "consent": {"notice_version": "2026-11", "language": "ka", "given_at": AT},
                "received_at": AT,
                "changed_at": AT,
                "letters": [
                    {name: value for name, value in LETTER.items() if name not in ("words", "read_by")}
                    | {"text": "Danke!"}
                ],
                "attachments": [
                    {
                        "attachment_id": CASE_ID,
                        "name": "Mietvertrag.pdf",
                        "media_type": "application/pdf",
                        "size": 5,
                        "received_at": AT,
                    }
                ],
                "offers": [
                    {"to": "bruecke", "status": "declined", "offered_at": AT, "decided_at": AT, "reason": "language"}
                ],
            }
        ],
    },
}
_NOT_COPIED = (
    *("name", "person", "household", "may", "version", "phases", "demands", "counsellor_id", "circle"),
    "through_glass_until",
)


def bare(told: Any) -> Any:
    """What was told, without what only a page acts by."""
    if isinstance(told, dict):
        return {name: bare(value) for name, value in told.items() if name not in ("may", "version")}
    return [bare(each) for each in told] if isinstance(told, list) else told


def copied(case: dict[str, Any]) -> dict[str, Any]:
    """A case as the copy tells it."""
    told = {name: bare(value) for name, value in copy.deepcopy(case).items() if name not in _NOT_COPIED}
    step = {"step_id": PERSON_ID, "doer": "client", "words": "Anrufen", "due_on": "2027-01-15"}
    goal = {"goal_id": PERSON_ID, "topic": "housing", "words": "Eine Wohnung", "due_on": None, "steps": [step]}
    return told | {
        "channel": "web",
        "earlier_number": "2025-17",
        "consent": {"notice_version": "2026-11", "language": "ka", "given_at": AT},
        "closed_at": None,
        "reason": None,
        "outcome": None,
        "plans": [plan | {"goals": [goal]} for plan in told["plans"]],
        "notes": [{"written_at": AT, "by": "Counsellor", "words": None}],
        "skips": [
            {"phase": "linking", "demands": ["no_plan"], "reason": "urgent", "skipped_at": AT, "by": "Counsellor"}
        ],
        "locked_since": [AT],
        "glasses": [{"by": "Lioba Hansen", "reason": "Anruf der Klinik.", "broken_at": AT, "ends_at": AT}],
    }


class FakeExports:
    """Answers as `cases` would to whoever serves somebody's rights."""

    cases_: dict[str, tuple[dict[str, Any], str]]
    lines: tuple[dict[str, str], ...] = ({"label": "Beispiel: Fallnummer", "value": "K7M-4XQ-6"},)

    def subject(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        case = self._person_of_case(request, who)
        names = ("name", "name_latin", "birth_year")
        hands_out = "coordinator" not in who.roles
        short = {name: case[name] for name in ("case_id", "reference", "status", "phase", "opened_at", "counsellor")}
        return {
            "person_id": case["person"]["person_id"],
            **{name: case["person"][name] if hands_out else None for name in names},
            "organisation": who.organisation,
            "known_since": AT,
            "cases": [short | {"closed_at": None}],
            "documents": case["documents"] if hands_out else [],
            "may": ["export"] if hands_out else [],
            "version": case["person"]["version"],
        }

    def export_person(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        case = self._person_of_case(request, who)
        member = {"name": "ლუკა ბერიძე", "name_latin": "Luka Beridze", "relation": "child", "joined_at": AT}
        return {
            "organisation": who.organisation,
            "person": bare(case["person"]) | {"known_since": AT},
            "household": [member],
            "cases": [copied(case)],
            "left_out": [{"what": "confidential_notes", "reason": "rights_of_others", "count": 1}],
            "warrant": WARRANT,
        }

    def export_document(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        line = self._person_of_case(request, who)["documents"][0]
        return line | {"document_id": request["document_id"], "content": in_base64(SCAN)}

    def case_sheet(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        case = self._person_of_case(request, who)
        told = {"case_id": case["case_id"], "reference": case["reference"]}
        return told | {"is_example": True, "lines": list(self.lines)}

    def _person_of_case(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        for case, organisation in self.cases_.values():
            named = (case["person"]["person_id"], case["case_id"])
            if organisation == who.organisation and (request.get("person_id") or request["case_id"]) in named:
                return case
        raise NotFound("person_unknown", "No such person.")
