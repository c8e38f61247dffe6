"""The demo as somebody meets it who types `make run`, loses patience, stops it, and starts it again."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import requests

from tests.eventually import eventually
from tests.stories.post import Folder
from tests.stories.town import SERVICES, Town, running

BERLIN = ZoneInfo("Europe/Berlin")
ANSWERS_WITHIN, FILLED_WITHIN = 20, 180  # seconds, on a machine that others use, too; alone it is half of that
# of how many rows there are at least → tables of the cases
WRITTEN = {
    150: ("assessments", "advice"),
    100: ("consultations", "goals", "barriers", "plans", "steps"),
    30: ("releases", "referrals", "residence_documents"),
    10: ("documents", "household_members"),
    2: ("notes", "skips", "sphere_changes", "questions", "deputies", "teams"),
    5: ("imports",),
    1: ("person_locks", "glasses", "holds"),
}
INTRODUCED = re.compile(r"^  ([a-z-]+) +\S", re.MULTILINE)

Call = Callable[..., Any]


class DemoTown(Town):
    """`lotse demo`, in a folder of its own."""

    world = "embedded"

    def environment(self) -> dict[str, str]:
        # Its clients write to the mailbox that it makes for itself.
        town = {name: value for name, value in super().environment().items() if name != "INTAKE_MAILBOX_URL"}
        return {**town, "LOTSE_LOG_LEVEL": "WARNING"}

    def start(self) -> None:
        self.mail = Folder(self.folder / "var" / "mail")
        self.databases = {service: f"sqlite:///{self.folder / 'var' / service}.db" for service in SERVICES}
        self.lotse("demo", "demo", "--port", str(self.port))
        self.await_answer()

    @property
    def is_filled(self) -> bool:
        return (self.folder / "var" / "demo.filled").exists()


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoTown]:
    """The demo, stopped once while it is being filled, and filled after its second start."""
    demo, began = DemoTown(tmp_path_factory.mktemp("demo")), time.monotonic()
    with running(demo):
        assert time.monotonic() - began < ANSWERS_WITHIN
        assert not demo.is_filled, "the page answers before the filling"
        eventually(lambda: " is over" in demo.logged(), within=FILLED_WITHIN)
    assert [process.returncode for process in demo._processes.values()] == [0]
    assert not demo.is_filled
    with running(demo):
        eventually(lambda: "Sign in at" in demo.logged(), within=FILLED_WITHIN)
        assert demo.is_filled
        yield demo
    assert "Traceback" not in demo.logged()


@pytest.fixture(scope="module")
def staff(demo: DemoTown) -> dict[str, Call]:
    """Everybody whom the demo introduces, signed in with the password that it prints."""
    words = demo.logged()
    (password,) = set(re.findall(r"with the password (\S+) as", words))
    return {user: signed_in(demo, user, password) for user in INTRODUCED.findall(words)}


def signed_in(demo: DemoTown, user: str, password: str) -> Call:
    account = {"user": user, "password": password}
    session = requests.post(f"{demo.url}/api/v1/sessions", json=account, timeout=20)
    assert session.status_code == 201, (user, session.text)
    bearer = {"Authorization": f"Bearer {session.json()['token']}"}

    def look(path: str, **params: Any) -> Any:
        answer = requests.get(f"{demo.url}/api/v1{path}", params, headers=bearer, timeout=20)
        assert answer.status_code == 200, (user, path, answer.text)
        return answer.json()

    return look


def test_somebody_of_every_kind_can_sign_in(staff: dict[str, Call]) -> None:
    assert {"desk", "counsellor", "bruecke", "coordinator", "steering", "operator", "administrator"} <= staff.keys()
    assert {"liaison", "privacy"} <= staff.keys()


def test_there_are_requests_in_every_state_and_some_wait(demo: DemoTown, staff: dict[str, Call]) -> None:
    counted = dict(Counter(row["status"] for row in demo.rows("intake", "SELECT status FROM requests")))
    assert 280 <= sum(counted.values()) <= 320
    assert {"received", "handed_over", "answered", "erased", "withdrawn"} <= counted.keys()
    assert len(staff["desk"]("/requests", waiting="true", limit=100)["items"]) >= 5
    towns = {row["municipality"] for row in demo.rows("intake", "SELECT municipality FROM requests")}
    assert len(towns - {"unknown"}) == 9
    channels = {row["channel"] for row in demo.rows("intake", "SELECT channel FROM requests")}
    assert channels == {"web", "phone", "email", "walk_in", "authority", "provider"}
    assert len(staff["desk"]("/requests", overdue="true", limit=100)["items"]) >= 4
    verdicts = {row["status"] for row in demo.rows("intake", "SELECT status FROM verdicts")}
    assert verdicts == {"same"}


def test_cases_have_a_history_and_some_have_ended(demo: DemoTown, staff: dict[str, Call]) -> None:
    cases = demo.rows("cases", "SELECT status, phase, organisation FROM cases")
    assert 130 <= len(cases) <= 190
    assert {case["status"] for case in cases} == {"open", "closed"}
    assert len({case["phase"] for case in cases}) >= 4
    assert {case["organisation"] for case in cases} == {"kim", "bruecke", "ankerplatz", "wegweiser"}
    for least, tables in WRITTEN.items():
        for table in tables:
            assert demo.rows("cases", f"SELECT count(*) AS number FROM {table}")[0]["number"] >= least, table
    for user in ("counsellor", "bruecke"):
        assert staff[user]("/cases", status="open", mine="true")["items"], user


def test_one_case_of_whoever_tries_it_has_everything_in_it(staff: dict[str, Call]) -> None:
    look = staff["counsellor"]
    cases = [look(f"/cases/{line['case_id']}") for line in look("/cases", status="open", mine="true")["items"]]
    whole = next(case for case in cases if case["person"]["name_latin"] == "Laila Alhasan")
    assert whole["person"]["name"] == "ليلى الحسن"
    assert len(whole["household"]) == 2
    assert [bool(member["cases"]) for member in whole["household"]].count(True) == 1
    assert {question["status"] for question in whole["questions"]} == {"asked", "answered"}
    due = look("/due", until=f"{datetime.now(BERLIN).date() + timedelta(days=31)}")["items"]
    mine = [line for line in due if line["case_id"] == whole["case_id"]]
    assert {line["kind"] for line in mine} >= {"step", "goal", "residence_document", "release", "question"}
    assert {line["overdue"] for line in mine} == {True, False}


def test_mails_wait_at_the_desk_and_one_is_unread_in_its_case(staff: dict[str, Call]) -> None:
    waiting = staff["desk"]("/requests", waiting="true", limit=100)["items"]
    assert Counter(request["channel"] for request in waiting)["email"] == 3
    due = [line for line in staff["counsellor"]("/due")["items"] if line["kind"] == "letter"]
    (letter,) = staff["counsellor"](f"/cases/{due[0]['case_id']}")["letters_in"]
    assert letter["known_sender"]
    assert letter["read_at"] is None


def test_somebody_is_forgotten_and_others_wait_for_the_second_pair_of_eyes(staff: dict[str, Call]) -> None:
    erasures = Counter((one["reason"], one["status"]) for one in staff["privacy"]("/erasures")["items"])
    assert erasures["consent_withdrawn", "complete"] == 1
    assert erasures["consent_withdrawn", "proposed"] == 1
    assert erasures["retention", "proposed"] == 1


def test_appointments_were_kept_and_missed_and_some_are_today_and_later(demo: DemoTown, staff: dict[str, Call]) -> None:
    counted = Counter(row["status"] for row in demo.rows("scheduling", "SELECT status FROM appointments"))
    assert 220 <= sum(counted.values()) <= 420
    assert min(counted[status] for status in ("booked", "kept", "missed", "cancelled")) >= 10
    today = datetime.now(BERLIN).date()
    for user in ("counsellor", "bruecke"):
        assert staff[user]("/appointments", **{"from": today, "to": today})["items"], user
    ahead = {"from": today + timedelta(days=1), "to": today + timedelta(days=30)}
    assert staff["coordinator"]("/appointments", **ahead)["items"]
    assert staff["counsellor"]("/hours")["items"]


def test_time_is_arranged_in_every_way_there_is(demo: DemoTown, staff: dict[str, Call]) -> None:
    def states(table: str, column: str = "status") -> Counter[str]:
        return Counter(row[column] for row in demo.rows("scheduling", f"SELECT {column} FROM {table}"))

    assert states("appointments", "mode").keys() == {"in_person", "phone", "video"}
    assert states("interpreter_bookings").keys() == {"requested", "asked", "confirmed", "done", "released"}
    assert states("choices").keys() >= {"open", "chosen", "declined"}
    assert states("waiting_entries")["open"] >= 4
    assert len(demo.rows("scheduling", "SELECT case_id FROM appointment_cases")) >= 1, "a household comes together"
    assert {one["kind"] for one in staff["coordinator"]("/interpreters")["items"]} == {"pool", "professional"}
    today = datetime.now(BERLIN).date()
    away = staff["coordinator"]("/absences", **{"from": today, "to": today + timedelta(days=30)})["items"]
    assert {one["kind"] for one in away} >= {"leave", "training", "illness"}


def test_some_letters_were_posted_and_others_wait_in_the_tray(demo: DemoTown, staff: dict[str, Call]) -> None:
    letters = demo.rows("notifications", "SELECT state FROM messages WHERE channel = 'letter'")
    posted = Counter(letter["state"] for letter in letters)
    assert posted["sent"] > posted["queued"] > 0
    assert staff["bruecke"]("/messages/post")["items"]


def test_the_figures_of_finished_months_are_there_and_are_those_of_the_facts(
    demo: DemoTown, staff: dict[str, Call]
) -> None:
    tables = staff["steering"]("/reports")["items"]
    months = [period for period in tables[0]["periods"] if re.fullmatch(r"\d{4}-\d\d", period)][1:6]
    for table in tables:
        for month in months[:3]:
            report = staff["steering"](f"/reports/{table['table']}", period=month, audience="inside")
            assert report["is_final"]
            assert report["total"], (table["table"], month)
    asked = [at_home(row["received_at"]) for row in demo.rows("intake", "SELECT received_at FROM requests")]
    for month in months:
        counted = staff["steering"]("/reports/requests", period=month, audience="inside")["total"]
        assert counted == sum(f"{day:%Y-%m}" == month for day in asked), month


def test_nothing_is_stuck_and_every_letter_was_sent(demo: DemoTown) -> None:
    for service in SERVICES:
        assert demo.rows(service, "SELECT type FROM outbox WHERE sent_at IS NULL") == [], service
        assert demo.rows(service, "SELECT type, reason FROM inbox WHERE state != 'done'") == [], service
    messages = demo.rows("notifications", "SELECT message_id, channel, state, reason FROM messages")
    mails = [row for row in messages if row["channel"] == "email"]
    lost = [row for row in mails if row["state"] not in {"sent", "erased", "outdated"}]
    assert lost == []
    # Who left no address gets a letter, which waits for somebody to print it; for the rest somebody is asked to call.
    others = {(row["channel"], row["state"], row["reason"]) for row in messages if row["channel"] != "email"}
    assert {channel for channel, _, _ in others} <= {"letter", "staff"}
    assert {reason for _, state, reason in others if state == "failed"} <= {"no_way"}
    # Of whom was forgotten there are letters, and no messages any more.
    letters = {letter["Message-ID"].strip("<>").partition("@")[0] for letter in demo.mail.letters()}
    assert {row["message_id"] for row in mails if row["state"] == "sent"} <= letters
    assert len(letters) > 100


def at_home(written: str) -> date:
    """The day of a moment in a database, where the programme is."""
    return datetime.fromisoformat(written).replace(tzinfo=UTC).astimezone(BERLIN).date()
