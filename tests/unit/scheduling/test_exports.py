"""What the copy for a person tells of their appointments, and to whom."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from services.chassis import warrants
from services.chassis.access import access_log
from services.chassis.errors import NotAllowed
from services.chassis.identity import Actor
from tests.builders import ADA, Scheduling
from tests.builders.interpreters import Interpreting

OFFICER = Actor(frozenset({"privacy_officer"}), "kim", "018f4a7e-0000-7000-8000-0000000000f9")


@pytest.fixture
def scheduling(tmp_path: Path) -> Scheduling:
    return Scheduling(tmp_path)


def warrant(scheduling: Scheduling, who: Actor, *case_ids: str) -> str:
    return warrants.write(scheduling.parts.seal_keys, who, scheduling.clock, warrants.Warrant(case_ids, ()))


def test_everything_that_was_ever_booked_is_told_by_time_and_each_case_is_a_look(scheduling: Scheduling) -> None:
    scheduling.engage(ADA)
    mine, other = scheduling.open_case(), scheduling.open_case()
    later = scheduling.book(mine, starts_at="2026-12-01T10:00:00+01:00")
    first = scheduling.book(mine)
    scheduling.cancel(first)
    scheduling.book(other, starts_at="2026-12-02T10:00:00+01:00")
    told = scheduling.export_subject(OFFICER, warrant(scheduling, OFFICER, mine))
    assert [each["appointment_id"] for each in told] == [first["appointment_id"], later["appointment_id"]]
    assert (told[0]["status"], told[0]["reason"]) == ("cancelled", "illness")
    assert not {"counsellor_id", "version"} & set(told[0])
    with scheduling.database.reading() as tx:
        looks = [(row.subject, row.what, row.who) for row in tx.execute(access_log.select())]
    assert looks == [(mine, "export", OFFICER.ref)]


def test_without_a_warrant_of_their_own_nobody_is_told_anything(scheduling: Scheduling) -> None:
    case_id = scheduling.open_case()
    text = warrant(scheduling, OFFICER, case_id)
    desk = Actor(frozenset({"desk"}), "kim", OFFICER.ref)
    for who in (ADA, desk, replace(OFFICER, organisation="bruecke")):
        with pytest.raises(NotAllowed):
            scheduling.export_subject(who, text)


def test_what_another_organisation_booked_is_not_told_even_with_a_warrant(scheduling: Scheduling) -> None:
    scheduling.engage(ADA)
    case_id = scheduling.open_case()
    scheduling.book(case_id)
    elsewhere = replace(OFFICER, organisation="bruecke")
    assert scheduling.export_subject(elsewhere, warrant(scheduling, elsewhere, case_id)) == []


def test_the_copy_tells_where_somebody_came_along_but_not_with_whom(scheduling: Scheduling) -> None:
    scheduling.engage(ADA)
    mother, child = scheduling.open_case(), scheduling.open_case()
    booked = scheduling.book(mother, with_case_ids=[child])
    (told,) = scheduling.export_subject(OFFICER, warrant(scheduling, OFFICER, child))
    assert (told["appointment_id"], told["case_id"]) == (booked["appointment_id"], child)
    assert mother not in str(told)


def test_the_copy_tells_that_an_interpreter_came_but_neither_who_nor_what_it_cost(scheduling: Scheduling) -> None:
    scheduling.engage(ADA)
    mine, other = scheduling.open_case(), scheduling.open_case()
    pool = Interpreting(scheduling)
    lasha, booked = pool.add(), scheduling.book(mine)
    pool.ask(pool.request(booked), lasha)
    pool.request(scheduling.book(other, starts_at="2026-12-02T10:00:00+01:00"))
    (told,) = scheduling.export_in_full(OFFICER, warrant(scheduling, OFFICER, mine))["interpreting"]
    assert (told["appointment_id"], told["status"], told["language"]) == (booked["appointment_id"], "asked", "ka")
    assert lasha not in str(told)
    assert not [name for name in told if "cents" in name]
