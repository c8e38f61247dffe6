"""Offers: a preview arrives, somebody accepts or declines it, and the region confirms, withdraws or lets it lapse."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from services.cases.model import cases as case_law
from services.cases.model import offers as law
from services.chassis.errors import Conflict, NotAllowed, NotFound, Refused
from services.chassis.identity import Actor
from services.chassis.testing import said, types_of
from services.intake.events import OfferConfirmed, OfferLapsed, OfferWithdrawn, RequestOffered
from tests.builders import NINO, PREVIEW, Cases, refused

WEEK = timedelta(days=7)


def status_of(cases: Cases, offer: dict[str, Any]) -> str:
    return cases.store.offers.get(offer["offer_id"]).status


def words(cases: Cases) -> list[str]:
    return types_of(said(cases.database))


def test_an_offer_shows_topics_language_and_town_and_nobodys_name(cases: Cases, ketevan: Actor) -> None:
    offer = cases.offer()
    (listed,) = cases.ask(ketevan, "offers")["items"]
    assert cases.ask(ketevan, "offer", offer_id=offer["offer_id"]) == listed
    assert {f"preview_{name}": listed[name] for name in ("language", "municipality", "track", "urgency")} == {
        name: PREVIEW[name] for name in PREVIEW if name not in ("preview_topics", "preview_language_mode")
    }
    assert listed["topics"] == ["housing", "language"]
    assert (listed["status"], listed["version"], listed["case_id"]) == ("open", 1, None)
    assert NINO["name"] not in str(listed)


def test_offers_are_listed_by_when_their_time_ends_and_behind_them_what_is_decided(
    cases: Cases, ketevan: Actor
) -> None:
    now = cases.clock.now()
    soon, later, declined, newer = (
        cases.offer(expires_at=now + days * timedelta(days=1), offered_at=now + hours * timedelta(hours=1))["offer_id"]
        for days, hours in ((2, 3), (5, 0), (1, 1), (1, 2))
    )
    for offer_id in (declined, newer):
        cases.ask(ketevan, "decline_offer", offer_id=offer_id, version=1, reason="no_capacity")

    def ids(**asked: Any) -> tuple[list[str], str | None]:
        found = cases.ask(ketevan, "offers", **asked)
        return [offer["offer_id"] for offer in found["items"]], found["next"]

    first, following = ids(limit=3)
    assert first == [soon, later, newer]
    assert ids(limit=3, cursor=following) == ([declined], None)
    assert ids(status="open") == ([soon, later], None)


def test_an_offer_that_arrives_again_changes_nothing(cases: Cases, ketevan: Actor) -> None:
    offer = cases.offer()
    cases.accept(ketevan, offer)
    told = {**PREVIEW, "offered_at": cases.clock.now(), "expires_at": cases.clock.now() + WEEK}
    cases.hear_event(RequestOffered(offer["request_id"], offer["offer_id"], "bruecke", **told))
    assert status_of(cases, offer) == law.ACCEPTED


def test_what_is_offered_to_an_organisation_that_is_not_here_is_not_kept(cases: Cases) -> None:
    offer = cases.offer("caritas_of_another_region")
    with pytest.raises(NotFound):
        cases.store.offers.get(offer["offer_id"])


def test_accepting_makes_a_provisional_case_of_whoever_accepts(cases: Cases, ketevan: Actor) -> None:
    offer = cases.offer()
    answer = cases.accept(ketevan, offer)
    assert answer["version"] == 2
    case = cases.store.cases.get(answer["case_id"])
    assert (case.status, case.counsellor_id, case.organisation) == ("provisional", ketevan.ref, "bruecke")
    assert case.person_id is None
    accepted, listed = said(cases.database)[-2:]
    assert accepted.type == "offer.accepted.v1"
    assert accepted.data["case_id"] == case.case_id
    assert (listed.type, listed.data["free"]) == ("counsellor.listed.v1", 9)


def test_of_two_who_accept_at_once_one_has_the_case(cases: Cases, ketevan: Actor) -> None:
    lado = cases.engage("lado")
    offer = cases.offer()
    seen = cases.store.offers.get(offer["offer_id"])
    cases.accept(ketevan, offer)
    assert isinstance(refused(cases, lado, "accept_offer", offer_id=offer["offer_id"], version=1), Conflict)
    assert isinstance(refused(cases, lado, "accept_offer", offer_id=offer["offer_id"], version=2), Refused)
    with pytest.raises(Conflict):  # both had loaded it before either saved
        cases.store.offers.save(seen.accept("another case", cases.clock.now()))
    assert len(cases.ask(ketevan, "cases")["items"]) == 1
    assert cases.ask(lado, "cases")["items"] == []


def test_an_offer_whose_time_is_over_can_be_neither_accepted_nor_declined(cases: Cases, ketevan: Actor) -> None:
    offer = cases.offer()
    cases.clock.advance(WEEK)
    which = {"offer_id": offer["offer_id"], "version": 1}
    assert refused(cases, ketevan, "accept_offer", **which).code == "offer_expired"
    assert refused(cases, ketevan, "decline_offer", **which, reason="topic").code == "offer_expired"
    assert status_of(cases, offer) == "open"


def test_until_the_last_moment_an_offer_can_be_accepted(cases: Cases, ketevan: Actor) -> None:
    offer = cases.offer()
    cases.clock.advance(WEEK - timedelta(microseconds=1))
    assert cases.accept(ketevan, offer)["case_id"]


def test_declining_says_why_and_makes_no_case(cases: Cases, ketevan: Actor) -> None:
    offer = cases.offer()
    cases.ask(ketevan, "decline_offer", offer_id=offer["offer_id"], version=1, reason="no_capacity")
    told = said(cases.database)[-1]
    assert (told.type, told.data["reason"], told.data["organisation"]) == (
        "offer.declined.v1",
        "no_capacity",
        "bruecke",
    )
    assert cases.ask(ketevan, "offers", status="declined")["items"][0]["reason"] == "no_capacity"
    assert cases.ask(ketevan, "cases")["items"] == []


@pytest.mark.parametrize(
    ("event", "status"),
    [
        (lambda ids, at: OfferLapsed(**ids, lapsed_at=at), "lapsed"),
        (lambda ids, at: OfferWithdrawn(**ids, withdrawn_at=at), "withdrawn"),
    ],
)
def test_an_accepted_offer_that_comes_to_nothing_drops_its_case_and_gives_the_room_back(
    cases: Cases, ketevan: Actor, event: Any, status: str
) -> None:
    offer = cases.offer()
    case_id = cases.accept(ketevan, offer)["case_id"]
    ids = {name: offer[name] for name in ("request_id", "offer_id", "to")}
    cases.hear_event(event(ids, cases.clock.now()))
    assert status_of(cases, offer) == status
    assert cases.store.cases.get(case_id).status == case_law.DROPPED
    assert said(cases.database)[-1].data["free"] == 10
    assert cases.ask(ketevan, "cases")["items"] == []
    before = words(cases)
    cases.hear_event(event(ids, cases.clock.now()))
    assert words(cases) == before, "once more changes nothing"


def test_what_is_said_to_another_organisation_about_an_offer_does_not_touch_ours(cases: Cases, ketevan: Actor) -> None:
    offer = cases.offer()
    cases.accept(ketevan, offer)
    cases.hear_event(OfferLapsed(offer["request_id"], offer["offer_id"], "kim", cases.clock.now()))
    assert status_of(cases, offer) == "accepted"


def test_a_word_about_an_offer_that_never_came_changes_nothing(cases: Cases) -> None:
    before = words(cases)
    cases.hear_event(OfferConfirmed("r1", "o1", "bruecke", cases.clock.now()))
    cases.hear_event(OfferWithdrawn("r1", "o1", "bruecke", cases.clock.now()))
    cases.hear_event(OfferConfirmed("r1", "o1", "caritas_of_another_region", cases.clock.now()))
    assert words(cases) == before


def test_a_confirmation_is_noted_once_and_only_of_what_was_accepted(cases: Cases, ketevan: Actor) -> None:
    accepted, declined = cases.offer(), cases.offer()
    cases.accept(ketevan, accepted)
    cases.ask(ketevan, "decline_offer", offer_id=declined["offer_id"], version=1, reason="other")
    for offer in (accepted, declined, accepted):
        cases.hear_event(OfferConfirmed(offer["request_id"], offer["offer_id"], "bruecke", cases.clock.now()))
    assert (status_of(cases, accepted), status_of(cases, declined)) == ("confirmed", "declined")
    assert cases.store.offers.get(accepted["offer_id"]).version == 3


def test_offers_come_in_pages_oldest_first(cases: Cases, ketevan: Actor) -> None:
    made = []
    for _ in range(3):
        made.append(cases.offer()["offer_id"])
        cases.clock.advance(timedelta(minutes=1))
    first = cases.ask(ketevan, "offers", limit=2)
    rest = cases.ask(ketevan, "offers", limit=2, cursor=first["next"])
    assert [offer["offer_id"] for offer in first["items"] + rest["items"]] == made
    assert rest["next"] is None


def test_another_organisation_sees_and_decides_nothing(cases: Cases, ketevan: Actor) -> None:
    mirela = cases.engage("mirela", "kim")
    offer = cases.offer()
    assert cases.ask(mirela, "offers")["items"] == []
    which = {"offer_id": offer["offer_id"]}
    nowhere = {"offer_id": "01a20846-fe00-7000-8000-000000000001"}
    for name, more in (
        ("offer", {}),
        ("accept_offer", {"version": 1}),
        ("accept_offer", {"version": 7}),
        ("decline_offer", {"version": 1, "reason": "topic"}),
    ):
        theirs, nobodys = (refused(cases, mirela, name, **asked, **more) for asked in (which, nowhere))
        assert isinstance(theirs, NotFound)
        assert (theirs.code, theirs.sentence) == (nobodys.code, nobodys.sentence)
    assert status_of(cases, offer) == "open"


def test_who_has_another_role_neither_sees_nor_decides(cases: Cases) -> None:
    offer = cases.offer()
    desk = Actor(frozenset({"desk", "administrator"}), "bruecke", "a7")
    assert isinstance(refused(cases, desk, "offers"), NotAllowed)
    assert isinstance(refused(cases, desk, "offer", offer_id=offer["offer_id"]), NotAllowed)
    assert isinstance(refused(cases, desk, "accept_offer", offer_id=offer["offer_id"], version=1), NotAllowed)


@pytest.mark.parametrize("status", law.STATUSES)
@pytest.mark.parametrize("action", [law.ACCEPT, law.DECLINE, law.CONFIRM, law.WITHDRAW, law.LAPSE])
def test_an_offer_goes_exactly_where_the_table_says(cases: Cases, status: str, action: str) -> None:
    offer = replace(cases.store.offers.get(cases.offer()["offer_id"]), status=status)
    at = cases.clock.now()
    done = {
        law.ACCEPT: lambda: offer.accept("c1", at),
        law.DECLINE: lambda: offer.decline("topic", at),
        law.CONFIRM: offer.confirm,
        law.WITHDRAW: lambda: offer.end(law.WITHDRAW, at),
        law.LAPSE: lambda: offer.end(law.LAPSE, at),
    }[action]
    assert offer.may(action) == (action in law.TRANSITIONS[status])
    if offer.may(action):
        assert done().status == law.TRANSITIONS[status][action]
    else:
        with pytest.raises(Refused):
            done()
