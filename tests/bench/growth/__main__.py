"""`make bench`, its second half: how long every list, search and case page takes at 2,000 cases and at 200,000.

Fills two databases of each service, asks both in turns what is asked of the services, and prints the medians. It
judges nothing: what is slower than the goal is marked.
"""

import argparse
import contextlib
import gc
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

from rich import box
from rich.console import Console
from rich.table import Table

from services.chassis import migrate
from services.chassis.database import Database
from services.chassis.testing import fresh_database
from tests.bench.growth import questions
from tests.bench.growth.filling import fill_cases, fill_intake
from tests.builders import Cases, Intake
from tests.postgres import Postgres
from tests.servers import postgres
from tests.statements import statements

GOAL, _WARM = 2.0, 5
progress = Console(stderr=True)


@dataclass
class Node:
    """Both services with so many cases and requests in them, and what can be asked of them."""

    count: int
    asked: Mapping[str, questions.Ask]
    databases: tuple[Database, ...]

    def took(self, name: str) -> float:
        """Milliseconds for one answer."""
        started = time.perf_counter()
        self.asked[name]()
        return 1000 * (time.perf_counter() - started)

    def statements(self, name: str) -> int:
        """How many statements one answer takes."""
        with statements(*self.databases) as run:
            self.asked[name]()
        return len(run)


def main() -> None:
    wanted = arguments()
    with tempfile.TemporaryDirectory(prefix="lotse-growth-") as place, contextlib.ExitStack() as servers:
        folder = Path(place)
        new_database = (
            partial(fresh_database, folder=folder) if wanted.sqlite else _on(servers.enter_context(postgres()))
        )
        few, many = (_node(count, new_database, folder) for count in wanted.counts)
        names = [name for name in few.asked if all(word in name for word in wanted.only)]
        table = _table(few, many)
        for name in names:
            progress.print(name, style="dim")
            table.add_row(*_row(name, few, many, wanted.rounds))
    Console().print(table)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.growth", description=__doc__)
    parser.add_argument("--counts", type=int, nargs=2, default=(2_000, 200_000), help="how many cases (2000 200000)")
    parser.add_argument("--rounds", type=int, default=40, help="how often each thing is asked (40)")
    parser.add_argument("--sqlite", action="store_true", help="on SQLite instead of PostgreSQL")
    parser.add_argument("--only", nargs="*", default=(), metavar="WORD", help="only what has these words in its name")
    return parser.parse_args()


def _on(server: Postgres) -> Callable[[str], Database]:
    def new_database(service: str) -> Database:
        database = Database(server.new_database(service))
        migrate.upgrade(service, database)
        return database

    return new_database


def _node(count: int, new_database: Callable[[str], Database], folder: Path) -> Node:
    cases, intake = Cases(new_database("cases")), Intake(new_database("intake"))
    started = time.perf_counter()
    filled = fill_cases(cases, count, folder)
    cases_took = time.perf_counter() - started
    requests = fill_intake(intake, count, folder)
    requests_took = time.perf_counter() - started - cases_took
    progress.print(
        f"{filled.rows['cases']:,} cases, {filled.entries:,} entries, {filled.rows['name_tokens']:,} name tokens in "
        f"{cases_took:.0f} s; {requests['requests']:,} requests, {sum(requests.values()):,} rows in "
        f"{requests_took:.0f} s"
    )
    asked = {**questions.of_cases(cases, filled), **questions.of_intake(intake)}
    return Node(filled.rows["cases"], asked, (cases.database, intake.database))


def _table(few: Node, many: Node) -> Table:
    table = Table(title="The same questions, the node a hundred times as full", box=box.SIMPLE_HEAD, padding=(0, 1))
    table.add_column("median in ms", no_wrap=True)
    for heading in ("statements", f"{few.count:,} cases", f"{many.count:,} cases", "ratio", "of the quickest"):
        table.add_column(heading, justify="right")
    table.add_column("")
    return table


def _row(name: str, few: Node, many: Node, rounds: int) -> list[str]:
    """What one question costs in both, asked in turns, so that neither has the machine to itself at a better hour."""
    took: tuple[list[float], list[float]] = ([], [])
    for node in (few, many):
        for _ in range(_WARM):
            node.took(name)
    gc.collect()
    for _ in range(rounds):
        for node, times in zip((few, many), took, strict=True):
            times.append(node.took(name))
    one, other = (median(times) for times in took)
    counts = {node.statements(name) for node in (few, many)}
    return [
        name,
        " / ".join(str(count) for count in sorted(counts)),
        f"{one:.1f}",
        f"{other:.1f}",
        f"{other / one:.1f} ×",
        f"{min(took[1]) / min(took[0]):.1f} ×",
        "" if other <= GOAL * one else "[red]above twice[/]",
    ]


if __name__ == "__main__":
    main()
