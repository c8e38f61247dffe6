"""Rights: every right, every role, every relation; and every verb asks for the right it needs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from services.chassis.errors import NotAllowed, NotFound
from services.chassis.identity import Actor
from services.chassis.testing import said
from services.scheduling import permissions
from services.scheduling.model.hours import Hours
from tests.builders import ADA, Scheduling

ROLES = (
    "public", "system", "counsellor", "desk", "coordinator", "steering", "liaison", "privacy_officer", "operator",
    "administrator",
)  # fmt: skip
WHO = "018f4a7e-0000-7000-8000-0000000000f6"
# Towards what: whose it is, in which organisation.
RELATIONS = {"own": (WHO, "kim"), "colleague": (ADA.ref, "kim"), "foreign": (ADA.ref, "bruecke")}


def expected(right: str, roles: frozenset[str], towards: str) -> str:
    held = {permissions.RELATIONS[right][role] for role in roles if role in permissions.RELATIONS[right]}
    if permissions.EVERYTHING in held:
        return "allowed"
    if towards == "foreign":
        return "not found"
    if permissions.ORGANISATION in held or (permissions.OWN in held and towards == "own"):
        return "allowed"
    return "not allowed"


def outcome(act: Callable[[], object]) -> str:
    try:
        act()
    except NotFound:
        return "not found"
    except NotAllowed:
        return "not allowed"
    return "allowed"


@pytest.mark.parametrize("right", permissions.RELATIONS)
@pytest.mark.parametrize("towards", RELATIONS)
def test_a_right_reaches_as_far_as_its_row_says(right: str, towards: str) -> None:
    counsellor_id, organisation = RELATIONS[towards]
    thing = Hours("h1", organisation, counsellor_id, "alsdorf-rathaus", 0, time(9), time(12), date(2026, 1, 1), None)
    for roles in [*combinations(ROLES, 1), *combinations(ROLES, 2)]:
        who = Actor(frozenset(roles), "kim", WHO)
        found = outcome(lambda who=who: permissions.require(who, right, thing))  # type: ignore[misc]
        assert found == expected(right, who.roles, towards), (roles, towards)
        if towards != "foreign":
            assert permissions.may(who, right, thing) is (found == "allowed")


# Each verb, with the right that it needs; `thing` is an appointment that has begun, or hours of WHO.
VERBS: dict[str, tuple[str, Callable[[Scheduling, Any, Actor], object]]] = {
    "hours": (permissions.KEEP_HOURS, lambda s, thing, who: s.hours(who)),
    "keep_hours": (permissions.KEEP_HOURS, lambda s, thing, who: s.keep_hours(who, weekday=3)),
    "drop_hours": (permissions.KEEP_HOURS, lambda s, thing, who: s.drop_hours(thing["hours"], who)),
    "slots": (permissions.SEE_SLOTS, lambda s, thing, who: s.slots(who)),
    "book": (permissions.BOOK, lambda s, thing, who: s.book(thing["case_id"], who, counsellor_id=ADA.ref)),
    "move": (permissions.CHANGE, lambda s, thing, who: s.move(thing["booked"], who)),
    "cancel": (permissions.CHANGE, lambda s, thing, who: s.cancel(thing["booked"], who)),
    "kept": (permissions.CHANGE, lambda s, thing, who: s.kept(thing["booked"], who)),
    "missed": (permissions.CHANGE, lambda s, thing, who: s.missed(thing["booked"], who)),
    "appointment": (permissions.SEE_APPOINTMENTS, lambda s, thing, who: s.appointment(thing["booked"], who)),
    "appointments": (permissions.SEE_APPOINTMENTS, lambda s, thing, who: s.appointments(who)),
    "forget_past_time": (permissions.FORGET_PAST, lambda s, thing, who: s.forget_past_time(who)),
}


@pytest.fixture
def scheduling(tmp_path: Path) -> Scheduling:
    return Scheduling(tmp_path)


def begun(scheduling: Scheduling) -> dict[str, Any]:
    """Hours of WHO, an open case, and an appointment in it that has begun."""
    scheduling.engage(ADA)
    case_id = scheduling.open_case()
    counsellor = Actor(frozenset({"counsellor"}), "kim", WHO)
    in_an_hour = (scheduling.clock.now() + timedelta(hours=1)).isoformat()
    thing = {
        "case_id": case_id,
        "hours": scheduling.keep_hours(counsellor),
        "booked": scheduling.book(case_id, counsellor, starts_at=in_an_hour, minutes=30),
    }
    scheduling.clock.advance(timedelta(hours=1))
    return thing


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("role", ROLES)
def test_every_verb_asks_for_its_right_before_it_does_anything(scheduling: Scheduling, verb: str, role: str) -> None:
    right, act = VERBS[verb]
    thing = begun(scheduling)
    before = said(scheduling.database)
    found = outcome(lambda: act(scheduling, thing, Actor(frozenset({role}), "kim", WHO)))
    assert found == ("allowed" if role in permissions.ROLES[right] else "not allowed")
    if found != "allowed":
        assert said(scheduling.database) == before


@pytest.mark.parametrize("verb", ["drop_hours", "book", "move", "cancel", "kept", "missed", "appointment"])
@pytest.mark.parametrize("role", ["counsellor", "coordinator", "desk", "steering"])
def test_for_another_organisation_there_is_nothing_whatever_the_role(
    scheduling: Scheduling, verb: str, role: str
) -> None:
    thing = begun(scheduling)
    before = said(scheduling.database)
    assert outcome(lambda: VERBS[verb][1](scheduling, thing, Actor(frozenset({role}), "bruecke", WHO))) == "not found"
    assert said(scheduling.database) == before
