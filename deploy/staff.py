"""The accounts of those who work here, kept directly in the database of `cases` by an operator, who needs none."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy.exc import OperationalError

from services.cases.commands import accounts as commands
from services.cases.model import accounts as model
from services.cases.passwords import Passwords
from services.cases.queries import accounts as queries
from services.cases.schemas import accounts as schemas
from services.cases.settings import CasesSettings
from services.cases.store import Store
from services.chassis import environment, fields, migrate
from services.chassis.bells import Bells
from services.chassis.clock import SystemClock
from services.chassis.database import Database
from services.chassis.errors import FieldError, Invalid, LotseError
from services.chassis.identity import Actor
from services.chassis.outbox import Outbox
from services.chassis.programme import load as load_programme
from services.chassis.vault import SealKeys, Vault, VaultError

SERVICE = "cases"
_PAGE = 100

_OPTIONS = {"roles": "--role", "languages": "--language", "municipalities": "--municipality", "topics": "--topic"}
# What an operator reads where a field cannot be accepted; `{field}` and the numbers come from the error.
_SENTENCES = {
    "required": "{field} is missing.",
    "not_a_user_name": "A user name has 3 to 64 small letters, digits, dots, underscores and dashes.",
    "user_name_taken": "This user name is taken; choose another one.",
    "too_short": "The password needs at least {min} characters; --generate draws one.",
    "too_long": "{field} may have at most {max} characters.",
    "password_guessed_first": "This password is among the first that anybody would try; --generate draws a better one.",
    "password_is_user_name": "The password is the user name; --generate draws a better one.",
    "counsellor_role_missing": "Languages, towns, topics and capacity belong to counsellors: add --role counsellor.",
    "number_out_of_range": "{field} is a number from {min} to {max}.",
    "duplicate": "{field} names something twice.",
    "unknown_role": "There is no such role; there are {known}.",
    "unknown_organisation": "There is no such organisation; the programme has {known}.",
    "unknown_language": "There is no such language; the programme has {known}.",
    "unknown_municipality": "There is no such municipality; the programme has {known}.",
    "unknown_topic": "There is no such topic; the programme has {known}.",
}


class CannotBeDone(Exception):
    """What was asked for cannot be done; the message is a sentence that says what to do instead."""


class Staff:
    """Everybody who can sign in at this installation, of all its organisations."""

    def __init__(self, database: Database, settings: CasesSettings):
        self._clock = SystemClock()
        vault, seal_keys = Vault(settings.vault_ring), SealKeys(settings.organisation, settings.seal_keys)
        outbox = Outbox(f"{SERVICE}@{settings.organisation}", self._clock, Bells(database))
        self._programme = load_programme(settings.programme)
        self._store = Store(database, outbox, vault, seal_keys, self._programme)
        self._passwords = Passwords(_at_once)
        self._organisation = settings.organisation
        self._who = Actor.system()

    def listed(self) -> Iterator[dict[str, Any]]:
        """All accounts, oldest first: user, name, organisation, roles, active."""
        cursor = None
        while True:
            answer = queries.accounts(self._store, self._who, cursor, _PAGE)
            for item in answer["items"]:
                yield {key: item[key] for key in ("user", "name", "organisation", "roles", "active")}
            cursor = answer["next"]
            if cursor is None:
                return

    def add(self, account: Mapping[str, Any]) -> None:
        """Make an account of what `create_account` is asked with; the organisation is ours where none is named."""
        asked = fields.load(
            schemas.CreateAccount(self._programme),
            {**account, "organisation": account.get("organisation") or self._organisation},
        )
        commands.create_account(self._store, self._passwords, self._who, self._clock, asked)

    def change(self, user: str, **change: Any) -> None:
        """Change roles, `active` or password of a user, as they now are."""
        account = self.find(user)
        seen = {"account_id": account.account_id, "version": account.version}
        asked = fields.load(schemas.ChangeAccount(), {**seen, **change})
        commands.change_account(self._store, self._passwords, self._who, self._clock, **asked)

    def end_sessions(self, user: str) -> int:
        """Sign a user out everywhere; returns how many sessions that ended."""
        return commands.end_sessions(self._store, self._who, self._clock, self.find(user).account_id)

    def find(self, user: str) -> model.Account:
        """The account with this user name. Raises CannotBeDone where there is none."""
        account = self._store.accounts.of_user(user.lower())
        if account is None:
            raise CannotBeDone(f"There is no user {user}; 'lotse accounts list' shows who there is.")
        return account

    def explain(self, error: LotseError) -> str:
        """What went wrong, field by field, in sentences that say what to do."""
        if not isinstance(error, Invalid):
            return error.sentence
        return " ".join(self._sentence(fault) for fault in error.errors)

    def _sentence(self, fault: FieldError) -> str:
        sentence = _SENTENCES.get(fault.code, "{field} cannot be accepted ({code}).")
        field = fault.field.removeprefix("counsellor.").partition(".")[0]
        field = _OPTIONS.get(field, f"--{field}")
        known = ", ".join(self._known(fault.code))
        return sentence.format(field=field, code=fault.code, known=known, **fault.params)

    def _known(self, code: str) -> Sequence[str]:
        tables: dict[str, Any] = {
            "unknown_role": model.ROLES_EXPLAINED,
            "unknown_organisation": self._programme.organisations,
            "unknown_language": self._programme.request_languages,
            "unknown_municipality": self._programme.municipalities,
            "unknown_topic": self._programme.topics,
        }
        return tuple(tables.get(code, ()))


@contextmanager
def staff() -> Iterator[Staff]:
    """The staff in the database that the environment names. Raises CannotBeDone, for what goes wrong in there, too."""
    settings = environment.read(CasesSettings, SERVICE)
    database = Database(settings.database_url)
    try:
        if migrate.pending(SERVICE, database):
            raise CannotBeDone("The tables of cases are not those of this version; run 'lotse migrate' first.")
        found = Staff(database, settings)
        try:
            yield found
        except LotseError as error:
            raise CannotBeDone(found.explain(error)) from error
    except OperationalError as error:
        raise CannotBeDone("The database of cases cannot be used; 'lotse doctor' says what is wrong.") from error
    except VaultError as error:
        raise CannotBeDone(
            "The accounts cannot be read with this key ring; CASES_VAULT_RING_FILE must name theirs."
        ) from error
    finally:
        database.close()


def drawn_password() -> str:
    """A password of 120 random bits."""
    return secrets.token_urlsafe(15)


def _at_once(function: Callable[..., Any], *args: Any) -> Any:
    # Nobody else runs in this process whom the computing could hold up.
    return function(*args)
