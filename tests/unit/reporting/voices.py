"""What intake, cases and scheduling say, as the reporting hears it. `nth`: the place of a message in its case."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from services.chassis.clock import new_id
from services.chassis.envelope import Envelope
from services.chassis.testing import NOON, TRACE


def request_received(
    request_id: str, at: datetime = NOON, municipality: str = "wuerselen", language: str = "ka"
) -> Envelope:
    told = {"request_id": request_id, "municipality": municipality, "language": language, "received_at": _said(at)}
    return _message("intake", "request.received.v1", request_id, at, told)


def request_milestone(request_id: str, milestone: str, at: datetime = NOON) -> Envelope:
    told = {"request_id": request_id, f"{milestone}_at": _said(at)}
    return _message("intake", f"request.{milestone}.v1", request_id, at, told)


def requests_linked(request_id: str, other_id: str, at: datetime = NOON) -> Envelope:
    told = {"request_id": request_id, "other_id": other_id, "linked_at": _said(at)}
    return _message("intake", "request.linked.v1", request_id, at, told)


def requests_split(request_id: str, other_id: str, at: datetime = NOON) -> Envelope:
    told = {"request_id": request_id, "other_id": other_id, "split_at": _said(at)}
    return _message("intake", "request.split.v1", request_id, at, told)


def case_opened(
    case_id: str,
    person_ref: str,
    at: datetime = NOON,
    language: str = "ka",
    phase: str = "clarification",
    nth: int = 1,
) -> Envelope:
    told = {"case_id": case_id, "person_ref": person_ref, "language": language, "phase": phase, "opened_at": _said(at)}
    return _message("cases", "case.opened.v1", case_id, at, told, nth)


def phase_entered(case_id: str, phase: str, nth: int, at: datetime = NOON) -> Envelope:
    told = {"case_id": case_id, "phase": phase, "entered_at": _said(at)}
    return _message("cases", "case.phase_entered.v1", case_id, at, told, nth)


def case_closed(case_id: str, nth: int, at: datetime = NOON) -> Envelope:
    told = {"case_id": case_id, "closed_at": _said(at)}
    return _message("cases", "case.closed.v1", case_id, at, told, nth)


def case_reopened(case_id: str, phase: str, nth: int, at: datetime = NOON) -> Envelope:
    told = {"case_id": case_id, "phase": phase, "reopened_at": _said(at)}
    return _message("cases", "case.reopened.v1", case_id, at, told, nth)


def person_corrected(case_id: str, language: str, nth: int, at: datetime = NOON) -> Envelope:
    told = {"case_id": case_id, "language": language, "corrected_at": _said(at)}
    return _message("cases", "person.corrected.v1", case_id, at, told, nth)


def barrier_met(
    barrier_id: str, person_ref: str, at: datetime = NOON, topic: str = "housing", municipality: str = "wuerselen"
) -> Envelope:
    told = {
        "barrier_id": barrier_id,
        "person_ref": person_ref,
        "topic": topic,
        "municipality": municipality,
        "met_at": _said(at),
    }
    return _message("cases", "barrier.met.v1", barrier_id, at, told)


def barrier_cleared(barrier_id: str, at: datetime = NOON) -> Envelope:
    return _message("cases", "barrier.cleared.v1", barrier_id, at, {"barrier_id": barrier_id, "cleared_at": _said(at)})


def advice_given(
    advice_id: str,
    at: datetime = NOON,
    topic: str = "housing",
    municipality: str = "wuerselen",
    barrier_kind: str | None = None,
) -> Envelope:
    told = {
        "advice_id": advice_id,
        "topic": topic,
        "municipality": municipality,
        "given_at": _said(at),
    }
    # What is None is not said at all (services/chassis/envelope.py).
    failed = {"barrier_kind": barrier_kind} if barrier_kind else {}
    return _message("cases", "advice.given.v1", advice_id, at, told | failed)


def advice_withdrawn(advice_id: str, at: datetime = NOON) -> Envelope:
    told = {"advice_id": advice_id, "withdrawn_at": _said(at)}
    return _message("cases", "advice.withdrawn.v1", advice_id, at, told)


def appointment_booked(
    appointment_id: str, case_id: str, at: datetime = NOON, place: str = "wuerselen-rathaus"
) -> Envelope:
    told = {"appointment_id": appointment_id, "case_id": case_id, "place": place, "booked_at": _said(at)}
    return _message("scheduling", "appointment.booked.v1", appointment_id, at, told)


def appointment_became(appointment_id: str, outcome: str, at: datetime = NOON) -> Envelope:
    told = {"appointment_id": appointment_id, f"{outcome}_at": _said(at)}
    return _message("scheduling", f"appointment.{outcome}.v1", appointment_id, at, told)


def many(count: int, of: str = "r") -> Iterable[str]:
    """So many different ids."""
    return (f"{of}{number}" for number in range(count))


def _said(at: datetime) -> str:
    return at.isoformat()


def _message(service: str, type_: str, subject: str, at: datetime, data: dict[str, Any], nth: int = 1) -> Envelope:
    return Envelope(
        id=new_id(),
        source=f"{service}@kim",
        type=type_,
        subject=subject,
        time=at,
        sequence=nth,
        data=data,
        correlationid=TRACE,
        causationid=None,
        actor="system",
        traceparent="",
    )
