"""Letters from a case: filed as documents; one to somebody outside only while a release covers what it tells."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from services.chassis.errors import Invalid, LotseError, NotFound, Refused
from services.chassis.identity import Actor
from services.chassis.testing import NOON, said, types_of
from tests.builders import Cases
from tests.builders.files import SCAN, in_base64

INVITATION: dict[str, Any] = {
    "letter": "invitation",
    "title": "Einladung zu einem Gespräch",
    "content": in_base64(SCAN),
}
OUTSIDE: dict[str, Any] = {"recipient": "jobcenter", "purpose": "benefits", "data": ["housing", "finances"]}
REQUEST: dict[str, Any] = {
    "letter": "authority_request",
    "title": "Anfrage zu Nino Beridze",
    "content": in_base64(SCAN),
    **OUTSIDE,
}


def grant(cases: Cases, who: Actor, case_id: str, **changes: Any) -> dict[str, Any]:
    valid_until = (NOON + timedelta(days=30)).date().isoformat()
    asked = OUTSIDE | {"valid_until": valid_until, "language": "ka", "interpreter_present": True} | changes
    return cases.ask(who, "grant_release", case_id=case_id, **asked)


def refused(cases: Cases, who: Actor, case_id: str, **asked: Any) -> LotseError:
    before = types_of(said(cases.database))
    with pytest.raises(LotseError) as refusal:
        cases.ask(who, "write_letter", case_id=case_id, **asked)
    assert types_of(said(cases.database)) == before
    assert not cases.ask(who, "case", case_id=case_id)["documents"], "what is refused is not filed"
    return refusal.value


def test_a_letter_to_the_client_is_filed_as_a_document(cases: Cases, ketevan: Actor, case_id: str) -> None:
    cases.ask(ketevan, "write_letter", case_id=case_id, **INVITATION)
    (line,) = cases.ask(ketevan, "case", case_id=case_id)["documents"]
    assert (line["kind"], line["letter"], line["title"]) == ("letter", "invitation", "Einladung zu einem Gespräch")
    assert (line["name"], line["release_id"]) == (f"invitation-{NOON:%Y-%m-%d}.pdf", None)
    assert said(cases.database)[-1].data["letter"] == "invitation"


def test_a_letter_written_after_midnight_has_the_day_of_the_region_in_its_name(
    cases: Cases, ketevan: Actor, case_id: str
) -> None:
    cases.clock.advance(timedelta(hours=11, minutes=30))  # 23:30 UTC, and half past midnight in Aachen
    cases.ask(ketevan, "write_letter", case_id=case_id, **INVITATION)
    (line,) = cases.ask(ketevan, "case", case_id=case_id)["documents"]
    assert line["name"] == "invitation-2026-11-24.pdf"


def test_a_letter_to_outside_leaves_under_the_release_that_covers_it(
    cases: Cases, ketevan: Actor, case_id: str
) -> None:
    release = grant(cases, ketevan, case_id)
    cases.ask(ketevan, "write_letter", case_id=case_id, **REQUEST)
    (line,) = cases.ask(ketevan, "case", case_id=case_id)["documents"]
    assert line["release_id"] == release["release_id"]


@pytest.mark.parametrize(
    "changes",
    [{"recipient": "school"}, {"purpose": "placement"}, {"data": ["housing"]}],
    ids=["somebody else", "something else", "other data"],
)
def test_nothing_leaves_without_a_release_for_it(
    cases: Cases, ketevan: Actor, case_id: str, changes: dict[str, Any]
) -> None:
    grant(cases, ketevan, case_id, **changes)
    error = refused(cases, ketevan, case_id, **REQUEST)
    assert (type(error), error.code) == (Refused, "no_release")


def test_a_release_that_was_withdrawn_or_has_run_out_covers_nothing(cases: Cases, ketevan: Actor, case_id: str) -> None:
    release = grant(cases, ketevan, case_id)
    cases.ask(ketevan, "withdraw_release", case_id=case_id, release_id=release["release_id"], version=1)
    assert refused(cases, ketevan, case_id, **REQUEST).code == "no_release"
    grant(cases, ketevan, case_id)
    cases.clock.advance(timedelta(days=31))
    assert refused(cases, ketevan, case_id, **REQUEST).code == "no_release"


def test_a_letter_to_outside_says_to_whom_what_for_and_which_data(cases: Cases, ketevan: Actor, case_id: str) -> None:
    grant(cases, ketevan, case_id)
    wrong: list[tuple[dict[str, Any], tuple[str, str]]] = [
        (REQUEST | {"recipient": None}, ("recipient", "required")),
        (REQUEST | {"purpose": None}, ("purpose", "required")),
        (REQUEST | {"data": []}, ("data", "required")),
        (REQUEST | {"recipient": "neighbour"}, ("recipient", "unknown_recipient")),
        (REQUEST | {"letter": "love"}, ("letter", "unknown_letter")),
        (INVITATION | OUTSIDE, ("recipient", "unknown_field")),
    ]
    for asked, expected in wrong:
        error = refused(cases, ketevan, case_id, **asked)
        assert isinstance(error, Invalid)
        assert (error.errors[0].field, error.errors[0].code) == expected


def test_letters_of_others_are_not_written(cases: Cases, ketevan: Actor, case_id: str) -> None:
    with pytest.raises(NotFound):
        cases.ask(cases.engage("mira", "kim"), "write_letter", case_id=case_id, **INVITATION)
