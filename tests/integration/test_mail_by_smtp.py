"""Mail by SMTP: taken, refused for good, put off, and away; and what notifications makes of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from email.message import EmailMessage

import pytest

from services.chassis.database import Database
from services.chassis.testing import StoppedClock, said, types_of
from services.notifications.carriers import Carrier, carrier
from services.notifications.carriers.outcomes import AddressRefused, Postponed, ProviderAway, Undeliverable
from services.notifications.model.messages import RETRY_PAUSES
from tests.builders import Intake, Notifications
from tests.stories.post import PostOffice, part


@pytest.fixture
def office() -> Iterator[PostOffice]:
    found = PostOffice()
    found.open()
    yield found
    found.close()


@pytest.fixture
def smtp(office: PostOffice) -> Carrier:
    return carrier(f"smtp://127.0.0.1:{office.port}")


def mail(to: str = "nino@example.org") -> EmailMessage:
    written = EmailMessage()
    written["From"], written["To"] = "integration@example.org", to
    written["Subject"] = "თქვენი მიმართვა K7M-4XQ-6"
    written["Message-ID"] = "<letter-1@example.org>"
    written.set_content("გამარჯობა")
    return written


def test_a_mail_arrives_as_it_was_written(office: PostOffice, smtp: Carrier) -> None:
    smtp.send(mail())
    (arrived,) = office.to("nino@example.org")
    assert arrived["Subject"] == "თქვენი მიმართვა K7M-4XQ-6"
    assert part(arrived, "plain").strip() == "გამარჯობა"


@pytest.mark.parametrize("answer", ["550 5.1.1 unknown user", "553 5.1.3 bad mailbox", "550 unknown"])
def test_an_address_that_is_refused_for_good_is_said_to_be(office: PostOffice, smtp: Carrier, answer: str) -> None:
    office.refusals["nino@example.org"] = answer
    with pytest.raises(AddressRefused) as failure:
        smtp.send(mail())
    assert failure.value.reason == f"smtp_{answer[:3]}"


def test_a_mail_that_is_refused_by_a_policy_says_nothing_of_the_address(office: PostOffice, smtp: Carrier) -> None:
    office.refusals["nino@example.org"] = "554 5.7.1 refused"
    with pytest.raises(Undeliverable) as failure:
        smtp.send(mail())
    assert not isinstance(failure.value, AddressRefused)


@pytest.mark.parametrize("answer", ["552 5.3.4 too large", "554 5.6.0 no"])
def test_a_mail_that_is_refused_for_what_it_is_says_nothing_of_the_address(
    office: PostOffice, smtp: Carrier, answer: str
) -> None:
    office.refuses_content = answer
    with pytest.raises(Undeliverable) as failure:
        smtp.send(mail())
    assert not isinstance(failure.value, AddressRefused)


@pytest.mark.parametrize("answer", ["451 4.3.0 busy", "550 5.7.1 we do not take mail from you", "421 4.3.2 closing"])
def test_a_server_that_takes_no_mail_from_us_is_away_for_all_and_then_back(
    office: PostOffice, smtp: Carrier, answer: str
) -> None:
    office.refuses_sender = answer
    with pytest.raises(ProviderAway) as failure:
        smtp.send(mail())
    assert failure.value.reason == f"smtp_{answer[:3]}"
    office.refuses_sender = None
    smtp.send(mail())
    assert len(office.to("nino@example.org")) == 1


def test_the_connection_is_kept_until_it_is_let_go(office: PostOffice, smtp: Carrier) -> None:
    for _ in range(3):
        smtp.send(mail())
    assert office.greeted == 1
    smtp.rest()
    smtp.send(mail())
    assert office.greeted == 2


def test_a_connection_that_broke_is_made_anew_and_the_mail_is_tried_again(office: PostOffice, smtp: Carrier) -> None:
    smtp.send(mail())
    office.close()
    office.open()
    with pytest.raises(Postponed):
        smtp.send(mail())
    smtp.send(mail())
    assert len(office.to("nino@example.org")) == 2


def test_a_relay_that_can_is_told_by_which_id_to_speak_of_it_and_where_to(office: PostOffice) -> None:
    office.knows_dsn = True
    smtp = carrier(f"smtp://127.0.0.1:{office.port}", "bounces@example.org")
    smtp.send(mail())
    assert office.senders == ["bounces@example.org"]
    assert office.options == ["RET=HDRS", "ENVID=letter-1", "NOTIFY=FAILURE,DELAY"]


@pytest.mark.parametrize("answer", ["450 4.2.1 greylisted", "451 4.3.0 try again", "452 4.2.2 mailbox full"])
def test_a_server_that_asks_to_come_again_postpones(office: PostOffice, smtp: Carrier, answer: str) -> None:
    office.refusals["nino@example.org"] = answer
    with pytest.raises(Postponed) as failure:
        smtp.send(mail())
    assert failure.value.reason == f"smtp_{answer[:3]}"


def test_a_server_that_is_away_postpones(office: PostOffice, smtp: Carrier) -> None:
    office.close()
    with pytest.raises(Postponed) as failure:
        smtp.send(mail())
    assert failure.value.reason == "ConnectionRefusedError"
    assert isinstance(failure.value, ProviderAway)


def test_a_host_without_an_address_postpones() -> None:
    with pytest.raises(Postponed):
        carrier("smtp://mail.invalid:25").send(mail())


def test_a_server_that_speaks_no_tls_where_it_was_promised_postpones(office: PostOffice) -> None:
    with pytest.raises(Postponed):
        carrier(f"smtps://127.0.0.1:{office.port}").send(mail())


def test_notifications_sends_what_it_can_and_tells_what_it_cannot(
    office: PostOffice, smtp: Carrier, new_database: Callable[[str], Database]
) -> None:
    clock = StoppedClock()
    intake, notifications = Intake(new_database("intake"), clock), Notifications(new_database("notifications"), clock)
    notifications.carrier = smtp  # type: ignore[assignment]
    for name in ("nino", "gone", "full"):
        intake.ask(email=f"{name}@example.org")
    office.refusals |= {"gone@example.org": "550 unknown", "full@example.org": "452 full"}
    notifications.hear(*said(intake.database))
    notifications.send()
    assert [letter["To"] for letter in office.letters()] == ["nino@example.org"]
    assert sorted(types_of(said(notifications.database))) == ["message.failed.v1", "message.sent.v1"]
    office.refusals.clear()
    clock.advance(RETRY_PAUSES[0])
    notifications.send()
    assert [letter["To"] for letter in office.letters()] == ["nino@example.org", "full@example.org"]
