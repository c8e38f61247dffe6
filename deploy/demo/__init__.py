"""An invented programme at work, made through the real commands with a fixed seed: the same people every time.

It is filled once: a mark in the data folder says so. A filling that broke off goes on behind the request it had come
to, which stays as it is.
"""

from __future__ import annotations

import os
import random
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

from deploy.demo import casework, people, requests, staff
from deploy.demo.asking import Asking
from services.chassis.programme import load as load_programme

_REQUESTS = 40
_SEED = 20261122

Tell = Callable[[str], None]


def fill(calls: Any, tell: Tell) -> None:
    """Make the demo programme, unless that has been done before; then say who can sign in, and where the mail is."""
    var = Path(os.environ.get("LOTSE_VAR", "var"))
    mark = var / "demo.filled"
    password = _password(var / "demo.password")
    if not mark.exists():
        _fill(calls, password, var / "demo.progress", tell)
        mark.touch()
    for line in staff.introduced(password):
        tell(line)
    tell(f"The mails to the clients of the demo are in {os.path.relpath(var / 'mail')}/ (one file each)")


def _fill(calls: Any, password: str, progress: Path, tell: Tell) -> None:
    programme = load_programme(Path(os.environ["LOTSE_PROGRAMME"]))
    chance = random.Random(_SEED)
    asking = Asking(calls)
    begun = int(progress.read_text()) if progress.exists() else 0
    tell(f"demo programme: {len(people.STAFF)} accounts are being made")
    team = staff.engage(asking, password)
    for number, request in enumerate(requests.drawn(chance, programme, _REQUESTS), start=1):
        dice = random.Random(chance.random())
        if number <= begun:
            continue
        progress.write_text(str(number))
        request_id = requests.send(asking, number, request)
        casework.take_up(asking, dice, programme, team, request_id)
        if number % 10 == 0:
            tell(f"demo programme: {number} of {_REQUESTS} requests")


def _password(path: Path) -> str:
    """One password for all accounts of this demo: drawn at its first start, readable by its owner alone."""
    if not path.exists():
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(f"demo-{secrets.token_hex(6)}\n")
    return path.read_text().strip()
