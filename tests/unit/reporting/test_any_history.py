"""Whatever happens, however late, in whatever order: beside the tables stands a count by hand, and agrees."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.chassis.envelope import Envelope
from services.chassis.handler import NotYet
from services.chassis.testing import StoppedClock
from services.reporting.model import AUDIENCES, PHASES, TABLES, Period, read_period
from tests.builders import Reporting
from tests.unit.reporting import voices

# A small region, so that figures come over k: three persons inside, four in public.
REGION = replace(Reporting.region, small_numbers={"inside": 3, "public": 4})
BEGIN = datetime(2026, 8, 10, tzinfo=UTC)
PERIODS = ("2026-08", "2026-09", "2026-10", "2026-11", "2026-12", "2026-Q3", "2026-Q4", "2026")

numbers, towns, ages = st.integers(0, 7), st.sampled_from(["wuerselen", "alsdorf"]), st.integers(0, 100)
languages = st.sampled_from(["ka", "ti"])
HAPPENINGS = st.one_of(
    st.tuples(st.just("request"), ages, numbers, towns, languages),
    st.tuples(st.just("barrier"), ages, numbers, numbers, towns),
    st.tuples(st.just("case"), ages, numbers, languages),
    st.tuples(st.just("step"), ages, numbers, st.integers(2, 5), st.sampled_from([*PHASES[:2], None])),
    st.tuples(st.just("advice"), ages, numbers, towns, st.sampled_from(["no_course", None])),
    st.tuples(st.just("advice_withdrawn"), st.just(0), numbers),
    st.tuples(st.just("booking"), ages, numbers, numbers),
    st.tuples(st.just("outcome"), ages, numbers, st.sampled_from(["kept", "missed"])),
)
ASKINGS = st.tuples(
    st.just("ask"), st.just(0), st.sampled_from(sorted(TABLES)), st.sampled_from(PERIODS), st.sampled_from(AUDIENCES)
)
REST = st.one_of(st.tuples(st.just("wait"), st.integers(1, 40)), st.tuples(st.just("publish"), st.just(0)), ASKINGS)


@dataclass(frozen=True)
class Fact:
    """What a clerk writes into a list: what it is about, its cell, whose it is, the month it counts in."""

    about: str
    key: tuple[str, ...]
    person: str
    month: str = ""
    nth: int = 0


class Clerk:
    """Plays a history to the reporting and counts along by hand; each method is something that happens.

    A thing that is heard is so many days old. What is about the same thing (`r3`, step 2 of `c1`) is heard again as a
    message that comes twice: the first counts.
    """

    def __init__(self, reporting: Reporting) -> None:
        self.reporting = reporting
        self.clock = reporting.clock
        self.lists: dict[str, dict[str, Fact]] = {table: {} for table in TABLES}
        self.heard: set[str] = set()
        self.closed_until = ""
        self.answered: dict[tuple[str, str, str], dict[str, Any]] = {}

    def request(self, days: int, number: int, town: str, language: str) -> None:
        about, at = f"r{number}", self._ago(days)
        fact = Fact(about, (town, "ka" if language == "ka" else "other"), about)
        self._hear(voices.request_received(about, at, town, language), at, requests=fact)

    def barrier(self, days: int, number: int, person: int, town: str) -> None:
        about, at = f"b{number}", self._ago(days)
        met = voices.barrier_met(about, f"p{person}", at, "housing", town)
        self._hear(met, at, barriers=Fact(about, ("housing", town), f"p{person}"))

    def case(self, days: int, number: int, language: str) -> None:
        case, person, at = f"c{number}", f"p{number % 6}", self._ago(days)
        if f"{case} 1" in self.heard:  # said once; the same message twice is tried in test_hearing.py
            return
        self.heard.add(f"{case} 1")
        opened = Fact(case, ("ka" if language == "ka" else "other",), person)
        step = Fact(f"{case} 1", ("clarification",), case, nth=1)
        self._hear(voices.case_opened(case, person, at, language), at, cases_by_language=opened, cases_by_phase=step)

    def step(self, days: int, number: int, nth: int, phase: str | None) -> None:
        case, about, at = f"c{number}", f"c{number} {nth}", self._ago(days)
        if about in self.heard:
            return
        self.heard.add(about)
        said = voices.phase_entered(case, phase, nth, at) if phase else voices.case_closed(case, nth, at)
        self._hear(said, at, cases_by_phase=Fact(about, (phase or "",), case, nth=nth))

    def advice(self, days: int, number: int, town: str, barrier_kind: str | None) -> None:
        about, at = f"d{number}", self._ago(days)
        given = voices.advice_given(about, at, "housing", town, barrier_kind)
        if about in self.heard:  # it was taken back before, and does not count again
            self.reporting.hear(given)
            return
        fact = Fact(about, ("housing", town), about)
        known = about in self.lists["advice"]
        self._hear(given, at, advice=fact, **({"advice_barriers": fact} if barrier_kind and not known else {}))

    def advice_withdrawn(self, _: int, number: int) -> None:
        about = f"d{number}"
        self.heard.add(about)
        self.reporting.hear(voices.advice_withdrawn(about, self.clock.now()))
        for table in ("advice", "advice_barriers"):
            if about in self.lists[table] and self.lists[table][about].month > self.closed_until:
                del self.lists[table][about]

    def booking(self, days: int, number: int, case: int) -> None:
        about, at = f"a{number}", self._ago(days)
        fact = Fact(f"{about} booked", ("wuerselen-rathaus", "booked"), f"c{case}")
        self._hear(voices.appointment_booked(about, f"c{case}", at), at, appointments=fact)

    def outcome(self, days: int, number: int, status: str) -> None:
        about, at = f"a{number}", self._ago(days)
        booked = self.lists["appointments"].get(f"{about} booked")
        fact = Fact(f"{about} {status}", ("wuerselen-rathaus", status), booked.person if booked else "")
        try:
            self._hear(voices.appointment_became(about, status, at), at, appointments=fact)
        except NotYet:
            assert booked is None

    def wait(self, days: int) -> None:
        self.clock.advance(timedelta(days=days))

    def publish(self, _: int) -> None:
        for code in self.reporting.publish():
            self._close(_read(code))

    def ask(self, _: int, table: str, code: str, audience: str) -> None:
        period, month = _read(code), REGION.month(self.clock.now())
        if not period.has_begun(month):
            return
        report = self.reporting.report(table, code, audience)
        k = REGION.small_numbers[audience]
        facts = self._counting(table, period)
        by_hand = {key: _shown(table, [fact for fact in facts if fact.key == key], k) for key in {f.key for f in facts}}
        for cell in report["cells"]:
            assert cell["count"] == by_hand.get(tuple(cell["key"])), cell
        assert report["total"] == _shown(table, facts, k)
        assert report["is_final"] == period.is_over(month)
        if report["is_final"]:
            assert self.answered.setdefault((table, code, audience), report) == report
            self._close(period)

    def _ago(self, days: int) -> datetime:
        return max(BEGIN, self.clock.now() - timedelta(days=days))

    def _hear(self, said: Envelope, at: datetime, **facts: Fact) -> None:
        self.reporting.hear(said)
        happened, heard = REGION.month(at), REGION.month(self.clock.now())
        for table, fact in facts.items():
            dated = replace(fact, month=happened if happened > self.closed_until else heard)
            self.lists[table].setdefault(fact.about, dated)

    def _close(self, period: Period) -> None:
        self.closed_until = max(self.closed_until, period.last)

    def _counting(self, table: str, period: Period) -> list[Fact]:
        """The facts that count for a period, with their persons; without one ("") where none is known by its end."""
        facts = [fact for fact in self.lists[table].values() if fact.month <= period.last]
        if table == "cases_by_phase":
            last = {fact.person: fact for fact in sorted(facts, key=lambda fact: fact.nth)}  # by case: the last step
            known = [replace(fact, person=self._person_of(case, period)) for case, fact in last.items()]
            return [fact for fact in known if fact.person and fact.key != ("",)]
        facts = [fact for fact in facts if fact.month >= period.first]
        if table == "appointments":
            return [replace(fact, person=self._person_of(fact.person, period)) for fact in facts]
        return facts

    def _person_of(self, case: str, period: Period) -> str:
        opened = self.lists["cases_by_language"].get(case)
        return opened.person if opened and opened.month <= period.last else ""


def _read(code: str) -> Period:
    period = read_period(code)
    assert period is not None
    return period


def _shown(table: str, facts: Iterable[Fact], k: int) -> int | None:
    facts = list(facts)
    persons = {fact.person for fact in facts} - {""}
    count = len({fact.about.split()[0] for fact in facts}) if table == "appointments" else len(persons)
    return count if len(persons) >= k else None


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(HAPPENINGS, HAPPENINGS, REST), min_size=30, max_size=100))
def test_every_report_is_what_a_clerk_counts_and_a_published_one_never_changes(history: list[tuple[Any, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        reporting = Reporting(Path(folder), StoppedClock(BEGIN))
        reporting.region = REGION
        clerk = Clerk(reporting)
        with reporting.database.transaction():  # one for all of it, which saves a disk's time
            for what, *how in history:
                getattr(clerk, what)(*how)
            for asked, report in clerk.answered.items():
                assert reporting.report(*asked) == report
        reporting.database.close()
