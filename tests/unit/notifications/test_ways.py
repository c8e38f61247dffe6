"""By which way somebody is written to, what stops it, and what is tried next."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from services.chassis.errors import NotFound, Refused
from services.chassis.testing import StoppedClock, said
from services.notifications.carriers.outcomes import Undeliverable
from services.notifications.commands import ways
from services.notifications.commands.queueing import tell
from services.notifications.model.quiet import when_to_send
from services.notifications.queries.ways import way_by_link
from tests.builders import PUBLIC_URL, Notifications
from tests.unit.notifications.scheduling import CASE, STARTS, Booked, given, told

PHONE, MAIL = "+493023125011", "nino.beridze@example.org"
OTHER = "01a20846-fe00-7000-8000-000000000c02"


@pytest.fixture
def notifications(tmp_path: Path) -> Notifications:
    return Notifications(tmp_path, StoppedClock())


def rows(notifications: Notifications, table: str = "messages") -> list[dict[str, Any]]:
    with notifications.database.reading() as tx:
        return [dict(row._mapping) for row in tx.execute(text(f"SELECT * FROM {table}"))]


def chain(notifications: Notifications, kind: str = "appointment_invitation", about: str = CASE) -> tuple[str, ...]:
    return ways.channels_for(notifications.store, notifications.store.addressees.get(about), kind)


def refused(notifications: Notifications, channel: str, kind: str = "appointment_invitation") -> str | None:
    addressee = notifications.store.addressees.get(CASE)
    return ways.may_write(notifications.store, notifications.clock, addressee, channel, kind)


def test_an_email_address_may_be_written_to_and_a_telephone_only_if_that_was_said(notifications: Notifications) -> None:
    notifications.hear(given(phone=PHONE))
    assert (refused(notifications, "email"), refused(notifications, "sms")) == (None, "not_allowed")
    assert chain(notifications) == ("email", "letter", "staff")
    notifications.hear(given(phone=PHONE, sms_allowed=True))
    assert chain(notifications) == ("email", "sms", "letter", "staff")
    notifications.hear(given(phone=None))
    assert refused(notifications, "sms") == "no_address"


def test_staff_write_down_what_was_agreed_on_and_a_new_number_is_not_agreed_on(notifications: Notifications) -> None:
    notifications.hear(given(phone=PHONE))
    ways.allow_way(notifications.store, notifications.clock, CASE, "sms", "said so on 22 November, on the telephone")
    assert refused(notifications, "sms") is None
    notifications.hear(given(phone=PHONE))
    assert refused(notifications, "sms") is None, "the same number as before"
    notifications.hear(given(phone="+493023125012"))
    assert refused(notifications, "sms") == "not_allowed"
    notifications.hear(given(phone=None))
    with pytest.raises(Refused):
        ways.allow_way(notifications.store, notifications.clock, CASE, "sms", "said so")


def test_nothing_is_told_on_a_telephone_that_several_people_share(notifications: Notifications) -> None:
    notifications.hear(given(phone=PHONE))
    ways.allow_way(notifications.store, notifications.clock, CASE, "sms", "said so", is_shared=True)
    assert refused(notifications, "sms", "appointment_reminder") == "shared"
    assert refused(notifications, "sms", "request_receipt") == "shared"
    assert refused(notifications, "sms") is None, "an invitation asks them to call"


def test_a_telephone_that_is_shared_is_so_in_every_matter(notifications: Notifications) -> None:
    notifications.hear(given(phone=PHONE, sms_allowed=True), given(OTHER, phone=PHONE, sms_allowed=True))
    ways.allow_way(notifications.store, notifications.clock, OTHER, "sms", "at the desk", is_shared=True)
    assert refused(notifications, "sms", "appointment_reminder") == "shared"


def test_the_link_stops_mail_also_where_nothing_was_ever_said_of_the_address(notifications: Notifications) -> None:
    notifications.hear(given())
    notifications.store.ways.drop(CASE, "email")
    link = notifications.store.ways.link(CASE)
    assert way_by_link(notifications.store, link)["is_open"]
    ways.stop_by_link(notifications.store, notifications.clock, link)
    assert not way_by_link(notifications.store, link)["is_open"]
    assert refused(notifications, "email") == "stopped"


def test_who_stops_an_address_stops_it_in_every_matter_of_theirs_and_in_later_ones(
    notifications: Notifications,
) -> None:
    notifications.hear(given(), given(OTHER))
    assert ways.stop_way(notifications.store, notifications.clock, "email", MAIL.upper(), "link") == 2
    assert ways.stop_way(notifications.store, notifications.clock, "email", MAIL, "link") == 0, "once is enough"
    assert chain(notifications) == chain(notifications, about=OTHER) == ("letter", "staff")
    third = "01a20846-fe00-7000-8000-000000000c03"
    notifications.hear(given(third))
    assert chain(notifications, about=third) == ("letter", "staff")
    ways.allow_way(notifications.store, notifications.clock, OTHER, "email", "asked for it again")
    assert chain(notifications)[0] == "email", "what is said for an address holds wherever it is"


def test_an_address_from_which_mail_came_back_gets_none_until_there_is_another(notifications: Notifications) -> None:
    notifications.hear(given())
    key = notifications.store.ways.key("email", MAIL)
    assert ways.mark_bounced(notifications.store, notifications.clock, "email", key) == 1
    assert refused(notifications, "email") == "bounced"
    with pytest.raises(Refused):
        ways.allow_way(notifications.store, notifications.clock, CASE, "email", "said so")
    notifications.hear(given(email="nino@example.org"))
    assert refused(notifications, "email") is None


def test_what_begins_before_the_post_comes_is_told_by_a_call_and_that_is_said(notifications: Notifications) -> None:
    notifications.hear(given(email=None, phone=PHONE))
    notifications.clock.advance(STARTS - notifications.clock.now() - timedelta(days=1))
    notifications.hear(told(Booked()))
    (message,) = rows(notifications)
    assert (message["channel"], message["state"], message["reason"]) == ("staff", "failed", "no_way")
    (failed,) = said(notifications.database)
    assert (failed.type, failed.data["reason"]) == ("message.failed.v1", "no_way")
    (line,) = rows(notifications, "staff_messages")
    assert (line["organisation"], line["recipient"], line["kind"]) == ("bruecke", "role:coordinator", "no_way")
    assert line["about"] == CASE


def test_a_refused_mail_becomes_a_letter_once(notifications: Notifications) -> None:
    notifications.hear(given(), told(Booked()))
    notifications.carrier.fails_with = Undeliverable("smtp_550")
    notifications.send()
    notifications.send()
    assert sorted((row["channel"], row["state"]) for row in rows(notifications)) == [
        ("email", "failed"),
        ("letter", "queued"),
    ]


def test_what_was_stopped_after_it_was_queued_is_not_sent(notifications: Notifications) -> None:
    notifications.hear(given(), told(Booked()))
    ways.stop_way(notifications.store, notifications.clock, "email", MAIL, "reply")
    notifications.send()
    assert notifications.carrier.mails == []
    assert ("email", "failed", "stopped") in [
        (row["channel"], row["state"], row["reason"]) for row in rows(notifications)
    ]


def test_a_kind_that_is_of_no_use_on_any_way_left_is_not_told(notifications: Notifications) -> None:
    notifications.hear(given(email=None))
    assert tell(notifications.store, notifications.clock, "request_receipt", CASE, "K7M-4XQ-6") is None
    assert rows(notifications) == []


def link(notifications: Notifications) -> str:
    """What the link at the end of the first mail carries."""
    url = notifications.carrier.mails[0]["List-Unsubscribe"].strip("<>")
    assert url.startswith(f"{PUBLIC_URL}/ka/messages/")
    return str(url.rpartition("/")[2])


def test_whoever_follows_the_link_of_a_mail_gets_no_more_of_them(notifications: Notifications) -> None:
    notifications.hear(given(), told(Booked()))
    notifications.send()
    (mail,) = notifications.carrier.mails
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click", "RFC 8058"
    line = next(line for line in mail.as_bytes().splitlines() if line.startswith(b"List-Unsubscribe:"))
    assert line.decode() == f"List-Unsubscribe: {mail['List-Unsubscribe']}", "whole, as no encoded word may be there"
    assert way_by_link(notifications.store, link(notifications)) == {"is_open": True}, "looking stops nothing"
    for _ in range(2):
        ways.stop_by_link(notifications.store, notifications.clock, link(notifications))
        assert way_by_link(notifications.store, link(notifications)) == {"is_open": False}
    assert chain(notifications) == ("letter", "staff")


@pytest.mark.parametrize("forged", ["", ".", f"{CASE}.", f"{CASE}.AAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAA"])
def test_a_link_that_we_have_not_written_stops_nobody(notifications: Notifications, forged: str) -> None:
    notifications.hear(given())
    with pytest.raises(NotFound):
        ways.stop_by_link(notifications.store, notifications.clock, forged)
    assert chain(notifications)[0] == "email"


def test_the_link_of_somebody_who_was_forgotten_leads_to_nothing_more(notifications: Notifications) -> None:
    notifications.hear(given(), told(Booked()))
    notifications.send()
    notifications.store.forgotten.forget_contact(CASE, notifications.clock.now())
    ways.stop_by_link(notifications.store, notifications.clock, link(notifications))
    assert way_by_link(notifications.store, link(notifications)) == {"is_open": False}


def test_with_a_person_go_their_ways(notifications: Notifications) -> None:
    notifications.hear(given(phone=PHONE, sms_allowed=True))
    notifications.store.forgotten.forget_contact(CASE, notifications.clock.now())
    assert rows(notifications, "ways") == []


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        (at(23, 9), at(23, 9)),  # Monday, by day
        (at(23, 18, 59), at(23, 18, 59)),
        (at(23, 19), at(24, 7)),  # 20:00 in Germany
        (at(24, 6, 59), at(24, 7)),
        (at(28, 20), at(30, 7)),  # Saturday evening: Sunday is left out
        (at(25, 10, month=12), at(28, 7, month=12)),  # Christmas, Boxing Day and a Sunday
        (datetime(2027, 3, 27, 20, tzinfo=UTC), datetime(2027, 3, 30, 6, tzinfo=UTC)),  # Easter, and the clocks go on
        (datetime(2026, 10, 24, 19, tzinfo=UTC), datetime(2026, 10, 26, 7, tzinfo=UTC)),  # the clocks go back
    ],
)
def test_no_telephone_rings_at_night_or_on_a_day_off(
    notifications: Notifications, now: datetime, opens: datetime
) -> None:
    assert when_to_send(notifications.quiet, "sms", "appointment_invitation", now) == opens
    assert when_to_send(notifications.quiet, "email", "appointment_invitation", now) == now


def test_what_is_cancelled_before_the_quiet_ends_is_said_in_it(notifications: Notifications) -> None:
    evening, morning = at(23, 20), at(24, 7)
    assert when_to_send(notifications.quiet, "sms", "appointment_cancelled", evening, morning) == evening
    assert when_to_send(notifications.quiet, "sms", "appointment_cancelled", evening, at(24, 9)) == morning
    assert when_to_send(notifications.quiet, "sms", "appointment_invitation", evening, morning) == morning
