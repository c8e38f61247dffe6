"""What the intake accepts from the wire; every mistake has a field and a code."""

from __future__ import annotations

from typing import Any

import pytest

from services.chassis import fields
from services.chassis.errors import Invalid
from services.intake.schemas import Holder, ReceiveRequest
from tests.builders import NINO, PROGRAMME


def load(**changes: Any) -> dict[str, Any]:
    asked = {name: value for name, value in (NINO | changes).items() if value is not None}
    return fields.load(ReceiveRequest(PROGRAMME), asked)


def mistakes(**changes: Any) -> dict[str, str]:
    with pytest.raises(Invalid) as refusal:
        load(**changes)
    return {error.field: error.code for error in refusal.value.errors}


def test_what_is_left_out_has_its_default() -> None:
    read = load(channel=None, language_mode=None, message=None)
    assert (read["channel"], read["language_mode"], read["message"], read["phone"]) == ("web", "written", None, None)


@pytest.mark.parametrize("language", PROGRAMME.request_languages)
def test_every_language_of_the_programme_can_be_asked_in(language: str) -> None:
    assert load(language=language)["language"] == language


@pytest.mark.parametrize("channel", ["web", "phone", "email", "authority", "provider"])
def test_whoever_does_not_come_in_person_must_be_reachable(channel: str) -> None:
    assert mistakes(channel=channel, email=None) == {"email": "contact_missing"}


def test_who_comes_in_person_need_not_be_reachable() -> None:
    assert load(channel="walk_in", email=None)["email"] is None


def test_a_wrong_contact_is_named_as_wrong_and_not_as_missing_too() -> None:
    assert mistakes(email="nino at example") == {"email": "not_an_email"}


def test_an_old_notice_is_refused_with_the_one_in_force() -> None:
    with pytest.raises(Invalid) as refusal:
        load(consent={"notice_version": "2019-01", "language": "ka"})
    (error,) = refusal.value.errors
    assert (error.field, error.code) == ("consent.notice_version", "notice_outdated")
    assert error.params == {"current": PROGRAMME.notice_version}


def test_all_mistakes_are_named_at_once() -> None:
    found = mistakes(language="tlh", topics=["gold"], municipality="atlantis", name="\u202e", consent={})
    assert {"language", "topics", "municipality", "name", "consent.notice_version", "consent.language"} <= set(found)


@pytest.mark.parametrize("asked", [[], "text", 7, None])
def test_a_body_that_is_no_object_is_invalid(asked: Any) -> None:
    with pytest.raises(Invalid):
        fields.load(ReceiveRequest(PROGRAMME), asked)


def test_a_holder_gives_reference_and_token() -> None:
    with pytest.raises(Invalid) as refusal:
        fields.load(Holder(), {"reference": "", "token": "x" * 65})
    assert {(error.field, error.code) for error in refusal.value.errors} == {
        ("reference", "required"),
        ("token", "too_long"),
    }
