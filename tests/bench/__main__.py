"""`make bench`: Lotse beside the baseline, taking turns in one run on one machine, with medians and ratios.

Starts a broker and a database of its own. Prints what it finds and never judges: a missed goal is no error.
"""

import argparse
import json
import logging
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from rich.console import Console

from tests.bench import report
from tests.bench.baseline_side import Baseline
from tests.bench.lotse import Embedded, Lotse
from tests.bench.measure import FOOTPRINT, MEASURES, Figures, Startable, start_up
from tests.bench.running import Disturbance
from tests.postgres import Postgres
from tests.rabbitmq import RabbitMQ
from tests.servers import postgres, rabbitmq

log = logging.getLogger("tests.bench")
progress = Console(stderr=True)


def main() -> None:
    wanted = arguments()
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(message)s")
    found: dict[str, dict[str, list[float]]] = {}
    with rabbitmq() as broker, postgres() as databases, tempfile.TemporaryDirectory(prefix="lotse-bench-") as folder:
        machine = report.machine_facts(broker, databases)
        sides = sides_to_measure(broker, databases, Path(folder))
        disturbance = Disturbance()
        for turn in range(wanted.rounds):
            for side in sides:
                for key, value in measured(side, wanted.only, wanted.seconds, f"round {turn + 1}").items():
                    found.setdefault(side.name, {}).setdefault(key, []).append(value)
        machine["taken by others"] = f"{disturbance.share():.0%} of the processors"
    report.show(found, machine)
    if wanted.json:
        contents = {"machine": machine, "seconds": wanted.seconds, "rounds": found, "medians": report.medians(found)}
        wanted.json.write_text(json.dumps(contents, indent=2) + "\n")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    names = ["start_up", *MEASURES]
    parser.add_argument("--only", nargs="+", choices=names, default=names, metavar="MEASURE", help=", ".join(names))
    parser.add_argument("--seconds", type=float, default=5, help="length of each measure (5)")
    parser.add_argument("--rounds", type=int, default=2, help="how often the sides take turns (2)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every value of every round as well")
    return parser.parse_args()


def sides_to_measure(broker: RabbitMQ, databases: Postgres, folder: Path) -> list[Startable]:
    """The baseline, Lotse with a process per service, and Lotse embedded in one process."""
    return [Baseline(broker, databases, folder), Lotse(broker, databases, folder), Embedded(folder)]


def measured(side: Startable, only: list[str], seconds: float, turn: str) -> Figures:
    """Start a side, take its figures, stop it. A measure that fails is reported and left out."""
    figures: Figures = {}

    def take(name: str, measure: Callable[[], Figures]) -> None:
        progress.print(f"{turn} · {side.name} · {name}", style="dim")
        try:
            figures.update(measure())
        except Exception:
            log.exception("%s: %s failed", side.name, name)

    try:
        take("start_up", lambda: start_up(side))
        if figures:
            side.rest()
        for name, measure in MEASURES.items() if figures else ():
            if name in only and (side.name != "embedded" or name in FOOTPRINT):
                take(name, partial(measure, side, seconds))
    finally:
        side.stop()
    return {key: value for key, value in figures.items() if key.partition(".")[0] in only}


if __name__ == "__main__":
    main()
