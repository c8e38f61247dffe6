"""By which ways somebody may be written to, as staff and clients see it and say it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import pytest
from sqlalchemy import text

from services.chassis import passes, warrants
from services.chassis.access import access_log
from services.chassis.errors import NotAllowed, NotFound, Refused
from services.chassis.handler import NotYet
from services.chassis.identity import Actor
from services.chassis.testing import StoppedClock
from services.chassis.vault import SealKeys
from services.notifications.commands import preferences, ways
from services.notifications.queries.ways import client_ways, ways_of
from services.notifications.store import Store
from tests.builders import Notifications
from tests.unit.notifications.scheduling import CASE, Erased, given, told

Asked = tuple[Store, Actor, StoppedClock, SealKeys, str]
RIMA = Actor(frozenset({"counsellor"}), "bruecke", "01a20846-fe00-7000-8000-0000000000f1")
REQUEST = "01a20846-fe00-7000-8000-0000000000e1"
PHONE, OTHER = "+493023125011", "01a20846-fe00-7000-8000-000000000c02"
AT_NOON = "2026-11-20T12:00:00+00:00"
ON_THE_FORM: dict[str, Any] = {"phone": PHONE, "sms_allowed": True, "said_over": "web", "said_at": AT_NOON}


@dataclass(frozen=True)
class Opened:
    """`case.opened.v1`, as the cases say it."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "case.opened.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str = CASE
    request_id: str | None = REQUEST


@pytest.fixture
def notifications(tmp_path: Path) -> Notifications:
    return Notifications(tmp_path, StoppedClock())


def by_warrant(notifications: Notifications, works: bool = True, about: str = CASE) -> Asked:
    """What goes before all that counsellor Rima asks about somebody."""
    keys = notifications.parts.seal_keys
    signed = warrants.write(keys, RIMA, notifications.clock, warrants.Warrant((about,), (REQUEST,), works))
    return notifications.store, RIMA, notifications.clock, keys, signed


def by_pass(notifications: Notifications) -> Asked:
    """What goes before all that whoever holds the request asks about themselves."""
    keys = notifications.parts.seal_keys
    signed = passes.write(keys, notifications.clock, REQUEST)
    return notifications.store, Actor.public(), notifications.clock, keys, signed


def seen(notifications: Notifications, **bearing: Any) -> dict[str, dict[str, Any]]:
    return {line["channel"]: line for line in ways_of(*by_warrant(notifications, **bearing))["items"]}


def own(notifications: Notifications) -> dict[str, str]:
    return {line["channel"]: line["state"] for line in client_ways(*by_pass(notifications))["items"]}


def test_who_ticked_the_form_allowed_text_messages_then_and_there(notifications: Notifications) -> None:
    notifications.hear(given(**ON_THE_FORM))
    assert seen(notifications)["sms"] == {
        "channel": "sms",
        "state": "allowed",
        "since": AT_NOON,
        "how": None,
        "proof": "form",
        "allowed_at": AT_NOON,
        "is_shared": False,
        "may": ["stop", "share"],
    }
    assert seen(notifications)["email"]["proof"] == "given"


@pytest.mark.parametrize(("said_over", "proof"), [("web", "form"), ("phone", "desk"), ("walk_in", "desk")])
def test_over_which_channel_it_was_said_is_part_of_the_proof(
    notifications: Notifications, said_over: str, proof: str
) -> None:
    notifications.hear(given(**ON_THE_FORM | {"said_over": said_over}))
    assert seen(notifications)["sms"]["proof"] == proof


def test_staff_see_no_address_and_their_look_is_written_down(notifications: Notifications) -> None:
    notifications.hear(given(**ON_THE_FORM))
    told_of = str(seen(notifications))
    assert PHONE not in told_of
    assert "example.org" not in told_of
    with notifications.database.reading() as tx:
        looks = {(row.subject, row.what) for row in tx.execute(access_log.select())}
    assert looks == {(CASE, "ways"), (REQUEST, "ways")}


def test_staff_write_down_what_was_agreed_and_what_was_taken_back(notifications: Notifications) -> None:
    notifications.hear(given(phone=PHONE))
    assert (seen(notifications)["sms"]["state"], seen(notifications)["sms"]["may"]) == ("not_allowed", ["allow"])
    preferences.allow_way(*by_warrant(notifications), "sms", "said so on the telephone", is_shared=None)
    assert seen(notifications)["sms"]["proof"] == "said so on the telephone"
    preferences.share_telephone(*by_warrant(notifications), is_shared=True)
    preferences.stop_way(*by_warrant(notifications), "sms")
    stopped = seen(notifications)["sms"]
    assert (stopped["state"], stopped["how"], stopped["is_shared"]) == ("stopped", "staff", True)
    assert stopped["proof"] == "said so on the telephone", "that it had been allowed stays provable"
    preferences.allow_way(*by_warrant(notifications), "sms", "thought better of it", is_shared=None)
    assert seen(notifications)["sms"]["is_shared"], "whose telephone it is was not asked again"


def test_a_proof_in_own_words_is_unreadable_at_rest(notifications: Notifications) -> None:
    notifications.hear(given(phone=PHONE))
    preferences.allow_way(*by_warrant(notifications), "sms", "her sister Lali was there", is_shared=None)
    with notifications.database.reading() as tx:
        kept = [row.proof for row in tx.execute(text("SELECT proof FROM ways WHERE channel = 'sms'"))]
    assert all(b"Lali" not in proof for proof in kept)


def test_who_may_only_read_writes_nothing_down(notifications: Notifications) -> None:
    notifications.hear(given(**ON_THE_FORM))
    assert seen(notifications, works=False)["sms"]["may"] == []
    with pytest.raises(NotAllowed):
        preferences.stop_way(*by_warrant(notifications, works=False), "sms")
    with pytest.raises(NotFound):
        preferences.stop_way(*by_warrant(notifications, about=OTHER), "sms")


def test_what_is_no_way_cannot_be_stopped_or_shared(notifications: Notifications) -> None:
    notifications.hear(given(phone=None))
    with pytest.raises(Refused):
        preferences.stop_way(*by_warrant(notifications), "sms")
    with pytest.raises(Refused):
        preferences.share_telephone(*by_warrant(notifications), is_shared=True)


def test_an_address_that_came_back_cannot_be_allowed(notifications: Notifications) -> None:
    notifications.hear(given())
    key = notifications.store.ways.of(CASE)["email"].key
    ways.mark_bounced(notifications.store, notifications.clock, "email", key)
    assert seen(notifications)["email"]["may"] == []
    with pytest.raises(Refused):
        preferences.set_own_way(*by_pass_of_case(notifications), "email", True)


def by_pass_of_case(notifications: Notifications) -> Asked:
    notifications.hear(told(Opened()))
    return by_pass(notifications)


def test_clients_stop_and_allow_their_ways_themselves(notifications: Notifications) -> None:
    notifications.hear(given(REQUEST, phone=PHONE))
    assert own(notifications) == {"email": "allowed", "sms": "not_allowed"}
    preferences.set_own_way(*by_pass(notifications), "sms", True)
    preferences.set_own_way(*by_pass(notifications), "email", False)
    assert own(notifications) == {"email": "stopped", "sms": "allowed"}
    kept = notifications.store.ways.of(REQUEST)
    assert (kept["sms"].proof, kept["email"].how) == ("status_page", "status_page")


def test_what_clients_said_holds_in_the_case_that_came_of_their_request(notifications: Notifications) -> None:
    notifications.hear(given(REQUEST, phone=PHONE))
    preferences.set_own_way(*by_pass(notifications), "sms", True)
    preferences.set_own_way(*by_pass(notifications), "email", False)
    notifications.hear(given(CASE, phone=PHONE, sms_allowed=False), told(Opened()), told(Erased(REQUEST)))
    assert {line["channel"]: line["state"] for line in seen(notifications).values()} == {
        "email": "stopped",
        "sms": "allowed",
    }
    preferences.set_own_way(*by_pass(notifications), "sms", False)
    assert notifications.store.ways.of(CASE)["sms"].state == "stopped"


def test_another_number_in_the_case_is_not_the_one_that_was_allowed(notifications: Notifications) -> None:
    notifications.hear(given(REQUEST, **ON_THE_FORM))
    notifications.hear(given(CASE, phone="+493023125012", sms_allowed=False), told(Opened()))
    assert seen(notifications)["sms"]["state"] == "not_allowed"


def test_the_case_waits_for_its_contact(notifications: Notifications) -> None:
    with pytest.raises(NotYet):
        notifications.hear(told(Opened()))
    notifications.hear(given(), told(Opened()), told(Opened()), told(Opened(OTHER, None)))
    assert notifications.store.origins.abouts_of(REQUEST) == (CASE, REQUEST)


def test_of_whom_we_know_nothing_there_is_nothing_to_tell(notifications: Notifications) -> None:
    assert (seen(notifications), own(notifications)) == ({}, {})
    with pytest.raises(NotFound):
        preferences.set_own_way(*by_pass(notifications), "sms", True)


@dataclass(frozen=True)
class Stopped:
    """`way.stopped.v1`, as the intake says it."""

    exchange: ClassVar[str] = "contacts.events"
    type: ClassVar[str] = "way.stopped.v1"
    subject: ClassVar[str] = "stop_id"

    sealed: str
    stop_id: str = OTHER


def test_who_answered_a_mail_with_stop_gets_no_more_of_them(notifications: Notifications) -> None:
    notifications.hear(given(), given(OTHER))
    keys = notifications.parts.seal_keys
    address = {"channel": "email", "address": "Nino.Beridze@example.org"}
    notifications.hear(told(Stopped(keys.seal(keys, f"way.stopped {OTHER}", address))))
    for about in (CASE, OTHER):
        way = notifications.store.ways.of(about)["email"]
        assert (way.state, way.how, way.proof) == ("stopped", "reply", "given")
