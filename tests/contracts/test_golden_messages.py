"""The publisher owns the contract, the reader owns its reading; golden messages stand between them."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from marshmallow import EXCLUDE

from services.cases.service import CasesService
from services.chassis import extensions
from services.chassis.envelope import Envelope
from services.chassis.testing import ORGANISATION, SEAL_KEYS
from services.chassis.vault import SealKeys
from services.intake.service import IntakeService
from services.notifications.service import NotificationsService
from services.reporting.service import ReportingService
from services.scheduling.service import SchedulingService
from tests.contracts.history import SERVICES, golden_file, told

CLASSES: tuple[Any, ...] = (
    IntakeService,
    CasesService,
    SchedulingService,
    NotificationsService,
    ReportingService,
)
SAID = [(service.name, event) for service in CLASSES for event in service.says]
HEARD = [(service.name, hearing) for service in CLASSES for hearing in extensions.hearings(service).values()]
# A type that two services say (both tell notifications how to reach somebody) is read as each of them says it.
READ = [
    (reader, hearing, publisher)
    for reader, hearing in HEARD
    for publisher, event in SAID
    if (event.exchange, event.type) == (hearing.exchange, hearing.type)
]
GOLDEN = sorted(SERVICES.glob("*/contract/*.json"))

# Events that no service of this tree hears, and for whom they are said nevertheless.
PUBLIC = {
    "glass.broken.v1": "for whoever watches over access to cases from outside, such as an audit of the organisation",
    "household.joined.v1": "for whoever counts with how many people somebody lives",
    "household.left.v1": "for whoever counts with how many people somebody lives",
    **dict.fromkeys(
        tuple(f"interpreter.{what}.v1" for what in ("requested", "confirmed", "done")),
        "for whoever keeps the interpreters' own calendar outside of Lotse",
    ),
    "choice.ended.v1": "for whoever keeps a list of times that are still offered, such as a screen in the waiting room",
    **dict.fromkeys(
        ("release.granted.v1", "release.withdrawn.v1"),
        "for whoever passes on what a client allows, in a service of its own: it stops when that is withdrawn",
    ),
    **dict.fromkeys(
        ("referral.made.v1", "referral.answered.v1", "referral.ended.v1"),
        "for whoever counts how long people wait outside, and what came of it",
    ),
    **dict.fromkeys(
        ("residence.noted.v1", "residence.corrected.v1", "residence.ended.v1"),
        "for whoever reminds a counsellor elsewhere: in a calendar of their own, or by a letter",
    ),
    **dict.fromkeys(
        (
            "sphere_change.started.v1",
            "sphere_change.ended.v1",
            "sphere_step.ticked.v1",
            "sphere_step.unticked.v1",
        ),
        "for whoever counts what a change of the legal sphere takes",
    ),
    **dict.fromkeys(
        (
            "consultation.held.v1",
            "goal.agreed.v1",
            "goal.corrected.v1",
            "goal.reached.v1",
            "goal.dropped.v1",
            "document.filed.v1",
            "document.withdrawn.v1",
            "assessment.recorded.v1",
            "step.planned.v1",
            "step.corrected.v1",
            "step.done.v1",
            "step.dropped.v1",
            "plan.agreed.v1",
            "demands.skipped.v1",
        ),
        "for whoever counts more of the work than the tables of the reporting do",
    ),
}

# Parts of a field's name that would mean personal data; only a `sealed` field may hold any.
PERSONAL = {
    "name", "names", "first", "last", "surname", "birth", "birthday", "birthdate", "born", "gender", "sex", "religion",
    "nationality", "passport", "photo", "iban", "address", "street", "house", "email", "mail", "phone", "mobile",
    "note", "notes", "comment", "text", "message", "messages",
}  # fmt: skip
# Fields of events that have such a part and hold an id or a code all the same.
NOT_PERSONAL = {
    "message_id": "the id of a letter, not its words",
    "text_id": "the provider's name for a text message, not its words",
}


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, dict[str, Any]]]:
    return told(tmp_path_factory.mktemp("history"))


def golden(service: str, type_: str) -> dict[str, Any]:
    message: dict[str, Any] = json.loads(golden_file(service, type_).read_text(encoding="utf-8"))
    return message


def opened(message: dict[str, Any]) -> dict[str, Any]:
    """The message with what is sealed in it read: every seal is made with fresh randomness, its contents are not."""
    data = dict(message["data"])
    if "sealed" in data:
        keys = SealKeys(ORGANISATION, SEAL_KEYS)
        purpose = f"{message['type'].rpartition('.v')[0]} {message['subject']}"
        data["sealed"] = keys.unseal(keys, purpose, data["sealed"]).data
    return message | {"data": data}


@pytest.mark.parametrize(("service", "event"), SAID, ids=lambda value: getattr(value, "type", value))
def test_the_publisher_says_exactly_the_golden_message(service: str, event: Any, history: Any) -> None:
    assert opened(history[service][event.type]) == opened(golden(service, event.type))


def test_the_history_says_every_event_there_is_and_no_golden_message_is_left_over(history: Any) -> None:
    assert {(service, type_) for service, messages in history.items() for type_ in messages} == {
        (service, event.type) for service, event in SAID
    }
    assert {(path.parts[-3], path.stem) for path in GOLDEN} == {(service, event.type) for service, event in SAID}


@pytest.mark.parametrize(("reader", "hearing", "publisher"), READ, ids=lambda value: getattr(value, "type", value))
def test_the_reader_digests_the_golden_message(reader: str, hearing: Any, publisher: str) -> None:
    envelope = Envelope.from_json(golden_file(publisher, hearing.type).read_bytes())
    read = hearing.schema(unknown=EXCLUDE).load(envelope.data)
    assert set(read) == set(hearing.schema().fields), "the reader uses only what the publisher says"


@pytest.mark.parametrize(("reader", "hearing", "publisher"), READ, ids=lambda value: getattr(value, "type", value))
def test_the_reader_does_not_mind_a_field_it_does_not_know(reader: str, hearing: Any, publisher: str) -> None:
    data = golden(publisher, hearing.type)["data"] | {"added_in_2029": ["something", {"new": True}]}
    assert "added_in_2029" not in hearing.schema(unknown=EXCLUDE).load(data)


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_a_golden_message_is_a_cloud_event_of_its_type_and_plain_json(path: Path) -> None:
    raw = json.loads(path.read_text(encoding="utf-8"))
    envelope = Envelope.from_json(path.read_bytes())
    assert raw["specversion"] == "1.0"
    assert envelope.type == path.stem
    assert envelope.source == f"{path.parts[-3]}@{ORGANISATION}"
    assert json.loads(envelope.to_json()) == raw, "reading and writing lose nothing"


def test_every_event_that_is_said_is_heard_or_public() -> None:
    heard = {(hearing.exchange, hearing.type) for _, hearing in HEARD}
    unheard = {event.type for _, event in SAID if (event.exchange, event.type) not in heard}
    assert unheard == set(PUBLIC), "either somebody hears it, or PUBLIC says for whom it is"


def test_every_event_that_is_heard_is_said() -> None:
    said = {(event.exchange, event.type) for _, event in SAID}
    assert {(hearing.exchange, hearing.type) for _, hearing in HEARD} <= said


def test_nobody_hears_its_own_voice() -> None:
    for service in CLASSES:
        own = {event.type for event in service.says}
        assert not own & {hearing.type for hearing in extensions.hearings(service).values()}


@pytest.mark.parametrize(("service", "event"), SAID, ids=lambda value: getattr(value, "type", value))
def test_an_event_holds_no_personal_data_but_sealed(service: str, event: Any) -> None:
    fields = set(event.__dataclass_fields__)
    suspect = {field for field in fields if PERSONAL & set(field.split("_"))} - NOT_PERSONAL.keys()
    assert not suspect, f"{event.type}: put {suspect} into `sealed`, or say in NOT_PERSONAL why it is none"


@pytest.mark.parametrize(("service", "event"), SAID, ids=lambda value: getattr(value, "type", value))
def test_an_event_is_named_by_the_grammar_and_cannot_be_changed(service: str, event: Any) -> None:
    noun, participle, version = event.type.split(".")
    assert version.startswith("v")
    assert version[1:].isdigit()
    assert noun.isidentifier()
    assert participle.isidentifier()
    assert event.__dataclass_params__.frozen
    assert event.subject in event.__dataclass_fields__
    assert event.exchange in (f"{service}.events", "contacts.events", "logs.events")


def released(service: str) -> dict[str, str]:
    """What was frozen: file name → SHA-256. A service that was never released has frozen nothing."""
    frozen = SERVICES / service / "contract" / "RELEASED"
    lines = frozen.read_text().splitlines() if frozen.exists() else []
    return {name: digest for digest, name in (line.split() for line in lines if line.strip())}


@pytest.mark.parametrize("service", [service.name for service in CLASSES])
def test_what_was_released_has_not_changed(service: str) -> None:
    for name, digest in released(service).items():
        path = SERVICES / service / "contract" / name
        assert path.exists(), f"{name} was released: readers elsewhere rely on it"
        changed = sha256(path.read_bytes()).hexdigest() != digest
        assert not changed, f"{name} was released: say the change under a new version beside it"
