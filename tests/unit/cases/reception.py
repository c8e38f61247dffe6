"""Accounts and sessions, asked by their commands: what tests of signing in begin with. Everybody in here is invented.

reception = Reception(tmp_path)
mira = reception.engage()                  # {account_id, version}: a counsellor of kim
token = reception.sign_in()["token"]
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from services.cases.commands import accounts as commands
from services.cases.commands import own_account, signing_in
from services.cases.passwords import Passwords
from services.cases.queries import accounts as queries
from services.cases.schemas import accounts as accounts_schemas
from services.cases.store import Store
from services.chassis import fields
from services.chassis.database import Database
from services.chassis.identity import Actor
from services.chassis.programme import Programme
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

    def __init__(
        self, place: Path | Database, clock: StoppedClock | None = None, programme: Programme = PROGRAMME
    ) -> None:
        self.database = place if isinstance(place, Database) else fresh_database("cases", place)
        parts = parts_of("cases", self.database, clock)
        self.clock = parts.clock
        self.vault = parts.vault
        self.store = Store(self.database, parts.outbox, parts.vault, parts.seal_keys, programme)
        self.passwords = Passwords(at_once, QUICK)

    def engage(self, who: Actor = ADMINISTRATOR, **changes: Any) -> dict[str, Any]:
        """Mira's account, with these changes; whoever counsels has something to counsel with."""
        said = MIRA | changes
        if "counsellor" in said["roles"]:
            said = {"counsellor": COUNSELLOR} | said
        said = {name: value for name, value in said.items() if value is not None}
        asked = fields.load(accounts_schemas.CreateAccount(PROGRAMME), said)
        return commands.create_account(self.store, self.passwords, who, self.clock, asked)

    def change(self, account: dict[str, Any], who: Actor = ADMINISTRATOR, **change: Any) -> dict[str, Any]:
        asked = fields.load(accounts_schemas.ChangeAccount(PROGRAMME), {**account, **change})
        return commands.change_account(self.store, who, self.clock, **asked)

    def set_password(self, account: dict[str, Any], password: str, who: Actor | None = None) -> dict[str, Any]:
        asked = {"account_id": account["account_id"], "password": password}
        return commands.set_password(self.store, self.passwords, who or Actor.system(), self.clock, **asked)

    def reset_code(self, account: dict[str, Any], who: Actor = ADMINISTRATOR) -> str:
        """The one-time code that the administrator is told."""
        given = commands.give_reset_code(self.store, who, self.clock, account["account_id"])
        return self.store.reset_codes.code_of(given["reset_id"])

    def reset(self, code: str, password: str, user: str = "mira") -> None:
        asked = fields.load(accounts_schemas.ResetPassword(), {"user": user, "code": code, "password": password})
        signing_in.reset_password(self.store, self.passwords, Actor.public(), self.clock, **asked)

    def sign_in(self, user: str = "mira", password: str = PASSWORD, code: str | None = None) -> dict[str, Any]:
        said = {"user": user, "password": password} | ({"code": code} if code is not None else {})
        asked = fields.load(accounts_schemas.SignIn(), said)
        return signing_in.sign_in(self.store, self.passwords, Actor.public(), self.clock, **asked)

    def go_on(self, ticket: str, code: str) -> dict[str, Any]:
        return signing_in.continue_sign_in(self.store, Actor.public(), self.clock, ticket, code)

    def renew(self, token: str) -> dict[str, Any]:
        return signing_in.renew_session(self.store, Actor.public(), self.clock, token)

    def end(self, token: str) -> dict[str, Any]:
        return signing_in.end_session(self.store, Actor.public(), self.clock, token)

    def forget(self) -> None:
        commands.forget_ended_sessions(self.store, Actor.system(), self.clock)

    def oneself(self, session: dict[str, Any]) -> Actor:
        """Whoever has signed in, as the gateway names them to the services."""
        return Actor(frozenset(session["roles"]), session["organisation"], session["account_id"])

    def begin_app(self, session: dict[str, Any], password: str = PASSWORD) -> str:
        """Begin to set up a second factor; answers with the key that the page shows."""
        who = self.oneself(session)
        own_account.begin_second_factor(self.store, self.passwords, who, self.clock, session["token"], password)
        return str(queries.pending_second_factor(self.store, who, self.clock)["key"])

    def confirm_app(self, session: dict[str, Any], code: str) -> dict[str, Any]:
        who, token = self.oneself(session), session["token"]
        return own_account.confirm_second_factor(self.store, who, self.clock, token, code)

    def shown(self, key: str, steps: int = 0) -> str:
        """What an app with this key shows now, or so many half minutes later."""
        app = TOTP(base64.b32decode(key), 6, SHA1(), 30)
        return app.generate(int(self.clock.now().timestamp()) + 30 * steps).decode()

    def with_app(self, user: str = "mira") -> tuple[str, list[str]]:
        """Somebody signs in and sets up a second factor: its key, and the recovery codes."""
        session = self.sign_in(user)
        key = self.begin_app(session)
        codes = self.confirm_app(session, self.shown(key))["recovery_codes"]
        self.clock.advance(timedelta(minutes=1))
        return key, codes

    def listed(self, who: Actor = ADMINISTRATOR, cursor: str | None = None, limit: int = 50) -> dict[str, Any]:
        return queries.accounts(self.store, who, cursor, limit)
