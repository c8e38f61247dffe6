"""Forgetting somebody: two people decide, everything goes, everybody confirms; holds and retention."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from services.cases.commands import erasures as erasure_commands
from services.cases.events.erasures import CaseErased
from services.cases.model.erasures import CONFIRMING
from services.cases.store.forgetting import FORGETTING
from services.chassis.errors import Conflict, NotFound
from services.chassis.identity import Actor
from services.chassis.outbox import outbox
from services.chassis.testing import message_of, said, types_of
from services.intake.events import CaseForgotten
from tests.builders import Cases
from tests.builders.cases import refused

TALK = {"kind": "phone", "topics": ["housing"], "minutes": 15, "note": "Schimmel im Bad"}


@pytest.fixture
def closed(cases: Cases, ketevan: Actor, case_id: str) -> str:
    """Nino's case, with a consultation and a child in the household, closed."""
    cases.ask(ketevan, "hold_consultation", case_id=case_id, **TALK)
    cases.ask(ketevan, "join_household", case_id=case_id, relation="child", name="Luka Lomidze")
    close(cases, ketevan, case_id)
    return case_id


def close(cases: Cases, who: Actor, case_id: str) -> None:
    version = cases.store.cases.get(case_id).version
    cases.ask(who, "close_case", case_id=case_id, version=version, reason="goals_reached", outcome="improved")


def person_of(cases: Cases, case_id: str) -> str:
    return str(cases.store.cases.get(case_id).person_id)


def propose(cases: Cases, who: Actor, case_id: str) -> dict[str, Any]:
    return cases.ask(who, "propose_erasure", person_id=person_of(cases, case_id), reason="consent_withdrawn")


def seen(erasure: dict[str, Any]) -> dict[str, Any]:
    return {name: erasure[name] for name in ("erasure_id", "version")}


def confirm(cases: Cases, who: Actor, erasure: dict[str, Any]) -> dict[str, Any]:
    return cases.ask(who, "confirm_erasure", **seen(erasure))


def carry_out(cases: Cases) -> None:
    while erasure_commands.carry_out_erasures(cases.store, Actor.system(), cases.clock):
        pass


def send_all(cases: Cases) -> None:
    with cases.database.transaction() as tx:
        tx.execute(outbox.update().values(sent_at=cases.clock.now()))


def confirm_by(cases: Cases, service: str, case_id: str, erasure_id: str) -> None:
    forgotten = CaseForgotten(case_id, erasure_id, cases.clock.now())
    cases.hear(message_of(forgotten, f"{service}@kim"))


def rows_of(cases: Cases, case_id: str) -> dict[str, int]:
    """In which of the tables that forget something of the case is left."""
    found = {}
    with cases.database.reading() as tx:
        for table in FORGETTING.by:
            columns = FORGETTING.metadata.tables[table].c
            if "case_id" in columns:
                found[table] = len(tx.execute(select(columns.case_id).where(columns.case_id == case_id)).all())
    return {table: number for table, number in found.items() if number}


def test_two_people_say_yes_before_anything_is_erased(cases: Cases, dagmar: Actor, lioba: Actor, closed: str) -> None:
    proposed = propose(cases, dagmar, closed)
    assert refused(cases, dagmar, "confirm_erasure", **seen(proposed)).code == "four_eyes"
    carry_out(cases)
    assert rows_of(cases, closed), "nothing is gone yet"
    assert confirm(cases, lioba, proposed)["status"] == "confirmed"
    carry_out(cases)
    assert rows_of(cases, closed) == {}


def test_the_person_goes_with_their_cases_and_whoever_was_known_only_through_them(
    cases: Cases, dagmar: Actor, lioba: Actor, closed: str
) -> None:
    confirm(cases, lioba, propose(cases, dagmar, closed))
    carry_out(cases)
    with cases.database.reading() as tx:
        for table in ("people", "name_tokens", "household_members", "household_relations", "document_contents"):
            assert not tx.execute(select(FORGETTING.metadata.tables[table])).all(), table


def test_whoever_has_a_case_of_their_own_stays(
    cases: Cases, ketevan: Actor, dagmar: Actor, lioba: Actor, closed: str
) -> None:
    member = cases.store.households.of(person_of(cases, closed))[0].known.person_id
    cases.open_walk_in(ketevan, person_id=member, name=None, email=None)
    confirm(cases, lioba, propose(cases, dagmar, closed))
    carry_out(cases)
    assert cases.store.people.get(member).person.name == "Luka Lomidze"
    assert cases.store.households.household_of(member) is None, "a household of one is none"


def test_an_erasure_is_complete_when_every_service_has_confirmed_it(
    cases: Cases, dagmar: Actor, lioba: Actor, closed: str
) -> None:
    erasure_id = confirm(cases, lioba, propose(cases, dagmar, closed))["erasure_id"]
    carry_out(cases)
    for left in range(len(CONFIRMING), 0, -1):
        told = cases.ask(dagmar, "erasure", erasure_id=erasure_id)
        assert (told["status"], len(told["waiting_for"])) == ("carried_out", left)
        send_all(cases)
        service = told["waiting_for"][0]["service"]
        for _ in range(2):
            confirm_by(cases, service, closed, erasure_id)  # it may be said twice
    told = cases.ask(dagmar, "erasure", erasure_id=erasure_id)
    assert (told["status"], told["person_id"], told["about"]) == ("complete", None, [])
    assert closed not in [envelope.subject for envelope in said(cases.database)]


def test_that_a_case_is_erased_is_said_without_naming_anybody(
    cases: Cases, dagmar: Actor, lioba: Actor, closed: str
) -> None:
    person_id, request_id = person_of(cases, closed), cases.store.cases.get(closed).request_id
    confirm(cases, lioba, propose(cases, dagmar, closed))
    carry_out(cases)
    erased = said(cases.database)[-1]
    assert (erased.type, erased.subject, erased.data["request_id"]) == (CaseErased.type, closed, request_id)
    assert person_id not in str(erased.data)
    assert "history" not in rows_of(cases, closed), "that it is forgotten is no line of its history"


@pytest.mark.parametrize("who", ["ketevan", "desk"])
def test_only_privacy_officers_and_coordinators_take_part(cases: Cases, ketevan: Actor, closed: str, who: str) -> None:
    asking = ketevan if who == "ketevan" else Actor(frozenset({"desk"}), "bruecke", "desk-account")
    asked = {"person_id": person_of(cases, closed), "reason": "objection"}
    assert refused(cases, asking, "propose_erasure", **asked).code == "not_allowed"


def test_another_organisations_person_is_as_unknown_as_none(cases: Cases, closed: str) -> None:
    stranger = cases.engage("petra", "kim", name="Petra Wolff", roles=["privacy_officer"], counsellor=None)
    asked = {"person_id": person_of(cases, closed), "reason": "objection"}
    assert isinstance(refused(cases, stranger, "propose_erasure", **asked), NotFound)
    assert isinstance(refused(cases, stranger, "traces", person_id=asked["person_id"]), NotFound)


def test_nobody_is_erased_while_a_case_is_open(cases: Cases, dagmar: Actor, case_id: str) -> None:
    asked = {"person_id": person_of(cases, case_id), "reason": "objection"}
    assert refused(cases, dagmar, "propose_erasure", **asked).code == "case_is_open"


def test_an_erasure_can_be_rejected_and_then_proposed_anew(
    cases: Cases, dagmar: Actor, lioba: Actor, closed: str
) -> None:
    proposed = propose(cases, dagmar, closed)
    asked = {"person_id": person_of(cases, closed), "reason": "objection"}
    assert refused(cases, lioba, "propose_erasure", **asked).code == "erasure_proposed"
    rejected = cases.ask(lioba, "reject_erasure", **seen(proposed))
    assert refused(cases, dagmar, "confirm_erasure", **seen(rejected)).code == "not_in_this_state"
    assert propose(cases, dagmar, closed)["status"] == "proposed"


def test_who_has_seen_an_older_version_decides_nothing(cases: Cases, dagmar: Actor, lioba: Actor, closed: str) -> None:
    proposed = propose(cases, dagmar, closed)
    asked = seen(proposed) | {"version": proposed["version"] + 1}
    assert isinstance(refused(cases, lioba, "confirm_erasure", **asked), Conflict)


def test_a_hold_keeps_somebody_until_it_is_released(cases: Cases, dagmar: Actor, lioba: Actor, closed: str) -> None:
    person_id = person_of(cases, closed)
    proposed = propose(cases, dagmar, closed)
    held = {"person_id": person_id, "reason": "Klage vor dem Sozialgericht", "until": "2027-06-30"}
    hold = cases.ask(dagmar, "place_hold", **held)
    assert refused(cases, dagmar, "place_hold", **held).code == "held_already"
    assert refused(cases, lioba, "confirm_erasure", **seen(proposed)).code == "on_hold"
    told = cases.ask(lioba, "traces", person_id=person_id)["hold"]
    assert (told["until"], told["reason"]) == ("2027-06-30", None), "why is the privacy officer's to know"
    cases.ask(dagmar, "release_hold", hold_id=hold["hold_id"], version=hold["version"])
    assert confirm(cases, lioba, proposed)["status"] == "confirmed"


def test_what_is_confirmed_waits_for_a_hold_that_came_in_between(
    cases: Cases, dagmar: Actor, lioba: Actor, closed: str
) -> None:
    confirm(cases, lioba, propose(cases, dagmar, closed))
    until = cases.store.standings.today() + timedelta(days=3)
    asked = {"person_id": person_of(cases, closed), "reason": "Klage", "until": until.isoformat()}
    cases.ask(dagmar, "place_hold", **asked)
    carry_out(cases)
    assert rows_of(cases, closed)
    cases.clock.advance(timedelta(days=4))
    carry_out(cases)
    assert not rows_of(cases, closed)


def test_one_that_cannot_be_carried_out_keeps_nobody_else_waiting(
    cases: Cases, ketevan: Actor, dagmar: Actor, lioba: Actor, closed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = cases.open_walk_in(ketevan)["case_id"]
    close(cases, ketevan, other)
    for case_id in (closed, other):
        confirm(cases, lioba, propose(cases, dagmar, case_id))
    leave, first = cases.store.households.leave, person_of(cases, closed)

    def broken(person_id: str) -> None:
        if person_id == first:
            raise RuntimeError("always")
        leave(person_id)

    monkeypatch.setattr(cases.store.households, "leave", broken)
    with pytest.raises(RuntimeError):
        carry_out(cases)
    assert rows_of(cases, closed)
    assert not rows_of(cases, other)


def test_what_would_be_gone_is_counted_and_looking_is_written_down(cases: Cases, dagmar: Actor, closed: str) -> None:
    told = cases.ask(dagmar, "traces", person_id=person_of(cases, closed))
    kept = {each["kind"]: each["number"] for each in told["kept"]}
    assert (kept["case"], kept["consultation"]) == (1, 1)
    assert "Nino" not in str(told), "it is counted, not read"
    looks = cases.ask(dagmar, "access_log_of_case", case_id=closed)["items"]
    assert looks[0]["what"] == "traces"


def test_cases_are_due_three_years_after_the_end_of_the_year_in_which_they_were_closed(
    cases: Cases, dagmar: Actor, closed: str
) -> None:
    years = timedelta(days=3 * 365 + 1)
    cases.clock.advance(years)  # November 2029
    assert cases.ask(dagmar, "retention")["items"] == []
    cases.clock.advance(timedelta(days=60))
    (due,) = cases.ask(dagmar, "retention")["items"]
    assert (due["case_id"], due["reference"], due["due_on"]) == (closed, "K7M-4XQ-6", "2030-01-01")


def test_retention_is_proposed_by_the_clock_and_confirmed_by_two(
    cases: Cases, dagmar: Actor, lioba: Actor, closed: str
) -> None:
    cases.clock.advance(timedelta(days=4 * 365))
    for _ in range(2):
        erasure_commands.propose_retention(cases.store, Actor.system(), cases.clock, ["bruecke", "kim"])
    (proposed,) = cases.ask(dagmar, "erasures")["items"]
    assert (proposed["reason"], proposed["cases"], proposed["first_by"]) == ("retention", 1, None)
    once = confirm(cases, dagmar, proposed)
    assert once["status"] == "proposed"
    assert refused(cases, dagmar, "confirm_erasure", **seen(once)).code == "four_eyes"
    confirm(cases, lioba, once)
    carry_out(cases)
    assert not rows_of(cases, closed)
    assert cases.ask(dagmar, "retention")["items"] == []


def test_retention_takes_old_cases_and_leaves_whoever_has_a_newer_one(
    cases: Cases, ketevan: Actor, dagmar: Actor, lioba: Actor, closed: str
) -> None:
    cases.clock.advance(timedelta(days=4 * 365))
    person_id = person_of(cases, closed)
    cases.open_walk_in(ketevan, person_id=person_id, name=None, email=None)
    erasure_commands.propose_retention(cases.store, Actor.system(), cases.clock, ["bruecke"])
    (proposed,) = cases.ask(dagmar, "erasures")["items"]
    confirm(cases, lioba, confirm(cases, dagmar, proposed))
    carry_out(cases)
    assert not rows_of(cases, closed)
    assert cases.store.people.get(person_id).person.name
    assert "person_ref" not in said(cases.database)[-1].data, "the person still counts"


def test_a_rejected_retention_comes_back_in_the_next_month(cases: Cases, dagmar: Actor, closed: str) -> None:
    cases.clock.advance(timedelta(days=4 * 365))

    def propose_again() -> int:
        erasure_commands.propose_retention(cases.store, Actor.system(), cases.clock, ["bruecke"])
        return len(cases.ask(dagmar, "erasures")["items"])

    assert propose_again() == 1
    cases.clock.advance(timedelta(days=31))
    cases.ask(dagmar, "reject_erasure", **seen(cases.ask(dagmar, "erasures")["items"][0]))
    assert propose_again() == 1
    cases.clock.advance(timedelta(days=31))
    assert propose_again() == 2


def test_many_cases_are_taken_in_steps(cases: Cases, ketevan: Actor, dagmar: Actor, lioba: Actor) -> None:
    ids = [cases.open_walk_in(ketevan)["case_id"] for _ in range(23)]
    for case_id in ids:
        close(cases, ketevan, case_id)
    cases.clock.advance(timedelta(days=4 * 365))
    erasure_commands.propose_retention(cases.store, Actor.system(), cases.clock, ["bruecke"])
    (proposed,) = cases.ask(dagmar, "erasures")["items"]
    confirm(cases, lioba, confirm(cases, dagmar, proposed))
    assert erasure_commands.carry_out_erasures(cases.store, Actor.system(), cases.clock), "there is more"
    assert cases.ask(dagmar, "erasure", erasure_id=proposed["erasure_id"])["status"] == "confirmed"
    carry_out(cases)
    assert not any(rows_of(cases, case_id) for case_id in ids)
    assert types_of(said(cases.database)).count(CaseErased.type) == len(ids)
