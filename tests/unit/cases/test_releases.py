"""Releases: what the client allows, until when, and that nothing leaves a case without."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from services.cases.commands.releases import require_release
from services.chassis.access import access_log
from services.chassis.errors import Conflict, Invalid, NotFound, Refused
from services.chassis.identity import Actor
from services.chassis.testing import said
from tests.builders import Cases, refused
from tests.builders.people import PROGRAMME

DOCTOR = "Praxis Dr. Yıldız"
RELEASE = {
    "recipient": "doctor",
    "recipient_name": DOCTOR,
    "data": ["contact", "health"],
    "purpose": "appointment",
    "valid_until": "2027-03-31",
    "interpreter_present": True,
}
NOBODYS = "01a20846-fe00-7000-8000-000000000001"


def wrong(cases: Cases, who: Actor, **asked: Any) -> list[tuple[str, str]]:
    refusal = refused(cases, who, "grant_release", **asked)
    assert isinstance(refusal, Invalid)
    return [(error.field, error.code) for error in refusal.errors]


def shown(cases: Cases, who: Actor, case_id: str) -> list[dict[str, Any]]:
    releases: list[dict[str, Any]] = cases.ask(who, "case", case_id=case_id)["releases"]
    return releases


def allowed(cases: Cases, case_id: str, recipient: str, data: str, purpose: str) -> str:
    """The id of the release that covers this; or the code of the refusal."""
    try:
        return require_release(
            cases.store, cases.clock, cases.store.cases.get(case_id), recipient, data, purpose
        ).release_id
    except Refused as refusal:
        return refusal.code


def test_a_release_is_kept_with_all_that_was_agreed_and_said_without_a_name(
    cases: Cases, ketevan: Actor, case_id: str
) -> None:
    granted = cases.ask(ketevan, "grant_release", case_id=case_id, **RELEASE)
    (kept,) = shown(cases, ketevan, case_id)
    assert kept == {
        **RELEASE,
        "release_id": granted["release_id"],
        "status": "in_force",
        "language": "ka",
        "granted_at": cases.clock.now().isoformat(),
        "withdrawn_at": None,
        "by": "Ketevan Lomidze",
        "may": ["withdraw"],
        "version": 1,
    }
    told = said(cases.database)[-1]
    assert (told.type, told.data["data"], told.data["valid_until"]) == (
        "release.granted.v1",
        ["contact", "health"],
        "2027-03-31",
    )
    assert "Yıldız" not in told.to_json()


def test_nothing_leaves_without_a_release_for_just_that(cases: Cases, ketevan: Actor, case_id: str) -> None:
    assert allowed(cases, case_id, "doctor", "health", "appointment") == "no_release"
    granted = cases.ask(ketevan, "grant_release", case_id=case_id, **RELEASE)
    assert allowed(cases, case_id, "doctor", "health", "appointment") == granted["release_id"]
    for other in (("school", "health", "appointment"), ("doctor", "finances", "appointment"),
                  ("doctor", "health", "application")):  # fmt: skip
        assert allowed(cases, case_id, *other) == "no_release"
    assert allowed(cases, cases.open(ketevan), "doctor", "health", "appointment") == "no_release", "of another case"


def test_a_release_ends_by_itself_after_its_last_day_where_the_region_is(
    cases: Cases, ketevan: Actor, case_id: str
) -> None:
    cases.ask(ketevan, "grant_release", case_id=case_id, **RELEASE | {"valid_until": "2026-11-24"})
    cases.clock.advance(timedelta(hours=34, minutes=59))  # 24 November, 23:59 in Aachen
    assert allowed(cases, case_id, "doctor", "health", "appointment") != "no_release"
    cases.clock.advance(timedelta(minutes=1))
    assert allowed(cases, case_id, "doctor", "health", "appointment") == "no_release"
    assert shown(cases, ketevan, case_id)[0]["status"] == "expired"


def test_a_release_is_withdrawn_at_once_and_once(cases: Cases, ketevan: Actor, case_id: str) -> None:
    granted = cases.ask(ketevan, "grant_release", case_id=case_id, **RELEASE)
    withdrawn = cases.ask(ketevan, "withdraw_release", **granted)
    assert withdrawn == {**granted, "version": 2}
    assert said(cases.database)[-1].type == "release.withdrawn.v1"
    assert allowed(cases, case_id, "doctor", "health", "appointment") == "no_release"
    (kept,) = shown(cases, ketevan, case_id)
    assert (kept["status"], kept["may"]) == ("withdrawn", [])
    assert refused(cases, ketevan, "withdraw_release", **withdrawn).code == "release_withdrawn"
    assert isinstance(refused(cases, ketevan, "withdraw_release", **granted), Conflict)


def test_a_client_withdraws_also_when_the_case_is_closed_and_grants_nothing_new(
    cases: Cases, ketevan: Actor, case_id: str
) -> None:
    granted = cases.ask(ketevan, "grant_release", case_id=case_id, **RELEASE)
    cases.ask(ketevan, "close_case", case_id=case_id, version=2, reason="no_contact", outcome="unknown")
    assert refused(cases, ketevan, "grant_release", case_id=case_id, **RELEASE).code == "not_in_this_state"
    assert shown(cases, ketevan, case_id)[0]["may"] == ["withdraw"]
    cases.ask(ketevan, "withdraw_release", **granted)


def test_a_release_is_for_the_time_to_come_and_not_for_ever(cases: Cases, ketevan: Actor, case_id: str) -> None:
    longest = date(2026, 11, 23) + timedelta(days=PROGRAMME.releases.longest_days)
    for day, code in (("2026-11-22", "date_past"), ((longest + timedelta(days=1)).isoformat(), "release_too_long")):
        assert wrong(cases, ketevan, case_id=case_id, **RELEASE | {"valid_until": day}) == [("valid_until", code)]
    cases.ask(ketevan, "grant_release", case_id=case_id, **RELEASE | {"valid_until": longest.isoformat()})


def test_a_release_says_whom_which_data_and_what_for_in_codes_of_the_programme(
    cases: Cases, ketevan: Actor, case_id: str
) -> None:
    strange = {"recipient": "press", "data": ["everything"], "purpose": "curiosity"}
    assert wrong(cases, ketevan, case_id=case_id, **RELEASE | strange) == [
        ("recipient", "unknown_recipient"),
        ("data", "unknown_release_data"),
        ("purpose", "unknown_release_purpose"),
    ]
    somebody = RELEASE | {"recipient": "other", "recipient_name": ""}
    assert wrong(cases, ketevan, case_id=case_id, **somebody) == [("recipient_name", "required")]


def test_what_is_printed_names_who_signs_and_the_look_is_written_down(
    cases: Cases, ketevan: Actor, case_id: str
) -> None:
    granted = cases.ask(ketevan, "grant_release", case_id=case_id, **RELEASE)
    found = cases.ask(ketevan, "release", case_id=case_id, release_id=granted["release_id"])
    assert found["person"]["name"] == "ნინო ბერიძე"
    assert (found["organisation"], found["reference"]) == ("bruecke", "K7M-4XQ-6")
    with cases.database.reading() as tx:
        looks = tx.execute(select(access_log.c.what).order_by(access_log.c.look_id)).scalars().all()
    assert looks[-1] == "release"


def test_whoever_has_another_case_or_none_grants_and_withdraws_nothing(
    cases: Cases, ketevan: Actor, case_id: str
) -> None:
    granted = cases.ask(ketevan, "grant_release", case_id=case_id, **RELEASE)
    lado, mirela = cases.engage("lado"), cases.engage("mirela", "kim")
    asked = [
        ("grant_release", {"case_id": case_id, **RELEASE}),
        ("withdraw_release", granted),
        ("release", {"case_id": case_id, "release_id": granted["release_id"]}),
    ]
    for name, what in asked:
        assert refused(cases, lado, name, **what).code == "not_your_case"
        elsewhere = refused(cases, mirela, name, **what)
        nowhere = refused(cases, mirela, name, **what | {"case_id": NOBODYS})
        assert isinstance(elsewhere, NotFound)
        assert (elsewhere.code, elsewhere.sentence) == (nowhere.code, nowhere.sentence)
    other = cases.open(ketevan)
    assert refused(cases, ketevan, "withdraw_release", **granted | {"case_id": other}).code == "release_unknown"


def test_a_release_that_ends_soon_is_due_and_one_that_has_ended_is_not(
    cases: Cases, ketevan: Actor, case_id: str
) -> None:
    def due() -> list[tuple[str, str]]:
        return [(each["kind"], each["due_on"]) for each in cases.ask(ketevan, "due")["items"]]

    cases.ask(ketevan, "grant_release", case_id=case_id, **RELEASE | {"valid_until": "2026-12-01"})
    cases.ask(ketevan, "grant_release", case_id=case_id, **RELEASE)
    assert due() == [("release", "2026-12-01")]
    cases.clock.advance(timedelta(days=9))
    assert due() == []


def test_no_table_holds_in_clear_who_was_named(cases: Cases, ketevan: Actor, case_id: str) -> None:
    cases.ask(ketevan, "grant_release", case_id=case_id, **RELEASE)
    cases.database.close()
    folder = Path(cases.database.url.removeprefix("sqlite:///")).parent
    assert DOCTOR.encode() not in b"".join(path.read_bytes() for path in folder.iterdir())


def test_the_foreigners_authority_asks_only_what_can_be_released() -> None:
    assert set(PROGRAMME.residence.purposes) <= set(PROGRAMME.releases.purposes)
    assert "foreigners_authority" in PROGRAMME.releases.recipients


def test_everything_on_the_form_has_its_words_in_every_page_language() -> None:
    releases = PROGRAMME.releases
    for table in (releases.recipients, releases.data, releases.purposes):
        for names in table.values():
            assert set(names) == set(PROGRAMME.page_languages)
    assert set(releases.forms) == set(PROGRAMME.page_languages)
    assert len({frozenset(words) for words in releases.forms.values()}) == 1
    assert releases.usual_days <= releases.longest_days
