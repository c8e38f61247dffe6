"""Residence documents with warnings before their last day, and changes of the legal sphere, ticked step by step."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from services.cases.commands.residence import warn_of_expiring
from services.cases.model.residence import reached
from services.cases.queries.residence import due
from services.chassis.errors import Conflict, Invalid, NotAllowed, NotFound, Refused
from services.chassis.identity import Actor
from services.chassis.testing import NOON, said, types_of
from tests.builders import PROGRAMME, Cases, refused

TODAY = NOON.date()
WARNING_DAYS = PROGRAMME.residence.warning_days
DULDUNG = {"document": "duldung_60a", "valid_from": "2026-06-01"}


def note(cases: Cases, who: Actor, case_id: str, days: int | None = 80, **changes: Any) -> dict[str, Any]:
    """Nino's Duldung is noted, whose last day is so many days away."""
    valid_until = None if days is None else (TODAY + timedelta(days)).isoformat()
    return cases.ask(who, "note_residence", case_id=case_id, **DULDUNG | {"valid_until": valid_until} | changes)


def told(cases: Cases, who: Actor, case_id: str) -> dict[str, Any]:
    return cases.ask(who, "case", case_id=case_id)


def warnings(cases: Cases) -> list[tuple[str, int]]:
    warn_of_expiring(cases.store, Actor.system(), WARNING_DAYS)
    events = [envelope.data for envelope in said(cases.database) if envelope.type == "document.expiring.v1"]
    return [(data["expires_on"], data["days"]) for data in events]


def test_a_residence_document_is_kept_with_its_dates_and_never_said(cases: Cases, ketevan: Actor, case_id: str) -> None:
    noted = note(cases, ketevan, case_id)
    assert told(cases, ketevan, case_id)["residence"] == [
        {
            "residence_id": noted["residence_id"],
            "document": "duldung_60a",
            "valid_from": "2026-06-01",
            "valid_until": (TODAY + timedelta(80)).isoformat(),
            "status": "held",
            "noted_at": NOON.isoformat(),
            "ended_at": None,
            "version": 1,
        }
    ]
    assert said(cases.database)[-1].type == "residence.noted.v1"
    assert "duldung" not in "".join(envelope.to_json() for envelope in said(cases.database))
    with cases.database.reading() as tx:
        assert b"duldung" not in bytes(tx.execute(text("SELECT document FROM residence_documents")).scalar_one())


def test_a_document_that_ends_before_it_begins_or_is_not_in_the_programme_is_refused(
    cases: Cases, ketevan: Actor, case_id: str
) -> None:
    for changes, wrong in (
        ({"valid_until": "2026-05-31"}, ("valid_until", "ends_before_it_begins")),
        ({"document": "visa_of_the_moon"}, ("document", "unknown_residence_document")),
        ({"valid_until": "soon"}, ("valid_until", "not_a_date")),
    ):
        refusal = refused(cases, ketevan, "note_residence", case_id=case_id, **DULDUNG | changes)
        assert isinstance(refusal, Invalid)
        assert [(error.field, error.code) for error in refusal.errors] == [wrong]


def test_a_document_is_warned_of_once_at_each_time_before_its_last_day(
    cases: Cases, ketevan: Actor, case_id: str
) -> None:
    note(cases, ketevan, case_id, days=91)
    last_day = (TODAY + timedelta(91)).isoformat()
    counts = {}
    for left, sleeps in ((91, 1), (90, 59), (31, 1), (30, 23), (7, 7), (0, 1), (-1, 0)):
        assert warnings(cases) == warnings(cases), "a second look on the same day says nothing more"
        counts[left] = warnings(cases)
        cases.clock.advance(timedelta(days=sleeps))
    assert counts[91] == []
    assert counts[90] == counts[31] == [(last_day, 90)]
    assert counts[30] == [(last_day, 90), (last_day, 30)]
    assert counts[7] == counts[-1] == [(last_day, 90), (last_day, 30), (last_day, 7)]


def test_of_a_document_noted_late_only_the_time_it_has_come_to_is_said(
    cases: Cases, ketevan: Actor, case_id: str
) -> None:
    note(cases, ketevan, case_id, days=20)
    note(cases, ketevan, case_id, days=-1, document="permission_to_stay")
    note(cases, ketevan, case_id, days=None, document="eu_freedom")
    assert warnings(cases) == [((TODAY + timedelta(20)).isoformat(), 30)]


def test_a_prolonged_document_is_warned_of_anew_and_one_with_the_same_last_day_is_not(
    cases: Cases, ketevan: Actor, case_id: str
) -> None:
    noted = note(cases, ketevan, case_id, days=5)
    assert len(warnings(cases)) == 1
    same_day = (TODAY + timedelta(5)).isoformat()
    corrected = cases.ask(
        ketevan, "correct_residence", **noted, document="duldung_60c", valid_from=None, valid_until=same_day
    )
    assert len(warnings(cases)) == 1
    later = (TODAY + timedelta(6)).isoformat()
    cases.ask(ketevan, "correct_residence", **corrected, **DULDUNG, valid_until=later)
    assert warnings(cases)[1:] == [(later, 7)]


def test_neither_an_ended_document_nor_one_in_a_closed_case_is_warned_of(
    cases: Cases, ketevan: Actor, case_id: str
) -> None:
    ended = cases.ask(ketevan, "end_residence", **note(cases, ketevan, case_id))
    note(cases, ketevan, case_id, document="permit_24")
    version = told(cases, ketevan, case_id)["version"]
    cases.ask(ketevan, "close_case", case_id=case_id, version=version, reason="moved_away", outcome="unknown")
    assert warnings(cases) == []
    assert told(cases, ketevan, case_id)["residence"][0]["status"] == "ended"
    assert refused(cases, ketevan, "end_residence", **ended).code == "not_in_this_state"


def test_a_warning_is_nobodys_change(cases: Cases, ketevan: Actor, case_id: str) -> None:
    noted = note(cases, ketevan, case_id)
    assert len(warnings(cases)) == 1
    assert cases.ask(ketevan, "end_residence", **noted)["version"] == 2


def test_what_ends_soon_is_due_for_the_counsellor_and_their_deputies(
    cases: Cases, ketevan: Actor, case_id: str
) -> None:
    noted = note(cases, ketevan, case_id, days=10)
    until = TODAY + timedelta(14)
    (one,) = due(cases.store, frozenset({ketevan.ref}), until)
    assert (one.kind, one.case_id, one.on) == ("residence_document", case_id, TODAY + timedelta(10))
    assert one.about == {"residence_id": noted["residence_id"], "document": "duldung_60a"}
    assert due(cases.store, frozenset({ketevan.ref}), TODAY) == due(cases.store, frozenset({"x"}), until) == []


@pytest.mark.parametrize(
    ("left", "days"), [(91, None), (90, 90), (31, 90), (30, 30), (8, 30), (7, 7), (0, 7), (-1, None)]
)
def test_the_shortest_time_that_has_come_is_the_one_that_is_said(left: int, days: int | None) -> None:
    today = date(2026, 11, 22)
    assert reached(today + timedelta(left), today, (90, 30, 7)) == days


def test_the_steps_of_a_change_are_ticked_by_somebody_at_a_time_and_unticked_again(
    cases: Cases, ketevan: Actor, case_id: str
) -> None:
    change = cases.ask(ketevan, "start_sphere_change", case_id=case_id, sphere="sgb12")
    change = cases.ask(ketevan, "tick_sphere_step", **change, step="end_notice")
    (shown,) = told(cases, ketevan, case_id)["sphere_changes"]
    assert [step["step"] for step in shown["steps"]] == list(PROGRAMME.residence.spheres["sgb12"].steps)
    assert shown["steps"][0] == {"step": "end_notice", "done_at": NOON.isoformat(), "by": "Ketevan Lomidze"}
    assert shown["steps"][1]["done_at"] is None
    assert refused(cases, ketevan, "tick_sphere_step", **change, step="end_notice").code == "step_done_already"
    elsewhere = refused(cases, ketevan, "tick_sphere_step", **change, step="jobcenter_application")
    assert isinstance(elsewhere, NotFound)
    change = cases.ask(ketevan, "untick_sphere_step", **change, step="end_notice")
    assert refused(cases, ketevan, "untick_sphere_step", **change, step="end_notice").code == "step_not_done"
    assert types_of(said(cases.database))[-2:] == ["sphere_step.ticked.v1", "sphere_step.unticked.v1"]


def test_one_change_at_a_time_and_another_once_it_is_over_with_steps_left_open(
    cases: Cases, ketevan: Actor, case_id: str
) -> None:
    first = cases.ask(ketevan, "start_sphere_change", case_id=case_id, sphere="sgb2")
    again = refused(cases, ketevan, "start_sphere_change", case_id=case_id, sphere="sgb3")
    assert isinstance(again, Refused)
    assert again.code == "sphere_change_under_way"
    ended = cases.ask(ketevan, "end_sphere_change", **first, status="completed")
    assert refused(cases, ketevan, "tick_sphere_step", **ended, step="end_notice").code == "not_in_this_state"
    cases.ask(ketevan, "start_sphere_change", case_id=case_id, sphere="sgb3")
    changes = told(cases, ketevan, case_id)["sphere_changes"]
    assert [(change["sphere"], change["status"]) for change in changes] == [
        ("sgb2", "completed"),
        ("sgb3", "under_way"),
    ]


def test_whoever_has_not_seen_the_newest_changes_nothing(cases: Cases, ketevan: Actor, case_id: str) -> None:
    noted = note(cases, ketevan, case_id)
    cases.ask(ketevan, "correct_residence", **noted, **DULDUNG, valid_until="2027-01-31")
    assert isinstance(refused(cases, ketevan, "end_residence", **noted), Conflict)
    change = cases.ask(ketevan, "start_sphere_change", case_id=case_id, sphere="sgb2")
    cases.ask(ketevan, "tick_sphere_step", **change, step="end_notice")
    assert isinstance(refused(cases, ketevan, "tick_sphere_step", **change, step="bank_account"), Conflict)


def test_of_another_organisations_case_nothing_is_known_and_of_a_colleagues_nothing_is_written(
    cases: Cases, ketevan: Actor, case_id: str
) -> None:
    mirela, lado = cases.engage("mirela", "kim"), cases.engage("lado")
    noted = note(cases, ketevan, case_id)
    for name, asked in (
        ("note_residence", {"case_id": case_id, **DULDUNG}),
        ("end_residence", noted),
        ("start_sphere_change", {"case_id": case_id, "sphere": "sgb2"}),
    ):
        assert isinstance(refused(cases, mirela, name, **asked), NotFound)
        assert isinstance(refused(cases, lado, name, **asked), NotAllowed)
    other = cases.open(ketevan)
    assert isinstance(refused(cases, ketevan, "end_residence", **noted | {"case_id": other}), NotFound)
