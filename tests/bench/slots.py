"""`make bench`, its third part: the search for free times over 16 counsellors and over 2,000, on both databases.

Each has hours, some are away, and half of their next four weeks is booked. Sixteen are made by the services' own
commands; the others are the same under other ids. Prints medians and ratios, and judges nothing.
"""

import argparse
import contextlib
import gc
import random
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from sqlalchemy import Table as SqlTable
from sqlalchemy import select

from services.chassis import migrate
from services.chassis.clock import new_id
from services.chassis.database import Database
from services.chassis.identity import Actor
from services.chassis.testing import NOON, fresh_database
from services.scheduling.store.absences import absences
from services.scheduling.store.appointments import appointments
from services.scheduling.store.cases import cases, counsellors
from services.scheduling.store.hours import hours
from services.scheduling.store.occupied import occupied
from tests.bench.growth.writing import Columns, Writer
from tests.builders import PROGRAMME
from tests.builders.scheduling import Scheduling
from tests.postgres import Postgres
from tests.servers import postgres
from tests.statements import statements

ORGANISATION, AWAY = "kim", "leave"
FEW = 16
_DAYS, _WARM = 28, 3
_BEGINS, _ENDS = "09:00", "12:00"
_LANGUAGES = ("ka", "ar", "tr", "ru")
# What somebody asks for, beside from when until when.
QUESTIONS: dict[str, dict[str, Any]] = {
    "page of 100": {"limit": 100},
    "page of 1,000": {"limit": 1000},
    "page of 100, one language": {"limit": 100, "language": _LANGUAGES[0]},
    "one counsellor, page of 100": {"limit": 100, "counsellor_id": ""},
}
progress = Console(stderr=True)


@dataclass
class Town:
    """So many counsellors of one organisation, and whoever looks for a time with one of them."""

    scheduling: Scheduling
    who: list[Actor]

    @property
    def period(self) -> dict[str, str]:
        """Four weeks, from tomorrow."""
        first = NOON.date() + timedelta(days=1)
        return {"day": str(first), "to": str(first + timedelta(days=_DAYS - 1))}

    def ask(self, **asked: Any) -> dict[str, Any]:
        """A page of free times in the next four weeks."""
        if "counsellor_id" in asked:
            asked["counsellor_id"] = self.who[-1].ref
        return self.scheduling.page_of_slots(self.who[0], **self.period, **asked)

    def took(self, **asked: Any) -> float:
        """Milliseconds for one answer."""
        started = time.perf_counter()
        self.ask(**asked)
        return 1000 * (time.perf_counter() - started)


def main() -> None:
    wanted = arguments()
    with tempfile.TemporaryDirectory(prefix="lotse-slots-") as place, contextlib.ExitStack() as servers:
        engines: dict[str, Callable[[str], Database]] = {"SQLite": partial(fresh_database, folder=Path(place))}
        if not wanted.sqlite:
            engines["PostgreSQL"] = _on(servers.enter_context(postgres()))
        for engine, new_database in engines.items():
            few, many = (_town(count, new_database("scheduling")) for count in (FEW, wanted.many))
            Console().print(_table(engine, few, many, wanted.rounds))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.slots", description=__doc__)
    parser.add_argument("--many", type=int, default=2_000, help="how many counsellors (2000)")
    parser.add_argument("--rounds", type=int, default=20, help="how often each thing is asked (20)")
    parser.add_argument("--sqlite", action="store_true", help="on SQLite alone")
    return parser.parse_args()


def _on(server: Postgres) -> Callable[[str], Database]:
    def new_database(service: str) -> Database:
        database = Database(server.new_database(service))
        migrate.upgrade(service, database)
        return database

    return new_database


def _table(engine: str, few: Town, many: Town, rounds: int) -> Table:
    """A row for each question, asked of both in turns, so that neither has the machine to itself at a better hour."""
    table = Table(title=f"Free times in four weeks, {engine}", box=box.SIMPLE_HEAD, padding=(0, 1))
    table.add_column("median in ms", no_wrap=True)
    for heading in ("statements", f"of {FEW}", f"of {len(many.who):,}", "ratio", "per counsellor", "to the first row"):
        table.add_column(heading, justify="right")
    page = 0.0
    for name, asked in QUESTIONS.items():
        progress.print(f"{engine} · {name}", style="dim")
        took: tuple[list[float], list[float]] = ([], [])
        gc.collect()
        for _ in range(_WARM + rounds):
            for town, times in zip((few, many), took, strict=True):
                times.append(town.took(**asked))
        one, other = (median(times[_WARM:]) for times in took)
        page = page or other
        with statements(many.scheduling.database) as run:
            many.ask(**asked)
        ratio = other / one
        per_counsellor = ratio * len(few.who) / len(many.who)
        cells = (str(len(run)), f"{one:.1f}", f"{other:.1f}", f"{ratio:.1f} ×", f"{per_counsellor:.2f} ×")
        table.add_row(name, *cells, f"{other / page:.2f} ×")
    return table


def _town(count: int, database: Database) -> Town:
    started = time.perf_counter()
    scheduling = Scheduling(database)
    town = Town(scheduling, [])
    dice = random.Random(16)
    for number in range(min(count, FEW)):
        town.who.append(_settle(scheduling, number, dice))
    for who in town.who:
        _book_up(town, who, dice)
    writer = Writer(database)
    copies = _multiply(scheduling, writer, [who.ref for who in town.who], count // FEW)
    writer.close()
    town.who += [Actor(frozenset({"counsellor"}), ORGANISATION, ref) for ref in copies]
    progress.print(f"{len(town.who):,} counsellors in {time.perf_counter() - started:.0f} s", style="dim")
    return town


def _settle(scheduling: Scheduling, number: int, dice: random.Random) -> Actor:
    """A counsellor with five mornings a week, each at a place that is open then; every fourth is away for a week."""
    who = Actor(frozenset({"counsellor"}), ORGANISATION, new_id())
    scheduling.engage(who, ("de", _LANGUAGES[number % len(_LANGUAGES)]))
    for weekday in range(5):
        open_then = [
            place
            for place in PROGRAMME.places
            for opens, closes in scheduling.calendar.opening(place, weekday)
            if f"{opens:%H:%M}" <= _BEGINS and f"{closes:%H:%M}" >= _ENDS
        ]
        scheduling.keep_hours(who, place=dice.choice(open_then), weekday=weekday, begins=_BEGINS, ends=_ENDS)
    if number % 4 == 0:
        first = NOON.date() + timedelta(days=7 * dice.randint(1, 3))
        leave = {"from": str(first), "to": str(first + timedelta(days=4)), "kind": AWAY}
        scheduling.note_absence(who, **leave)
    return who


def _book_up(town: Town, who: Actor, dice: random.Random) -> None:
    """Half of the hours of a counsellor are taken, each by somebody else."""
    asked: dict[str, Any] = {**town.period, "counsellor_id": who.ref, "minutes": 60, "step": 60}
    ahead = town.scheduling.slots(who, **asked)
    for slot in dice.sample(ahead, len(ahead) // 2):
        case_id = town.scheduling.open_case(ORGANISATION)
        town.scheduling.book(case_id, who, place=slot["place"], starts_at=slot["starts_at"], minutes=60)


def _multiply(scheduling: Scheduling, writer: Writer, refs: list[str], times: int) -> list[str]:
    """Write so many times in all what these counsellors have, under other ids; answers with the new counsellors."""
    copies = range(1, times)
    for table in (counsellors, cases, hours, absences, appointments, occupied):
        with scheduling.database.reading() as tx:
            rows = [dict(row._mapping) for row in tx.execute(select(table))]
        for copy in copies:
            writer.write(table, _copied(scheduling, table, rows, copy))
    return [_other(ref, copy) for copy in copies for ref in refs]


def _copied(scheduling: Scheduling, table: SqlTable, rows: list[dict[str, Any]], copy: int) -> Columns:
    columns: Columns = {}
    for column in table.c:
        values = [row[column.name] for row in rows]
        if column.name == "resource":  # counsellor:<id>, case:<id>
            values = [f"{kind}:{_other(ref, copy)}" for kind, _, ref in (value.partition(":") for value in values)]
        elif column.name.endswith("_id"):
            values = [value and _other(value, copy) for value in values]
        elif table is absences and column.name == "kind":  # encrypted for its place
            ids = [_other(row["absence_id"], copy) for row in rows]
            values = [scheduling.parts.vault.lock("absences", "kind", absence_id, AWAY) for absence_id in ids]
        columns[column.name] = values
    return columns


def _other(ref: str, copy: int) -> str:
    return f"{copy:08x}{ref[8:]}"


if __name__ == "__main__":
    main()
