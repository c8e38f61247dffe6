"""The demo is told once, however often it is begun; its days are those on which somebody works."""

from __future__ import annotations

import base64
import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from deploy.demo import papers
from deploy.demo.asking import Asking
from deploy.demo.days import Days, first_moment
from deploy.demo.family import HOUSEHOLDS
from deploy.demo.journal import Journal
from deploy.demo.paperwork import RELEASES, addressee, spelled
from deploy.demo.post import written
from deploy.demo.requests import drawn
from services.cases.model.erasures import due_since
from services.chassis.errors import Conflict, Refused
from services.chassis.fields import load as read
from services.chassis.file_types import PNG, type_of
from services.chassis.identity import Actor
from services.chassis.programme import load
from services.chassis.testing import NOON, StoppedClock
from services.intake import mails
from services.intake.schemas import ReceiveRequest

PROGRAMME = load(Path(__file__).parents[3] / "deploy" / "programmes" / "aachen")
BEGINS = NOON - timedelta(days=100)


def opened(path: Path, now: datetime = NOON) -> Journal:
    return Journal(path, now, lambda until: until - timedelta(days=100))


def test_what_stands_in_the_journal_is_not_asked_again(tmp_path: Path) -> None:
    path, clock = tmp_path / "demo.progress", StoppedClock(BEGINS)
    assert opened(path).once("nino 1", clock, lambda: {"version": 1}) == {"version": 1}
    again = opened(path, NOON + timedelta(days=1))
    assert again.until == NOON
    assert again.once("nino 1", clock, pytest.fail) == {"version": 1}


def test_a_refusal_is_an_answer_too(tmp_path: Path) -> None:
    def refuse() -> Any:
        raise Refused("time_taken", "Somebody was quicker.")

    path, clock = tmp_path / "demo.progress", StoppedClock(BEGINS)
    with pytest.raises(Refused):
        opened(path).once("nino 1", clock, refuse)
    with pytest.raises(Refused, match="quicker"):
        opened(path).once("nino 1", clock, pytest.fail)


def test_it_goes_on_at_the_time_it_had_come_to(tmp_path: Path) -> None:
    path, clock = tmp_path / "demo.progress", StoppedClock(BEGINS)
    journal = opened(path)
    assert journal.at == BEGINS
    clock.advance(timedelta(days=7))
    journal.once("nino 1", clock, dict)
    assert opened(path).at == BEGINS + timedelta(days=7)


def test_a_line_that_a_crash_cut_off_is_asked_again(tmp_path: Path) -> None:
    path, clock = tmp_path / "demo.progress", StoppedClock(BEGINS)
    opened(path).once("nino 1", clock, lambda: "ნინო")
    whole = path.read_bytes()
    path.write_bytes(whole + b'{"key": "nino 2", "at": "2026')
    assert opened(path).once("nino 2", clock, lambda: "asked") == "asked"
    assert path.read_bytes().startswith(whole)


def test_the_journal_is_readable_by_its_owner_alone_and_goes_with_the_filling(tmp_path: Path) -> None:
    path = tmp_path / "demo.progress"
    journal = opened(path)
    assert path.stat().st_mode & 0o077 == 0
    journal.close()
    assert not path.exists()


class Desk:
    """Answers like a service whose request has changed meanwhile."""

    def __init__(self) -> None:
        self.version, self.ids = 3, set[str]()

    def ask(self, service: str, method: str, request: dict[str, Any], *, command_id: str, **_: Any) -> dict[str, Any]:
        self.ids.add(command_id)
        if request.get("version", self.version) != self.version:
            raise Conflict("changed_meanwhile", "It was changed meanwhile.")
        return {"version": self.version, "name": "ნინო ბერიძე"}


def test_what_was_changed_meanwhile_is_looked_at_again_and_only_its_version_is_noted(tmp_path: Path) -> None:
    path, desk = tmp_path / "demo.progress", Desk()
    asking = Asking(desk, StoppedClock(BEGINS), opened(path), "request 001")
    asking.change(Actor.public(), "intake", "request", "triage_request", 1, request_id="r")
    assert len(desk.ids) == 3, "tried, looked, done; each under an id of its own"
    assert path.read_text().count("ნინო") == 1


def test_the_story_begins_on_the_first_of_a_month_five_whole_months_back() -> None:
    began = first_moment(PROGRAMME, datetime(2026, 2, 14, 9, tzinfo=UTC)).astimezone(ZoneInfo("Europe/Berlin"))
    assert (began.year, began.month, began.day) == (2025, 9, 1)


def test_what_was_closed_long_ago_is_not_kept_any_more_since_the_beginning_of_the_year() -> None:
    days = Days.of(PROGRAMME, datetime(2026, 2, 14, 9, tzinfo=UTC))
    assert days.long_ago < days.since
    assert due_since(days.long_ago, days.kept_years) == date(2026, 1, 1)


def test_what_is_written_to_the_demo_is_read_as_what_a_person_wrote() -> None:
    mail = written("answer", "Laila <laila@example.org>", "Re: K7M-4XQ-6", "مرحباً", [("a.pdf", b"%PDF-1.7\n%%EOF")])
    taken = mails.read(mail.as_bytes(), frozenset(), PROGRAMME.document_max_bytes)
    assert (taken.automatic, taken.name, taken.text) == (False, "Laila", "مرحباً")
    assert [one.name for one in taken.enclosed] == ["a.pdf"]


def test_nobody_works_at_weekends_and_on_holidays_but_today_they_do() -> None:
    sunday = datetime(2026, 11, 22, 12, tzinfo=UTC)
    days = Days.of(PROGRAMME, sunday)
    assert days.is_worked(days.today)
    assert not days.is_worked(days.today - timedelta(days=7))
    assert not days.is_worked(datetime(2026, 10, 3, tzinfo=UTC).date())
    friday_evening = datetime(2026, 10, 2, 17, tzinfo=UTC)
    assert days.day(days.office(friday_evening, 1, random.Random(1))).weekday() == 0


def test_requests_come_over_every_channel_and_some_for_others_and_are_those_that_the_intake_takes() -> None:
    asked = [drawn(random.Random(number), PROGRAMME, number) for number in range(300)]
    for request in asked:
        read(ReceiveRequest(PROGRAMME), request)
    assert {request["channel"] for request in asked} == {"web", "phone", "walk_in", "authority", "provider"}
    assert {request["behalf"]["relation"] for request in asked if "behalf" in request} >= {"family", "school"}
    assert not any("birth_year" in request for request in asked if request["channel"] == "web")
    assert asked == [drawn(random.Random(number), PROGRAMME, number) for number in range(300)]


def test_names_are_spelled_as_in_passports_where_letters_alone_do_not_tell() -> None:
    assert spelled("ليلى درويش") == "Laila Darwish"
    assert spelled("ნინო კაპანაძე") == "Nino Kapanadze"
    assert spelled("Elif Yıldız") is None


def test_scans_are_pictures_that_the_cases_take_and_the_same_every_time() -> None:
    name, _ = papers.BROUGHT["identity"]
    scan = base64.b64decode(papers.content("identity"))
    assert type_of(scan, name) == PNG
    papers.content.cache_clear()
    assert base64.b64decode(papers.content("identity")) == scan


def test_a_referral_goes_with_the_release_only_to_whom_it_names() -> None:
    kita, club = {"service_id": "k", "kind": "kita"}, {"service_id": "c", "kind": "volunteer"}
    assert addressee([club, kita], "kita", "r") == {"service_id": "k", "release_id": "r"}
    assert addressee([club], "kita", "r") == {"service_id": "c"}
    assert "outside_name" in addressee([], "kita", "r")


def test_what_is_released_in_the_demo_are_codes_of_the_programme() -> None:
    known = PROGRAMME.releases
    for recipient, data, purpose in RELEASES.values():
        assert recipient in known.recipients
        assert purpose in known.purposes
        assert set(data) <= set(known.data)
    assert RELEASES.keys() == set(PROGRAMME.topics)
    assert all(PROGRAMME.places[home.place].municipality == home.municipality for home in HOUSEHOLDS)
