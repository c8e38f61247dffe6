"""`make bench`, its fourth part: 10,000 reminders due at once, handed to a mail server while processes are killed.

    .venv/bin/python -m tests.bench.reminders --count 1000 --kills 2

The real processes of the notifications, a real PostgreSQL, a real mail server (aiosmtpd). Beside them, in the same run
and to the same server, a plain loop of smtplib over one connection, which remembers nothing. What a killed process had
on its way is left alone for five minutes, by whoever is left; these minutes are not waited for here: at the end
everybody is killed, and the leases end. Prints what it finds; only what is missing is an error.
"""

import argparse
import random
import smtplib
import sys
import tempfile
import time
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table

from services.chassis import logs
from tests.eventually import eventually
from tests.faults.reminding import NAME, Reminding
from tests.servers import postgres, rabbitmq

_WITHIN = 3600.0
progress = Console(stderr=True)


def main() -> None:
    wanted = arguments()
    logs.configure("ERROR")
    with (
        rabbitmq() as broker,
        postgres() as databases,
        tempfile.TemporaryDirectory(prefix="lotse-reminders-") as folder,
    ):
        town = Reminding(broker, databases, Path(folder))
        try:
            missing = _run(town, wanted)
        finally:
            town.close()
    sys.exit(1 if missing else 0)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.reminders", description=__doc__)
    parser.add_argument("--count", type=int, default=10_000, help="how many reminders are due (10000)")
    parser.add_argument("--kills", type=int, default=5, help="how many processes are killed on the way (5)")
    parser.add_argument("--replicas", type=int, default=2, help="how many processes there are (2)")
    return parser.parse_args()


def _run(town: Reminding, wanted: argparse.Namespace) -> int:
    """Print the figures; how many reminders never came."""
    started = time.monotonic()
    expected = set(town.book(wanted.count).items())
    progress.print(f"{wanted.count:,} appointments booked in {time.monotonic() - started:.0f} s", style="dim")
    first, last = _hand_over(town, wanted)
    arrived = town.arrived()
    letter = town.office.taken[0]
    town.office.taken.clear()
    plain = _plain_loop(town.office.port, letter, wanted.count)
    missing = expected - set(arrived)
    again = {message for message, times in arrived.items() if times > 1}

    table = Table(
        title=f"{wanted.count:,} reminders due at once", box=box.SIMPLE_HEAD, padding=(0, 1), show_header=False
    )
    table.add_row("missing", f"{len(missing):,}")
    table.add_row("of an appointment that nobody booked, or under another id", f"{len(set(arrived) - expected):,}")
    table.add_row(f"twice under one Message-ID, after {wanted.kills} + {wanted.replicas} kills", f"{len(again):,}")
    table.add_row("all handed over, in seconds", f"{last - first:.1f}")
    table.add_row("a plain loop of smtplib, in seconds", f"{plain:.1f}")
    table.add_row("ratio", f"{plain / (last - first):.2f} ×")
    Console().print(table)
    return len(missing)


def _hand_over(town: Reminding, wanted: argparse.Namespace) -> tuple[float, float]:
    """When the first mail came and when the last, on our clock; killed in between, and all of them near the end."""
    chance = random.Random(wanted.count)
    replicas = town.start(NAME, wanted.replicas, wait=False)
    town.await_letters(1, _WITHIN)
    first = time.monotonic()
    for kill in range(1, wanted.kills + 1):
        town.await_letters(wanted.count * kill // (wanted.kills + 2), _WITHIN)
        town.kill(chance.choice([replica for replica in replicas if replica.alive]))
        progress.print(f"{len(town.office.taken):,} have come, one process is killed", style="dim")
    town.await_letters(wanted.count * (wanted.kills + 1) // (wanted.kills + 2), _WITHIN)
    town.dismiss()
    town.let_leases_end()
    town.start(NAME, wanted.replicas, wait=False)
    eventually(town.is_done, within=_WITHIN, every=0.1)
    return first, time.monotonic()


def _plain_loop(port: int, letter: bytes, count: int) -> float:
    """Seconds for so many mails, one after the other: what the mail server and the wire cost."""
    started = time.monotonic()
    with smtplib.SMTP("127.0.0.1", port) as server:
        for number in range(count):
            server.sendmail("lotse@example.org", f"person{number}@example.org", letter)
    return time.monotonic() - started


if __name__ == "__main__":
    main()
