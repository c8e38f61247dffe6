"""Accounts and sessions, asked by their commands: what tests of signing in begin with. Everybody in here is invented.

reception = Reception(tmp_path)
mira = reception.engage()                  # {account_id, version}: a counsellor of kim
token = reception.sign_in()["token"]
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher

from services.cases.commands import accounts as commands
from services.cases.passwords import Passwords
from services.cases.queries import accounts as queries
from services.cases.schemas import accounts as accounts_schemas
from services.cases.store import Store
from services.chassis import fields
from services.chassis.database import Database
from services.chassis.identity import Actor
from services.chassis.testing import StoppedClock, fresh_database, parts_of
from tests.builders import PROGRAMME

PASSWORD = "kirschbaum am Rursee"
MIRA: dict[str, Any] = {
    "user": "mira",
    "password": PASSWORD,
    "name": "Mirela Kostić",
    "organisation": "kim",
    "roles": ["counsellor"],
}
COUNSELLOR = {"languages": ["bs", "en"], "municipalities": ["eschweiler"], "topics": ["housing"], "capacity": 20}
ADMINISTRATOR = Actor(frozenset({"administrator"}), "kim", "a1")

# The rules are the same with a hash that takes no time; test_passwords.py tries the real one.
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def at_once(function: Callable[..., Any], *args: Any) -> Any:
    return function(*args)


class Reception:
    """Where people sign in, and where an administrator keeps the accounts."""

    def __init__(self, place: Path | Database, clock: StoppedClock | None = None) -> None:
        self.database = place if isinstance(place, Database) else fresh_database("cases", place)
        parts = parts_of("cases", self.database, clock)
        self.clock = parts.clock
        self.vault = parts.vault
        self.store = Store(self.database, parts.outbox, parts.vault, parts.seal_keys, PROGRAMME)
        self.passwords = Passwords(at_once, QUICK)

    def engage(self, who: Actor = ADMINISTRATOR, **changes: Any) -> dict[str, Any]:
        """Mira's account, with these changes."""
        asked = fields.load(accounts_schemas.CreateAccount(PROGRAMME), MIRA | changes)
        return commands.create_account(self.store, self.passwords, who, self.clock, asked)

    def change(self, account: dict[str, Any], who: Actor = ADMINISTRATOR, **change: Any) -> dict[str, Any]:
        asked = fields.load(accounts_schemas.ChangeAccount(), {**account, **change})
        return commands.change_account(self.store, self.passwords, who, self.clock, **asked)

    def sign_in(self, user: str = "mira", password: str = PASSWORD) -> dict[str, Any]:
        asked = fields.load(accounts_schemas.SignIn(), {"user": user, "password": password})
        return commands.sign_in(self.store, self.passwords, Actor.public(), self.clock, **asked)

    def renew(self, token: str) -> dict[str, Any]:
        return commands.renew_session(self.store, Actor.public(), self.clock, token)

    def end(self, token: str) -> dict[str, Any]:
        return commands.end_session(self.store, Actor.public(), self.clock, token)

    def forget(self) -> None:
        commands.forget_ended_sessions(self.store, Actor.system(), self.clock)

    def listed(self, who: Actor = ADMINISTRATOR, cursor: str | None = None, limit: int = 50) -> dict[str, Any]:
        return queries.accounts(self.store, who, cursor, limit)
