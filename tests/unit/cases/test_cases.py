"""Cases: a person arrives or comes in, is accompanied through phases by one counsellor after another, and leaves."""

from __future__ import annotations

import traceback
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from services.cases.model import cases as law
from services.chassis.access import last_looks
from services.chassis.errors import Conflict, NotAllowed, NotFound, Refused
from services.chassis.handler import NotYet, Unlike
from services.chassis.identity import Actor
from services.chassis.testing import said, types_of
from services.chassis.vault import VaultError
from services.intake.events import OfferLapsed, RequestHandedOver
from tests.builders import NINO, Cases, refused
from tests.statements import statements

NOBODYS = "01a20846-fe00-7000-8000-000000000001"


def words(cases: Cases) -> list[str]:
    return types_of(said(cases.database))


def test_who_is_handed_over_is_in_the_case_of_whoever_accepted(cases: Cases, ketevan: Actor) -> None:
    case_id = cases.open(ketevan)
    case = cases.ask(ketevan, "case", case_id=case_id)
    facts = ("name", "email", "phone", "message", "asked_by")
    assert {name: case["person"][name] for name in facts} == {name: NINO[name] for name in facts}
    assert (case["status"], case["phase"], case["reference"]) == ("open", "clarification", "K7M-4XQ-6")
    assert (case["counsellor_id"], case["counsellor"]) == (ketevan.ref, "Ketevan Lomidze")
    assert case["received_at"] == "2026-11-20T09:15:00+00:00"
    assert case["phases"] == list(law.PHASES)
    assert case["version"] == 2


def test_an_arrival_is_told_to_the_intake_to_notifications_and_to_whoever_counts(cases: Cases, ketevan: Actor) -> None:
    offer = cases.offer()
    case_id = cases.accept(ketevan, offer)["case_id"]
    before = len(words(cases))
    cases.hand_over(offer)
    received, contact, opened, listed = said(cases.database)[before:]
    assert (received.type, received.subject) == ("handover.received.v1", offer["request_id"])
    assert received.data["case_id"] == case_id
    keys = cases.parts.seal_keys
    assert (contact.type, contact.subject) == ("contact.given.v1", case_id)
    assert keys.unseal(keys, f"contact.given {case_id}", contact.data["sealed"]).data == {
        "email": NINO["email"],
        "phone": None,
        "sms_allowed": None,
        "said_over": "web",
        "said_at": "2026-11-20T09:15:00+00:00",
        "language": "ka",
        "notice_language": "ka",
        "status_token": "c2VjcmV0IG9mIGEgbGluaw",
        "reference": "K7M-4XQ-6",
    }
    assert opened.type == "case.opened.v1"
    assert opened.data["topics"] == ["housing", "language"]
    assert (listed.type, listed.data["free"]) == ("counsellor.listed.v1", 9)


def test_who_cannot_be_reached_is_said_to_be_so(cases: Cases, ketevan: Actor) -> None:
    case_id = cases.open(ketevan, email=None)
    (given,) = [message for message in said(cases.database) if message.type == "contact.given.v1"]
    keys = cases.parts.seal_keys
    contact = keys.unseal(keys, f"contact.given {given.subject}", given.data["sealed"]).data
    assert (contact["email"], contact["phone"]) == (None, None)
    assert given.subject == case_id


def test_who_comes_in_person_has_a_reference_that_nobody_of_the_organisation_has(
    cases: Cases, ketevan: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases.open(ketevan)
    drawn = iter(["K7M-4XQ-6", "H3R-8TW-U"])
    monkeypatch.setattr("services.cases.commands.cases.new_reference", lambda: next(drawn))
    assert cases.open_walk_in(ketevan)["reference"] == "H3R-8TW-U", "the first one is Nino's"
    given = [message for message in said(cases.database) if message.type == "contact.given.v1"][-1]
    keys = cases.parts.seal_keys
    contact = keys.unseal(keys, f"contact.given {given.subject}", given.data["sealed"]).data
    assert (contact["reference"], contact["status_token"]) == ("H3R-8TW-U", None)


def test_a_hand_over_that_arrives_again_changes_nothing(cases: Cases, ketevan: Actor) -> None:
    offer = cases.offer()
    case_id = cases.accept(ketevan, offer)["case_id"]
    cases.hand_over(offer)
    before = words(cases)
    cases.hand_over(offer, name="ანა კაპანაძე")
    assert words(cases) == before
    assert cases.ask(ketevan, "case", case_id=case_id)["name"] == NINO["name"]


def test_a_hand_over_waits_until_the_offer_has_arrived_and_was_accepted(cases: Cases) -> None:
    offer = cases.offer()
    for which in (offer, offer | {"offer_id": NOBODYS}):
        with pytest.raises(NotYet):
            cases.hand_over(which)
    cases.hand_over(offer | {"to": "caritas_of_another_region"})


def test_nobody_is_taken_in_unseen_into_a_case_that_was_dropped(cases: Cases, ketevan: Actor) -> None:
    offer = cases.offer()
    cases.accept(ketevan, offer)
    cases.hear_event(OfferLapsed(offer["request_id"], offer["offer_id"], "bruecke", cases.clock.now()))
    with pytest.raises(Refused):
        cases.hand_over(offer)


def test_what_was_sealed_is_in_no_exception(cases: Cases, ketevan: Actor) -> None:
    offer = cases.offer()
    cases.accept(ketevan, offer)
    secret = "ნინო ბერიძე who must not be named"
    wrong: list[tuple[type[Exception], str]] = [
        (Unlike, cases.sealed(offer, name=secret, consent_at=secret, received_at=[secret])),
        (Unlike, cases.sealed(offer, name=secret * 20)),
        (VaultError, cases.sealed(offer | {"request_id": "another"}, name=secret)),
        (VaultError, cases.sealed(offer, name=secret)[:-5]),
    ]
    for kind, sealed in wrong:
        with pytest.raises(kind) as failure:
            cases.hear_event(RequestHandedOver(offer["request_id"], offer["offer_id"], "bruecke", sealed))
        shown = "".join(traceback.format_exception(failure.value))
        assert secret not in shown
        assert NINO["email"] not in shown


def test_no_table_holds_the_person_in_clear(cases: Cases, ketevan: Actor) -> None:
    cases.open(ketevan)
    cases.database.close()
    folder = Path(cases.database.url.removeprefix("sqlite:///")).parent
    stored = b"".join(path.read_bytes() for path in folder.iterdir())
    for personal in (NINO["name"], NINO["email"], NINO["message"], "Ketevan Lomidze"):
        assert personal.encode() not in stored


def test_who_comes_in_person_has_a_case_at_once(cases: Cases, ketevan: Actor) -> None:
    answer = cases.open_walk_in(ketevan)
    case = cases.ask(ketevan, "case", case_id=answer["case_id"])
    assert (case["status"], case["counsellor_id"], case["version"]) == ("open", ketevan.ref, answer["version"])
    assert (case["reference"], case["track"], case["urgency"]) == (answer["reference"], "orientation", "normal")
    assert words(cases)[-3:] == ["contact.given.v1", "case.opened.v1", "counsellor.listed.v1"]


def test_only_a_counsellor_opens_a_case(cases: Cases, lioba: Actor) -> None:
    with pytest.raises(NotAllowed):
        cases.open_walk_in(lioba)
    assert "case.opened.v1" not in words(cases)


def test_one_person_is_one_and_the_same_in_all_figures_and_nobody_in_another_purpose(
    cases: Cases, ketevan: Actor
) -> None:
    cases.open(ketevan)
    opened = said(cases.database)[-2]
    case = cases.store.cases.get(opened.subject)
    assert opened.data["person_ref"] == cases.parts.vault.token("person in facts", str(case.person_id))
    assert str(case.person_id) not in opened.to_json()
    assert ketevan.ref not in opened.to_json()


def test_a_case_goes_through_phases_to_and_fro_and_staying_is_refused(cases: Cases, ketevan: Actor) -> None:
    case_id, version = cases.open(ketevan), 2
    for phase in ("assessment", "clarification", "evaluation"):
        asked = {"case_id": case_id, "version": version, "phase": phase, "skip": {"reason": "urgent"}}
        version = cases.ask(ketevan, "enter_phase", **asked)["version"]
        assert cases.ask(ketevan, "case", case_id=case_id)["phase"] == phase
    staying = refused(cases, ketevan, "enter_phase", case_id=case_id, version=version, phase="evaluation")
    assert (staying.kind, staying.code) == ("refused", "already_there")


def test_a_case_is_given_to_a_colleague_and_both_are_listed_again(cases: Cases, ketevan: Actor, lioba: Actor) -> None:
    case_id, lado = cases.open(ketevan), cases.engage("lado", name="Lado Kiria")
    before = len(words(cases))
    cases.ask(lioba, "assign_case", case_id=case_id, version=2, counsellor_id=lado.ref)
    assigned, *listed = said(cases.database)[before:]
    assert (assigned.type, assigned.subject) == ("case.assigned.v1", case_id)
    ref = cases.store.counsellors.reference
    assert {one.data["counsellor_ref"]: one.data["free"] for one in listed} == {ref(ketevan.ref): 10, ref(lado.ref): 9}
    assert cases.ask(lado, "case", case_id=case_id)["counsellor"] == "Lado Kiria"
    assert refused(cases, ketevan, "case", case_id=case_id).code == "not_your_case"


def test_a_case_is_given_only_to_somebody_who_counsels_here(cases: Cases, ketevan: Actor, lioba: Actor) -> None:
    case_id, mirela = cases.open(ketevan), cases.engage("mirela", "kim")
    for nobody in (mirela.ref, lioba.ref, NOBODYS):
        refusal = refused(cases, lioba, "assign_case", case_id=case_id, version=2, counsellor_id=nobody)
        assert (refusal.kind, refusal.code) == ("not_found", "counsellor_unknown")
    again = refused(cases, lioba, "assign_case", case_id=case_id, version=2, counsellor_id=ketevan.ref)
    assert again.code == "already_assigned"


def test_a_closed_case_says_why_and_what_came_of_it_and_nothing_is_done_in_it_any_more(
    cases: Cases, ketevan: Actor, lioba: Actor
) -> None:
    case_id = cases.open(ketevan)
    ending = {"reason": "goals_reached", "outcome": "found_feet"}
    version = cases.ask(ketevan, "close_case", case_id=case_id, version=2, **ending)["version"]
    closed, listed = said(cases.database)[-2:]
    assert closed.type == "case.closed.v1"
    assert ending.items() <= closed.data.items()
    assert listed.data["free"] == 10
    told = cases.ask(ketevan, "case", case_id=case_id)
    assert ending.items() <= told.items()
    assert told["closed_at"]
    assert told["may"] == ["reopen", "person", "letters_in"]
    which = {"case_id": case_id, "version": version}
    assert isinstance(refused(cases, ketevan, "close_case", **which, **ending), Refused)
    assert isinstance(refused(cases, ketevan, "enter_phase", **which, phase="planning"), Refused)
    assert isinstance(refused(cases, lioba, "assign_case", **which, counsellor_id=ketevan.ref), Refused)


def test_a_change_of_what_somebody_has_changed_meanwhile_is_a_conflict(cases: Cases, ketevan: Actor) -> None:
    case_id = cases.open(ketevan)
    cases.ask(ketevan, "enter_phase", case_id=case_id, version=2, phase="assessment")
    refusal = refused(cases, ketevan, "enter_phase", case_id=case_id, version=2, phase="linking")
    assert isinstance(refusal, Conflict)
    assert (refusal.code, refusal.params) == ("changed_meanwhile", {"version": 3})


def test_what_may_be_done_depends_on_who_asks_and_on_the_state(cases: Cases, ketevan: Actor, lioba: Actor) -> None:
    provisional = cases.accept(ketevan, cases.offer())["case_id"]
    case_id = cases.open(ketevan)
    may = cases.ask(ketevan, "case", case_id=case_id)["may"]
    assert {"phase", "close", "consultations", "goals", "barriers", "assessments", "plans", "lock"} <= set(may)
    assert "assign" not in may
    assert cases.ask(ketevan, "case", case_id=provisional)["may"] == []
    for which in (case_id, provisional):
        assert cases.ask(lioba, "circle", case_id=which)["may"] == ["assign", "lock", "break_glass"]


def test_every_look_at_a_case_is_written_down_and_no_look_that_was_refused(cases: Cases, ketevan: Actor) -> None:
    case_id, mirela = cases.open(ketevan), cases.engage("mirela", "kim")
    refused(cases, mirela, "case", case_id=case_id)
    with cases.database.reading() as tx:
        assert last_looks(tx, [case_id]) == {}
    cases.ask(ketevan, "case", case_id=case_id)
    with cases.database.reading() as tx:
        assert last_looks(tx, [case_id]) == {case_id: cases.clock.now()}
        (look,) = tx.execute(text("SELECT who, what, organisation FROM access_log"))
    assert tuple(look) == (ketevan.ref, "case", "bruecke")


def test_a_counsellor_lists_the_own_cases_and_a_coordinator_a_line_for_each_of_the_organisation(
    cases: Cases, ketevan: Actor, lioba: Actor
) -> None:
    lado, mirela = cases.engage("lado"), cases.engage("mirela", "kim")
    first = cases.open(ketevan)
    cases.clock.advance(timedelta(minutes=1))
    second = cases.open(lado)
    cases.open(mirela)

    def listed(who: Actor, **asked: Any) -> list[str]:
        return [item["case_id"] for item in cases.ask(who, "cases", **asked)["items"]]

    assert (listed(ketevan), listed(lado)) == ([first], [second])
    assert listed(lioba) == [second, first], "the newest change first"
    assert listed(lioba, mine=True) == []
    assert {item["name"] for item in cases.ask(lioba, "cases")["items"]} == {None}, "to her a case is a reference"
    assert {item["name"] for item in cases.ask(ketevan, "cases")["items"]} == {NINO["name"]}
    cases.clock.advance(timedelta(minutes=1))
    cases.ask(ketevan, "enter_phase", case_id=first, version=2, phase="assessment")
    assert listed(lioba) == [first, second]
    assert listed(lioba, phase="assessment") == [first]
    assert listed(lioba, status="closed") == []


def test_a_page_of_cases_costs_the_same_statements_however_many_there_are(cases: Cases, ketevan: Actor) -> None:
    counted = []
    for _ in range(3):
        cases.open(ketevan)
        cases.clock.advance(timedelta(minutes=1))
        with statements(cases.database) as run:
            assert cases.ask(ketevan, "cases")["items"][0]["counsellor"] == "Ketevan Lomidze"
        counted.append(len(run))
    assert counted == [4, 4, 4], "whose cases, the page, its circles, names"


def test_cases_come_in_pages(cases: Cases, ketevan: Actor) -> None:
    made = []
    for _ in range(3):
        made.append(cases.open(ketevan))
        cases.clock.advance(timedelta(minutes=1))
    first = cases.ask(ketevan, "cases", limit=2)
    rest = cases.ask(ketevan, "cases", limit=2, cursor=first["next"])
    assert [item["case_id"] for item in first["items"] + rest["items"]] == made[::-1]
    assert [item["name"] for item in rest["items"]] == [NINO["name"]]


def test_another_organisation_finds_nothing_whatever_its_role(cases: Cases, ketevan: Actor) -> None:
    case_id = cases.open(ketevan)
    everybody = ("counsellor", "coordinator", "administrator", "desk", "privacy_officer")
    for role in everybody:
        stranger = Actor(frozenset({role}), "kim", ketevan.ref)
        for name, more in (
            ("case", {}),
            ("enter_phase", {"version": 9, "phase": "planning"}),
            ("close_case", {"version": 2, "reason": "other", "outcome": "unknown"}),
            ("assign_case", {"version": 2, "counsellor_id": ketevan.ref}),
        ):
            theirs, nobodys = (refused(cases, stranger, name, case_id=which, **more) for which in (case_id, NOBODYS))
            assert isinstance(theirs, NotFound)
            assert (theirs.code, theirs.sentence) == (nobodys.code, nobodys.sentence)
    assert cases.ask(Actor(frozenset({"coordinator"}), "kim", "a1"), "cases")["items"] == []


def open_for_records(case: law.Case) -> law.Case:
    case.require_open()
    return case


def a_case(status: str) -> law.Case:
    at = datetime(2026, 11, 23, tzinfo=UTC)
    return law.Case("c1", "bruecke", status, "a1", "planning", "orientation", "low", "ka", "spoken", "alsdorf", (), at)


@pytest.mark.parametrize("status", law.STATUSES)
@pytest.mark.parametrize(
    "action", [law.RECEIVE, law.DROP, law.ASSIGN, law.ENTER_PHASE, law.RECORD, law.CLOSE, law.REOPEN]
)
def test_a_case_goes_exactly_where_the_table_says(status: str, action: str) -> None:
    case, at = a_case(status), datetime(2026, 11, 24, tzinfo=UTC)
    arrival = law.Arrival("walk_in", "ka", "spoken", law.Consent("2026-11", "ka", at), at)
    done = {
        law.RECEIVE: lambda: case.receive("p1", arrival, at),
        law.DROP: lambda: case.drop(at),
        law.ASSIGN: lambda: case.assign("a2", at),
        law.ENTER_PHASE: lambda: case.enter_phase("linking", at),
        law.RECORD: lambda: open_for_records(case),
        law.CLOSE: lambda: case.close("other", "unknown", at),
        law.REOPEN: lambda: case.reopen(at),
    }[action]
    assert case.may(action) == (action in law.TRANSITIONS[status])
    if case.may(action):
        assert done().status == law.TRANSITIONS[status][action]
    else:
        with pytest.raises(Refused):
            done()
