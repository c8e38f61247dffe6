"""Referrals: somebody outside is asked, answers or does not, and the directory keeps in mind where one waits."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from services.cases.commands.directory import begin_directories
from services.cases.model import referrals as law
from services.chassis.errors import Conflict, Invalid, NotFound, Refused
from services.chassis.identity import Actor
from services.chassis.testing import NOON, said, types_of
from tests.builders import Cases, refused
from tests.builders.people import PROGRAMME

NOBODYS = "01a20846-fe00-7000-8000-000000000001"
COURSE = "Sprachwerkstatt Nordkreis"
BY_NAME = {"topic": "leisure", "outside_name": "Turnverein von Herrn Kaiser"}
CHOIR = {"name": "Chor am Fluss", "kind": "volunteer", "topics": ["leisure"], "languages": ["de", "ka"]}


@pytest.fixture
def cases(tmp_path: Path) -> Cases:
    cases = Cases(tmp_path)
    begin_directories(cases.store, Actor.system(), cases.clock, cases.hosted, PROGRAMME.directory)
    return cases


def wrong(cases: Cases, who: Actor, name: str, /, **asked: Any) -> list[tuple[str, str]]:
    refusal = refused(cases, who, name, **asked)
    assert isinstance(refusal, Invalid)
    return [(error.field, error.code) for error in refusal.errors]


def shown(cases: Cases, who: Actor, case_id: str) -> dict[str, Any]:
    found: dict[str, Any] = cases.ask(who, "case", case_id=case_id)["referrals"][0]
    return found


def found(cases: Cases, who: Actor, **wanted: Any) -> list[str]:
    return [service["name"] for service in cases.ask(who, "directory", **wanted)["items"]]


def service_of(cases: Cases, who: Actor, name: str) -> dict[str, Any]:
    return next(each for each in cases.ask(who, "directory")["items"] if each["name"] == name)


def referred(cases: Cases, who: Actor, case_id: str, **more: Any) -> dict[str, Any]:
    course = {"topic": "language", "service_id": service_of(cases, who, COURSE)["service_id"]}
    return cases.ask(who, "make_referral", case_id=case_id, **course | more)


def test_a_client_is_referred_to_a_service_of_the_directory_and_waiting_is_counted(
    cases: Cases, ketevan: Actor, case_id: str
) -> None:
    made = referred(cases, ketevan, case_id, ask_again_on="2026-12-07")
    cases.clock.advance(timedelta(days=3, hours=1))
    kept = shown(cases, ketevan, case_id)
    assert (kept["name"], kept["status"], kept["waited_days"]) == (COURSE, "asked", 3)
    waiting = cases.ask(ketevan, "answer_referral", **made, answer="waiting", waiting_days=90,
                        ask_again_on="2027-01-15")  # fmt: skip
    told = said(cases.database)[-1]
    assert (told.type, told.data["answer"], told.data["waited_days"]) == ("referral.answered.v1", "waiting", 3)
    known = service_of(cases, ketevan, COURSE)
    assert (known["waiting_days"], known["heard_on"]) == (90, "2026-11-26")
    cases.clock.advance(timedelta(days=10))
    accepted = cases.ask(ketevan, "answer_referral", **waiting, answer="accepted")
    cases.clock.advance(timedelta(days=30))
    kept = shown(cases, ketevan, case_id)
    assert (kept["status"], kept["waited_days"], kept["ask_again_on"]) == ("accepted", 13, None)
    cases.ask(ketevan, "end_referral", **accepted, reason="finished")
    assert types_of(said(cases.database))[-4:] == [
        "referral.made.v1", "referral.answered.v1", "referral.answered.v1", "referral.ended.v1",
    ]  # fmt: skip


def test_somebody_who_is_in_no_directory_is_named_and_the_name_stays_in_the_case(
    cases: Cases, ketevan: Actor, case_id: str
) -> None:
    cases.ask(ketevan, "make_referral", case_id=case_id, **BY_NAME)
    assert shown(cases, ketevan, case_id)["name"] == "Turnverein von Herrn Kaiser"
    assert "Kaiser" not in said(cases.database)[-1].to_json()
    cases.database.close()
    folder = Path(cases.database.url.removeprefix("sqlite:///")).parent
    assert b"Herrn Kaiser" not in b"".join(path.read_bytes() for path in folder.iterdir())


def test_a_referral_is_to_one_and_asks_again_on_a_day_to_come(cases: Cases, ketevan: Actor, case_id: str) -> None:
    service_id = service_of(cases, ketevan, COURSE)["service_id"]
    asked: list[tuple[dict[str, Any], tuple[str, str]]] = [
        ({"topic": "leisure"}, ("service_id", "required")),
        (BY_NAME | {"service_id": service_id}, ("outside_name", "one_of_both")),
        (BY_NAME | {"ask_again_on": "2026-11-22"}, ("ask_again_on", "date_past")),
    ]
    for what, why in asked:
        assert wrong(cases, ketevan, "make_referral", case_id=case_id, **what) == [why]


def test_a_referral_tells_only_what_a_release_for_them_allows(cases: Cases, ketevan: Actor, case_id: str) -> None:
    allows = {"data": ["contact"], "purpose": "placement", "valid_until": "2026-12-31"}
    school = cases.ask(ketevan, "grant_release", case_id=case_id, recipient="school", **allows)["release_id"]
    course = cases.ask(ketevan, "grant_release", case_id=case_id, recipient="course_provider", **allows)
    service_id = service_of(cases, ketevan, COURSE)["service_id"]
    asked = {"case_id": case_id, "topic": "language", "service_id": service_id}
    assert refused(cases, ketevan, "make_referral", **asked, release_id=school).code == "no_release"
    assert refused(cases, ketevan, "make_referral", **asked, release_id=NOBODYS).code == "release_unknown"
    referred(cases, ketevan, case_id, release_id=course["release_id"])
    cases.ask(ketevan, "withdraw_release", **course)
    assert refused(cases, ketevan, "make_referral", **asked, release_id=course["release_id"]).code == "no_release"


@pytest.mark.parametrize(
    ("named", "changes", "allowed"),
    [
        ("Turnverein von  herrn KAISER", {}, True),
        ("Turnverein", {}, False),
        (None, {"recipient": "volunteer"}, False),
        ("Turnverein von Herrn Kaiser", {"recipient": "volunteer"}, True),
        ("Turnverein von Herrn Kaiser", {"purpose": "residence_title"}, False),
        ("Turnverein von Herrn Kaiser", {"data": ["health"]}, False),
    ],
)
def test_who_is_named_in_words_is_told_what_a_release_for_exactly_them_allows(
    cases: Cases, ketevan: Actor, case_id: str, named: str | None, changes: dict[str, Any], allowed: bool
) -> None:
    told = {"recipient": "other", "data": ["contact"], "purpose": "placement", "valid_until": "2026-12-31"} | changes
    release = cases.ask(ketevan, "grant_release", case_id=case_id, recipient_name=named, **told)["release_id"]
    asked = {"case_id": case_id, **BY_NAME, "release_id": release}
    if allowed:
        assert cases.ask(ketevan, "make_referral", **asked)["version"] == 1
    else:
        assert refused(cases, ketevan, "make_referral", **asked).code == "no_release"


def test_a_service_of_the_directory_is_not_told_what_is_released_for_another_one_of_its_kind(
    cases: Cases, ketevan: Actor, case_id: str
) -> None:
    told = {"recipient": "course_provider", "data": ["contact"], "purpose": "placement", "valid_until": "2026-12-31"}
    named = {name: cases.ask(ketevan, "grant_release", case_id=case_id, recipient_name=name, **told)["release_id"]
             for name in (COURSE.upper(), "Volkshochschule Indetal")}  # fmt: skip
    service_id = service_of(cases, ketevan, COURSE)["service_id"]
    asked = {"case_id": case_id, "topic": "language", "service_id": service_id}
    other = named["Volkshochschule Indetal"]
    assert refused(cases, ketevan, "make_referral", **asked, release_id=other).code == "no_release"
    referred(cases, ketevan, case_id, release_id=named[COURSE.upper()])


def test_how_long_one_waits_with_somebody_in_no_directory_is_refused_rather_than_lost(
    cases: Cases, ketevan: Actor, case_id: str
) -> None:
    made = cases.ask(ketevan, "make_referral", case_id=case_id, **BY_NAME)
    waits = made | {"answer": "waiting", "waiting_days": 30}
    assert wrong(cases, ketevan, "answer_referral", **waits) == [("waiting_days", "in_no_directory")]
    cases.ask(ketevan, "answer_referral", **made, answer="waiting")


def test_a_case_is_not_closed_while_somebody_has_not_answered(cases: Cases, ketevan: Actor, case_id: str) -> None:
    made = referred(cases, ketevan, case_id)
    end = {"case_id": case_id, "version": 2, "reason": "goals_reached", "outcome": "improved"}
    assert refused(cases, ketevan, "close_case", **end).code == "open_referral"
    cases.ask(ketevan, "answer_referral", **made, answer="accepted")
    cases.ask(ketevan, "close_case", **end)


def test_whom_to_ask_again_is_due(cases: Cases, ketevan: Actor, case_id: str) -> None:
    made = referred(cases, ketevan, case_id, ask_again_on="2026-11-30")
    (due,) = cases.ask(ketevan, "due")["items"]
    assert (due["kind"], due["due_on"], due["about"]["topic"]) == ("referral", "2026-11-30", "language")
    cases.ask(ketevan, "answer_referral", **made, answer="declined")
    assert cases.ask(ketevan, "due")["items"] == []


def test_only_the_counsellor_of_the_case_refers_and_a_stale_answer_changes_nothing(
    cases: Cases, ketevan: Actor, case_id: str
) -> None:
    made = referred(cases, ketevan, case_id)
    lado, mirela = cases.engage("lado"), cases.engage("mirela", "kim")
    theirs = service_of(cases, mirela, COURSE)["service_id"]
    assert refused(cases, ketevan, "make_referral", case_id=case_id, topic="language", service_id=theirs).code == (
        "service_unknown"
    )
    for name, what in (
        ("make_referral", {"case_id": case_id, **BY_NAME}),
        ("answer_referral", {**made, "answer": "accepted"}),
        ("end_referral", {**made, "reason": "other"}),
    ):
        assert refused(cases, lado, name, **what).code == "not_your_case"
        assert isinstance(refused(cases, mirela, name, **what), NotFound)
    cases.ask(ketevan, "answer_referral", **made, answer="accepted")
    assert isinstance(refused(cases, ketevan, "answer_referral", **made, answer="declined"), Conflict)


@pytest.mark.parametrize("status", law.STATUSES)
@pytest.mark.parametrize("action", [*law.ANSWERS, law.END])
def test_a_referral_goes_exactly_where_the_table_says(status: str, action: str) -> None:
    referral = law.Referral("r1", "bruecke", "c1", "housing", "s1", None, None, status, NOON, NOON, "a1")

    def act() -> law.Referral:
        return referral.end("other", NOON) if action == law.END else referral.answer(action, None, NOON)

    if action not in law.TRANSITIONS[status]:
        with pytest.raises(Refused):
            act()
        return
    assert act().status == law.TRANSITIONS[status][action]


def test_every_organisation_begins_with_the_programmes_services_and_keeps_its_own(cases: Cases, ketevan: Actor) -> None:
    mirela = cases.engage("mirela", "kim")
    seen = service_of(cases, ketevan, COURSE)
    cases.ask(ketevan, "change_service", service_id=seen["service_id"], version=1, name="Sprachhaus", active=False)
    begin_directories(cases.store, Actor.system(), cases.clock, cases.hosted, PROGRAMME.directory)
    assert COURSE not in found(cases, ketevan)
    assert "Sprachhaus" in found(cases, ketevan, closed=True)
    assert COURSE in found(cases, mirela), "another organisation keeps its own"
    assert len(found(cases, mirela)) == len(PROGRAMME.directory)


def test_the_directory_is_searched_by_topic_town_and_language(cases: Cases, ketevan: Actor) -> None:
    assert found(cases, ketevan, topic="language") == [COURSE, "Volkshochschule Indetal"]
    assert found(cases, ketevan, topic="language", municipality="stolberg") == ["Volkshochschule Indetal"]
    assert found(cases, ketevan, topic="finances", municipality="monschau") == ["Schuldnerberatung Dreiturm"]
    assert found(cases, ketevan, kind="doctor", language="ti") == ["Seelenhafen, psychosoziales Zentrum"]
    assert wrong(cases, ketevan, "directory", topic="magic") == [("topic", "unknown_topic")]


def test_the_directory_is_read_in_pages_by_name(cases: Cases, ketevan: Actor) -> None:
    names, cursor = [], None
    while True:
        page = cases.ask(ketevan, "directory", limit=5, **({"cursor": cursor} if cursor else {}))
        names += [service["name"] for service in page["items"]]
        if not (cursor := page["next"]):
            break
    assert names == sorted(service["name"] for service in PROGRAMME.directory.values())


def test_a_service_is_added_and_corrected_and_how_long_one_waits_has_its_day(cases: Cases, ketevan: Actor) -> None:
    added = cases.ask(ketevan, "add_service", **CHOIR, waiting_days=14)
    assert cases.ask(ketevan, "service", service_id=added["service_id"])["heard_on"] == "2026-11-23"
    changed = cases.ask(ketevan, "change_service", **added, phone="+49 30 23125 700", waiting_days=None)
    assert changed == {**added, "version": 2}
    kept = cases.ask(ketevan, "service", service_id=added["service_id"])
    assert (kept["name"], kept["phone"], kept["waiting_days"], kept["heard_on"]) == (
        CHOIR["name"], "+493023125700", None, None,
    )  # fmt: skip
    assert isinstance(refused(cases, ketevan, "change_service", **added, name="Chor"), Conflict)
    assert wrong(cases, ketevan, "add_service", **CHOIR, waiting_days=14, heard_on="2026-11-24") == [
        ("heard_on", "date_future")
    ]


def test_a_service_keeps_a_name_a_kind_and_a_topic(cases: Cases, ketevan: Actor) -> None:
    added = cases.ask(ketevan, "add_service", **CHOIR)
    for field, empty in (("name", ""), ("kind", ""), ("topics", [])):
        assert wrong(cases, ketevan, "change_service", **added, **{field: empty}) == [(field, "required")]


def test_nobody_is_referred_to_what_is_not_there_any_more(cases: Cases, ketevan: Actor, case_id: str) -> None:
    added = cases.ask(ketevan, "add_service", **CHOIR)
    cases.ask(ketevan, "change_service", **added, active=False)
    asked = {"case_id": case_id, "topic": "leisure", "service_id": added["service_id"]}
    assert refused(cases, ketevan, "make_referral", **asked).code == "service_closed"


def test_a_service_of_another_organisation_is_as_unknown_as_none(cases: Cases, ketevan: Actor) -> None:
    mirela = cases.engage("mirela", "kim")
    added = cases.ask(ketevan, "add_service", **CHOIR)
    for name, what in (("service", {}), ("change_service", {"version": 1, "name": "Chor"})):
        elsewhere = refused(cases, mirela, name, service_id=added["service_id"], **what)
        nowhere = refused(cases, mirela, name, service_id=NOBODYS, **what)
        assert (elsewhere.code, elsewhere.sentence) == (nowhere.code, nowhere.sentence) == (
            "service_unknown", "There is no such service.",
        )  # fmt: skip


def test_the_directory_holds_codes_of_the_programme_only() -> None:
    for service in PROGRAMME.directory.values():
        assert service["kind"] in PROGRAMME.releases.recipients
        assert set(service["topics"]) <= set(PROGRAMME.topics)
        assert set(service["languages"]) <= set(PROGRAMME.request_languages)
        assert set(service["municipalities"]) <= set(PROGRAMME.municipalities)
