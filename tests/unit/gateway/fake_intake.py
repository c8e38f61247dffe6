"""A line to the services with a small intake at its other end: enough of its rules to try the gateway by.

What the desk asks the intake is in `fake_desk.py`, what operators ask every service in `fake_operations.py`; the line
leads to all services.
"""

from __future__ import annotations

import copy
import itertools
from dataclasses import dataclass, field
from typing import Any

from services.chassis.errors import FieldError, Invalid, LotseError, NotFound, Refused, Unavailable
from services.chassis.identity import Actor
from tests.unit.gateway.fake_cases import FakeCases
from tests.unit.gateway.fake_choices import PASS, FakeChoices
from tests.unit.gateway.fake_desk import FakeDesk
from tests.unit.gateway.fake_exports import KNOWN_ELSEWHERE, WARRANT
from tests.unit.gateway.fake_operations import METHODS as OF_OPERATORS
from tests.unit.gateway.fake_operations import FakeOperations
from tests.unit.gateway.fake_reporting import FakeReporting
from tests.unit.gateway.fake_scheduling import FakeScheduling
from tests.unit.gateway.fake_subjects import SUBJECT_METHODS, FakeSubjects
from tests.unit.gateway.fake_ways import FakeWays

REFERENCE = "K7M-4XQ-6"
TOKEN = "s3cr3t-k7m4xq2"
RECEIVED_AT = "2026-11-22T09:15:00Z"
REQUIRED = ("language", "topics", "municipality", "name", "consent")


@dataclass
class Asked:
    """One call that came in."""

    method: str
    request: dict[str, Any]
    who: Actor
    command_id: str | None
    service: str = "intake"


@dataclass
class FakeCalls:
    """Remembers what was asked; `breaks_with` is raised instead of an answer, services in `away` are not there."""

    asked: list[Asked] = field(default_factory=list)
    breaks_with: Exception | None = None
    is_ready: bool = True
    receipt: str = "sent"
    status: str = "received"
    version: int = 1
    remembered: dict[str, dict[str, Any]] = field(default_factory=dict)
    away: set[str] = field(default_factory=set)
    cases: FakeCases = field(default_factory=FakeCases)
    desk: FakeDesk = field(default_factory=FakeDesk)
    scheduling: FakeScheduling = field(default_factory=FakeScheduling)
    choices: FakeChoices = field(default_factory=FakeChoices)
    notifications: FakeWays = field(default_factory=FakeWays)
    reporting: FakeReporting = field(default_factory=FakeReporting)
    operations: FakeOperations = field(default_factory=FakeOperations)
    appointments: list[dict[str, Any]] = field(default_factory=list)
    questions: list[dict[str, Any]] = field(default_factory=list)
    subjects: FakeSubjects = field(default_factory=FakeSubjects)
    numbers: Any = field(default_factory=lambda: itertools.count(1))

    def ask(
        self,
        service: str,
        method: str,
        request: dict[str, Any],
        *,
        who: Actor,
        command_id: str | None = None,
        deadline: float | None = None,
    ) -> dict[str, Any]:
        assert deadline
        self.asked.append(Asked(method, request, who, command_id, service))
        if self.breaks_with:
            raise self.breaks_with
        if service in self.away:
            raise Unavailable("unavailable", "The service is not there.", retry_after=5)
        if command_id in self.remembered:
            return self.remembered[command_id]
        answer: dict[str, Any] = self._answer(service, method, request, who)
        if command_id:
            self.remembered[command_id] = answer
        return answer

    def _answer(self, service: str, method: str, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        if method == "export_subject":
            assert request == {"warrant": WARRANT}
            return copy.deepcopy(KNOWN_ELSEWHERE[service])
        if method in SUBJECT_METHODS:
            return self.subjects.answer(method, request, who)
        if method in OF_OPERATORS:
            return self.operations.answer(service, method, request, who)
        if service == "scheduling" and "pass" in request:
            return self.choices.answer(method, dict(request))
        if service != "intake":
            elsewhere: dict[str, Any] = getattr(self, service).answer(method, request, who)
            return elsewhere
        if hasattr(self.desk, method):
            return self.desk.answer(method, request, who)
        found: dict[str, Any] = getattr(self, method)(request)
        return found

    def of_staff(self) -> list[Asked]:
        """What was asked for somebody with an account, apart from renewing the session."""
        return [asked for asked in self.asked if asked.who.ref not in ("public", "system")]

    def ready(self) -> bool:
        return self.is_ready

    def stored(self) -> list[Asked]:
        """The requests that reached the service."""
        return [asked for asked in self.asked if asked.method == "receive_request"]

    def receive_request(self, request: dict[str, Any]) -> dict[str, Any]:
        errors = [FieldError.of(name, "required") for name in REQUIRED if not request.get(name)]
        errors += [FieldError.of("name", "too_long", max=200)] if len(request.get("name") or "") > 200 else []
        errors += [FieldError.of("email", "not_an_email")] if "@" not in request.get("email", "@") else []
        if bool(request.get("asked_by")) != bool(request.get("behalf")):
            errors.append(FieldError.of("asked_by" if request.get("behalf") else "behalf", "required"))
        if not request.get("email") and not request.get("phone") and request.get("channel") != "walk_in":
            errors.append(FieldError.of("email", "contact_missing"))
        if errors:
            raise Invalid("invalid", "Something is wrong.", errors=tuple(errors))
        channel = request.get("channel", "web")
        return {
            "request_id": f"00000000-0000-7000-8000-{next(self.numbers):012d}",
            "reference": REFERENCE,
            "channel": channel,
            "status_token": None if channel in ("authority", "provider") else TOKEN,
            "version": 1,
        }

    def request_status(self, request: dict[str, Any]) -> dict[str, Any]:
        if request != {"reference": REFERENCE, "token": TOKEN}:
            raise NotFound("request_unknown", "No such request.")
        return {
            "request_id": "00000000-0000-7000-8000-000000000001",
            "reference": REFERENCE,
            "status": self.status,
            "language": "ka",
            "topics": ["housing", "language"],
            "municipality": "wuerselen",
            "received_at": RECEIVED_AT,
            "changed_at": RECEIVED_AT,
            "receipt": self.receipt,
            "can_withdraw": self.status == "received",
            "pass": PASS if self.status == "handed_over" else None,
            "helper": None,
            "appointments": self.appointments,
            "questions": self.questions,
            "version": self.version,
        }

    def withdraw_request(self, request: dict[str, Any]) -> dict[str, Any]:
        if request != {"reference": REFERENCE, "token": TOKEN}:
            raise NotFound("request_unknown", "No such request.")
        if self.status == "withdrawn":
            raise Refused("already_ended", "It has ended.")
        self.status, self.version = "withdrawn", self.version + 1
        return {"request_id": "00000000-0000-7000-8000-000000000001", "version": self.version}


def broken(kind: type[LotseError], code: str, **params: Any) -> FakeCalls:
    """A line on which every question ends with this error."""
    return FakeCalls(breaks_with=kind(code, "It broke.", **params))
