"""The table that `make bench` ends with, and the facts about the machine it was taken on."""

import os
import platform
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from statistics import median

from rich import box
from rich.console import Console
from rich.table import Table

from tests.bench.goals import FIGURES, Figure
from tests.postgres import Postgres
from tests.rabbitmq import RabbitMQ

Rounds = Mapping[str, Mapping[str, list[float]]]
"""Side → figure → its value in each round."""


SECTION_ENDS = ("create.10.p99", "read.10.p99", "publish.10", "latency.p99", "idle")


def machine_facts(broker: RabbitMQ, databases: Postgres) -> dict[str, str]:
    """What a reader needs in order to judge the figures."""
    pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    durability = [databases.execute(f"SHOW {name}")[0][0] for name in ("fsync", "synchronous_commit")]
    return {
        "processor": f"{os.cpu_count()} × {_processor()}",
        "memory": f"{pages * size / 2**30:.0f} GiB",
        "kernel": platform.release(),
        "Python": platform.python_version(),
        **{name: version(name) for name in ("nameko", "kombu", "eventlet", "SQLAlchemy")},
        "RabbitMQ": broker.ctl("version").strip(),
        "PostgreSQL": databases.execute("SHOW server_version")[0][0],
        "fsync, synchronous_commit": ", ".join(durability),
    }


def medians(rounds: Rounds) -> dict[str, dict[str, float]]:
    return {side: {key: median(values) for key, values in figures.items()} for side, figures in rounds.items()}


def show(rounds: Rounds, machine: Mapping[str, str]) -> None:
    """Print medians of all rounds with ratios and goals; a ratio above 1 means that Lotse is better."""
    found = medians(rounds)
    table = Table(title="Lotse beside the usual nameko way", box=box.SIMPLE_HEAD, padding=(0, 1))
    table.add_column("", no_wrap=True)
    table.add_column("unit", no_wrap=True)
    for heading in ("baseline", "Lotse", "ratio", "goal"):
        table.add_column(heading, justify="right")
    table.add_column("")
    for figure in FIGURES:
        baseline = found.get("baseline", {}).get(figure.key) if figure.side == "lotse" else None
        lotse = found.get(figure.side, {}).get(figure.key)
        if baseline is not None or lotse is not None:
            table.add_row(*_row(figure, baseline, lotse), end_section=figure.key in SECTION_ENDS)
    console = Console()
    console.print(table)
    taken = max((len(values) for figures in rounds.values() for values in figures.values()), default=0)
    console.print(f"Median of {taken}, the sides taking turns. A ratio above 1 means that Lotse is better.")
    console.print(" · ".join(f"{name} {fact}" for name, fact in machine.items()), style="dim")


def _row(figure: Figure, baseline: float | None, lotse: float | None) -> list[str]:
    ratio = verdict = ""
    if lotse is not None:
        ratio = f"{figure.ratio(baseline, lotse):.1f} ×" if baseline and lotse else ""
        verdict = {True: "[green]met", False: "[red]missed", None: ""}[figure.is_met(baseline, lotse)]
    return [figure.what, figure.unit, _value(baseline), _value(lotse), ratio, figure.goal, verdict]


def _value(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())
