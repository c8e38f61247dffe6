"""Whoever can choose among times is told so, and where they choose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import ClassVar

import pytest
from sqlalchemy import text

from services.chassis.handler import NotYet
from services.chassis.testing import StoppedClock, said
from tests.builders import PUBLIC_URL, Notifications
from tests.unit.notifications.scheduling import CASE, STARTS, erased, given, told

LANGUAGES = ("de", "en", "ar", "ru", "ka", "bs", "tr", "fr")


@dataclass(frozen=True)
class Offered:
    """`choice.offered.v1`."""

    exchange: ClassVar[str] = "scheduling.events"
    type: ClassVar[str] = "choice.offered.v1"
    subject: ClassVar[str] = "case_id"

    choice_id: str = "01a20846-fe00-7000-8000-000000000d01"
    case_id: str = CASE
    organisation: str = "bruecke"
    number: int = 3
    source: str = "staff"
    until: datetime = STARTS


COUNSELLOR = "018f4a7e-0000-7000-8000-0000000000a1"


@dataclass(frozen=True)
class Acted:
    """`client.acted.v1`."""

    exchange: ClassVar[str] = "scheduling.events"
    type: ClassVar[str] = "client.acted.v1"
    subject: ClassVar[str] = "case_id"

    did: str
    case_id: str = CASE
    organisation: str = "bruecke"
    counsellor_id: str = COUNSELLOR


@pytest.fixture
def notifications(tmp_path: Path) -> Notifications:
    return Notifications(tmp_path, StoppedClock())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_letter_says_where_to_choose_in_every_language(notifications: Notifications, language: str) -> None:
    notifications.hear(given(language=language, notice_language=language), told(Offered()))
    notifications.send()
    (mail,) = notifications.carrier.mails
    body = mail.get_body(("plain",))
    assert body
    assert f"{PUBLIC_URL}/{language}/status/K7M-4XQ-6/abcDEF123" in body.get_content()
    assert mail["Content-Language"] == language


def test_an_offer_waits_for_the_contact_and_nobody_who_is_forgotten_is_told(notifications: Notifications) -> None:
    with pytest.raises(NotYet):
        notifications.hear(told(Offered()))
    notifications.hear(given(), told(Offered()), erased())
    notifications.send()
    assert notifications.carrier.mails == []


def test_whoever_can_only_be_called_is_called(notifications: Notifications) -> None:
    notifications.hear(given(email=None), told(Offered()))
    notifications.send()
    assert notifications.carrier.mails == []
    assert "message.failed.v1" in [message.type for message in said(notifications.database)]


@pytest.mark.parametrize(
    ("did", "kind"),
    [
        ("chosen", "client_chose"),
        ("declined", "client_declined"),
        ("moved", "client_moved"),
        ("cancelled", "client_cancelled"),
    ],
)
def test_the_counsellor_reads_what_their_client_did(notifications: Notifications, did: str, kind: str) -> None:
    notifications.hear(told(Acted(did=did)), told(Acted(did=did)))
    with notifications.database.reading() as tx:
        (line,) = tx.execute(text("SELECT * FROM staff_messages")).all()
    assert (line.kind, line.recipient, line.about) == (kind, COUNSELLOR, CASE)


def test_an_offer_that_could_not_leave_before_it_ended_does_not_leave(notifications: Notifications) -> None:
    notifications.hear(given(), told(Offered()))
    notifications.clock.advance(STARTS - notifications.clock.now())
    notifications.send()
    assert notifications.carrier.mails == []
    with notifications.database.reading() as tx:
        assert tx.execute(text("SELECT state, reason FROM messages")).all() == [("failed", "too_late")]
