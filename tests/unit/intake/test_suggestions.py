"""To whom a request could be offered: every organisation, the best first, each with its reasons."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.chassis.testing import NOON
from services.intake.model import Counsellor, Offer, offers, suggest
from tests.builders import PROGRAMME, Intake
from tests.unit.intake.test_requests import in_status
from tests.unit.intake.voices import declined, listed

ORGANISATIONS = tuple(PROGRAMME.organisations)
POINTS = {"speaks_language", "covers_municipality", "knows_topics", "free_places"}


@pytest.fixture
def intake(tmp_path: Path) -> Intake:
    return Intake(tmp_path)


def found(intake: Intake, request_id: str) -> dict[str, dict[str, Any]]:
    """What is suggested, by organisation; the order of the dictionary is that of the suggestions."""
    return {one["organisation"]: one for one in intake.suggestions(request_id)}


def reasons(suggestion: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {reason["code"]: reason["params"] for reason in suggestion["reasons"]}


def test_the_organisation_with_language_place_topics_and_room_stands_first_with_its_reasons(intake: Intake) -> None:
    request_id = intake.ask()["request_id"]
    intake.hear(
        listed("ketevan", "bruecke"),
        listed("rima", "bruecke", languages=("ar",), municipalities=("wuerselen",), topics=("health",), free=1),
        listed("mirela", "kim", languages=("bs",), municipalities=("aachen",), topics=("health",), free=0),
    )
    suggested = found(intake, request_id)
    assert list(suggested) == ["bruecke", "ankerplatz", "kim", "wegweiser"], "all of them, and equals by code"
    assert (suggested["bruecke"]["fits"], suggested["bruecke"]["free"]) == (True, 4)
    assert reasons(suggested["bruecke"]) == {
        "speaks_language": {"language": "ka", "count": 1},
        "covers_municipality": {"municipality": "wuerselen", "count": 2},
        "knows_topics": {"topics": ["housing", "language"]},
        "free_places": {"free": 4},
    }
    assert reasons(suggested["kim"]) == {"no_language": {"language": "ka"}, "not_municipality": {}, "full": {}}
    assert (suggested["kim"]["fits"], suggested["kim"]["free"]) == (False, 0)
    assert [one["counsellor_ref"] for one in suggested["bruecke"]["counsellors"]] == ["ketevan", "rima"]
    assert suggested["bruecke"]["counsellors"][0] == {
        "counsellor_ref": "ketevan",
        "languages": ["ka", "ru", "de"],
        "municipalities": ["wuerselen", "alsdorf"],
        "topics": ["housing", "language"],
        "capacity": 20,
        "free": 3,
        "reasons": ["speaks_language", "covers_municipality", "knows_topics", "free_places"],
    }
    assert suggested["bruecke"]["counsellors"][1]["reasons"] == ["no_language", "covers_municipality", "free_places"]
    assert suggested["wegweiser"]["counsellors"] == []


def test_two_who_only_together_would_do_are_no_fit(intake: Intake) -> None:
    request_id = intake.ask()["request_id"]
    intake.hear(listed("ketevan", "bruecke", free=0), listed("rima", "bruecke", languages=("ar",)))
    intake.hear(listed("nana", "wegweiser", free=1))
    suggested = found(intake, request_id)
    assert set(reasons(suggested["bruecke"])) == set(reasons(suggested["wegweiser"])) == POINTS
    assert (suggested["bruecke"]["fits"], suggested["wegweiser"]["fits"]) == (False, True)
    assert list(suggested)[:2] == ["wegweiser", "bruecke"]


def test_who_declined_or_is_being_asked_is_told_so_and_stands_last(intake: Intake) -> None:
    request_id = intake.ask()["request_id"]
    intake.hear(*(listed(f"of {to}", to) for to in ("bruecke", "wegweiser")))
    intake.triage(request_id)
    intake.hear(declined(intake.offer(request_id, "bruecke"), reason="no_capacity"))
    intake.offer(request_id, "wegweiser")
    suggested = found(intake, request_id)
    assert list(suggested) == ["ankerplatz", "kim", "bruecke", "wegweiser"]
    assert reasons(suggested["bruecke"])["declined_before"] == {"reason": "no_capacity"}
    assert reasons(suggested["wegweiser"])["offered_already"] == {}
    assert not suggested["bruecke"]["fits"]
    assert not suggested["wegweiser"]["fits"]


def test_the_last_refusal_is_the_one_that_is_told(intake: Intake) -> None:
    request_id = intake.ask()["request_id"]
    intake.triage(request_id)
    for reason in ("no_capacity", "conflict_of_interest"):
        intake.clock.advance(timedelta(minutes=1))
        intake.hear(declined(intake.offer(request_id), reason=reason))
    assert reasons(found(intake, request_id)["bruecke"])["declined_before"] == {"reason": "conflict_of_interest"}


def test_what_lapsed_or_was_withdrawn_does_not_stand_in_the_way(intake: Intake) -> None:
    request_id = intake.ask()["request_id"]
    intake.triage(request_id)
    intake.withdraw_offer(intake.offer(request_id, "bruecke"))
    intake.offer(request_id, "wegweiser")
    intake.clock.advance(timedelta(days=7))
    intake.lapse()
    told = {code for one in found(intake, request_id).values() for code in reasons(one)}
    assert told == {"no_language", "not_municipality", "full"}


def test_a_counsellor_is_as_was_listed_last_and_who_left_is_not_counted(intake: Intake) -> None:
    request_id = intake.ask()["request_id"]
    later = NOON + timedelta(hours=1)
    newer = listed("ketevan", "bruecke", later, free=0)
    intake.hear(listed("ketevan", "bruecke"), newer, newer)
    assert reasons(found(intake, request_id)["bruecke"])["full"] == {}
    intake.hear(listed("ketevan", "bruecke"))
    assert found(intake, request_id)["bruecke"]["free"] == 0, "what is older is not heard any more"
    intake.hear(listed("ketevan", "bruecke", later + timedelta(hours=1), active=False))
    assert found(intake, request_id)["bruecke"]["counsellors"] == []


def test_who_is_over_their_capacity_takes_no_place_from_colleagues(intake: Intake) -> None:
    request_id = intake.ask()["request_id"]
    intake.hear(listed("ketevan", "bruecke", free=-2), listed("nana", "bruecke", free=1))
    suggestion = found(intake, request_id)["bruecke"]
    assert suggestion["free"] == reasons(suggestion)["free_places"]["free"] == 1


def test_counsellors_of_an_organisation_that_is_none_of_the_programme_are_left_out(intake: Intake) -> None:
    request_id = intake.ask()["request_id"]
    intake.hear(listed("somebody", "elsewhere"))
    assert set(found(intake, request_id)) == set(ORGANISATIONS)


codes = st.sampled_from
counsellor = st.builds(
    Counsellor,
    counsellor_ref=st.text("abcdef", min_size=1, max_size=4),
    organisation=codes([*ORGANISATIONS, "elsewhere"]),
    languages=st.lists(codes(["ka", "ar"]), unique=True).map(tuple),
    municipalities=st.lists(codes(["wuerselen", "aachen"]), unique=True).map(tuple),
    topics=st.lists(codes(["housing", "health"]), unique=True).map(tuple),
    capacity=st.just(20),
    free=st.integers(-2, 5),
    active=st.booleans(),
    listed_at=st.just(NOON),
)
directories = st.lists(counsellor, max_size=12, unique_by=lambda one: one.counsellor_ref)
made = st.lists(
    st.builds(
        Offer,
        offer_id=st.uuids().map(str),
        request_id=st.just("r1"),
        to=codes(ORGANISATIONS),
        offered_at=st.just(NOON),
        expires_at=st.just(NOON),
        status=codes(offers.STATUSES),
        reason=st.just("other"),
    ),
    max_size=4,
)


@given(directories, made, st.randoms())
def test_whatever_is_listed_the_order_is_one_and_every_organisation_is_told_once(
    directory: list[Counsellor], asked: list[Offer], chance: Any
) -> None:
    request = in_status("received")
    suggested = suggest(request, ORGANISATIONS, directory, asked)
    assert sorted(one.organisation for one in suggested) == sorted(ORGANISATIONS)
    shuffled = list(directory)
    chance.shuffle(shuffled)
    assert suggest(request, ORGANISATIONS[::-1], shuffled, asked) == suggested

    order = [(one.hindered, -one.fulfilled, not one.fits, -one.free, one.organisation) for one in suggested]
    assert order == sorted(order)
    for one in suggested:
        told = {reason.code for reason in one.reasons}
        assert one.fulfilled == len(told & POINTS)
        assert one.hindered == bool(told & {"declined_before", "offered_already"})
        assert not (one.fits and one.hindered)
        assert one.fits <= (told == POINTS)
        assert one.free == sum(max(each.counsellor.free, 0) for each in one.candidates)
        assert all(each.counsellor.active for each in one.candidates)


@given(directories)
def test_whoever_fits_has_one_counsellor_who_fulfils_every_point(directory: list[Counsellor]) -> None:
    for one in suggest(in_status("received"), ORGANISATIONS, directory, []):
        alone = [
            each
            for each in directory
            if each.organisation == one.organisation
            and each.active
            and "ka" in each.languages
            and "wuerselen" in each.municipalities
            and "housing" in each.topics
            and each.free > 0
        ]
        assert one.fits == bool(alone)
