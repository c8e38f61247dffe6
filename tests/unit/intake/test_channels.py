"""Every channel has its people: who may bring a request over which, and what is told when somebody asks for another."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from services.chassis.errors import Invalid, NotAllowed
from services.chassis.identity import Actor
from services.chassis.testing import said
from services.intake import model
from tests.builders import DESK, NINO, Intake
from tests.unit.intake.test_schemas import load, mistakes
from tests.unit.intake.voices import accepted

BEHALF = {"relation": "school", "consent_of": "guardian"}
COORDINATOR = Actor(frozenset({"coordinator"}), "kim", "a8")
COUNSELLOR = Actor(frozenset({"counsellor"}), "kim", "a1")
ELSEWHERE = Actor(frozenset({"counsellor", "coordinator"}), "bruecke", "a2")
LIAISON = Actor(frozenset({"liaison"}), "kim", "a3")
AT_DESK = ("phone", "walk_in", "email", "authority", "provider")
# Who brings requests over which channels, their usual one first.
CHANNELS: list[tuple[Actor, tuple[str, ...]]] = [
    (Actor.public(), ("web",)),
    (DESK, AT_DESK),
    (COORDINATOR, AT_DESK),
    (COUNSELLOR, ("provider",)),
    (ELSEWHERE, ("provider",)),
    (LIAISON, ("authority",)),
    (Actor.system(), ("email",)),
]


@pytest.fixture
def intake(tmp_path: Path) -> Intake:
    return Intake(tmp_path)


@pytest.mark.parametrize(("who", "channels"), CHANNELS, ids=lambda value: getattr(value, "label", None))
def test_everybody_has_their_own_channels_and_a_usual_one(
    intake: Intake, who: Actor, channels: tuple[str, ...]
) -> None:
    for number, channel in enumerate((None, *channels)):
        receipt = intake.ask(who, channel=channel, email=f"nino.{number}@example.org")
        assert receipt["channel"] == (channel or channels[0])
    for channel in set(model.CHANNELS) - set(channels):
        with pytest.raises(NotAllowed) as refusal:
            intake.ask(who, channel=channel, email="lado@example.org")
        assert refusal.value.code == "channel_of_others"


@pytest.mark.parametrize("role", ["steering", "privacy_officer", "operator", "administrator"])
def test_nobody_else_brings_requests(intake: Intake, role: str) -> None:
    with pytest.raises(NotAllowed) as refusal:
        intake.ask(Actor(frozenset({role}), "kim", "a9"), channel=None)
    assert refusal.value.code == "not_allowed"


def test_the_desk_of_another_organisation_is_no_desk_here(intake: Intake) -> None:
    with pytest.raises(NotAllowed):
        intake.ask(Actor(frozenset({"desk"}), "bruecke", "a9"), channel="phone")


def test_who_asks_for_another_says_what_they_are_and_who_agreed() -> None:
    read = load(asked_by="Frau Lenz", behalf=BEHALF)
    assert (read["asked_by"], read["behalf"]) == ("Frau Lenz", BEHALF)
    assert mistakes(asked_by="Frau Lenz") == {"behalf": "required"}
    assert mistakes(behalf=BEHALF) == {"asked_by": "required"}
    assert mistakes(asked_by="Frau Lenz", behalf={}) == {
        "behalf.relation": "required",
        "behalf.consent_of": "required",
    }
    assert mistakes(asked_by="Frau Lenz", behalf={"relation": "landlord", "consent_of": "nobody"}) == {
        "behalf.relation": "unknown_relation",
        "behalf.consent_of": "unknown_consent_of",
    }


def test_the_desk_sees_who_asked_and_it_goes_sealed_to_the_helper(intake: Intake) -> None:
    told = {"asked_by": "Frau Lenz", "behalf": BEHALF, "birth_year": 1988}
    nino = intake.ask(DESK, channel="phone", **told)
    person = intake.request(nino["request_id"])["person"]
    assert told.items() <= person.items()
    intake.triage(nino["request_id"])
    intake.hear(accepted(intake.offer(nino["request_id"])))
    handed_over, keys = said(intake.database)[-1], intake.parts.seal_keys
    sealed = keys.unseal(keys, f"request.handed_over {nino['request_id']}", handed_over.data["sealed"]).data
    assert told.items() <= sealed.items()
    clear = json.dumps([message.data for message in said(intake.database)], ensure_ascii=False)
    assert not [word for word in ("Lenz", "guardian", "1988") if word in clear], "events do not tell who asked"


def test_a_year_of_birth_is_for_the_staff_and_not_to_come(intake: Intake) -> None:
    assert load(birth_year=1988)["birth_year"] == 1988
    assert mistakes(birth_year=1899) == {"birth_year": "number_out_of_range"}
    for who, channel, year, code in ((None, "web", 1988, "unknown_field"), (DESK, "phone", 2027, "in_the_future")):
        with pytest.raises(Invalid) as refusal:
            intake.ask(who, channel=channel, birth_year=year)
        assert [(error.field, error.code) for error in refusal.value.errors] == [("birth_year", code)]


def test_a_person_that_was_kept_before_these_facts_were_asked_for_is_still_read() -> None:
    kept: dict[str, Any] = {name: NINO[name] for name in ("name", "email", "phone", "message", "asked_by")}
    assert model.Person.of(kept) == model.Person(NINO["name"], NINO["email"], message=NINO["message"])


def test_that_text_messages_are_allowed_goes_sealed_to_whoever_writes_them_and_to_the_helper(intake: Intake) -> None:
    nino = intake.ask(phone="+493023125011", sms_allowed=True)
    keys, request_id = intake.parts.seal_keys, nino["request_id"]
    contact = keys.unseal(keys, f"contact.given {request_id}", said(intake.database)[0].data["sealed"]).data
    consent_at = intake.store.get(request_id).consent.given_at.isoformat()
    assert (contact["sms_allowed"], contact["said_over"], contact["said_at"]) == (True, "web", consent_at)
    intake.triage(request_id)
    intake.hear(accepted(intake.offer(request_id)))
    handed_over = said(intake.database)[-1].data["sealed"]
    assert keys.unseal(keys, f"request.handed_over {request_id}", handed_over).data["sms_allowed"] is True


def test_text_messages_go_to_a_number_and_nobody_is_taken_to_allow_them() -> None:
    assert load()["sms_allowed"] is False
    assert mistakes(sms_allowed=True, phone=None) == {"phone": "number_missing"}
    assert load(sms_allowed=True, phone="030 23125011")["sms_allowed"] is True
