"""The accounts of those who work here, kept directly in the database of `cases` by an operator, who needs none."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from deploy import case_store
from deploy.case_store import CannotBeDone, CaseStore
from services.cases.commands import accounts as commands
from services.cases.model import accounts as model
from services.cases.passwords import Passwords
from services.cases.queries import accounts as queries
from services.cases.schemas import accounts as schemas
from services.chassis import fields
from services.chassis.errors import FieldError, Invalid, LotseError
from services.chassis.identity import Actor

_PAGE = 100

_TOLD = ("user", "name", "organisation", "roles", "active", "second_factor")
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
    "counsellor_profile_missing": "Counsellors need --language, --municipality, --topic and --capacity.",
    "counsellor_role_missing": "Languages, towns, topics and capacity belong to counsellors: add --role counsellor.",
    "number_out_of_range": "{field} is a number from {min} to {max}.",
    "duplicate": "{field} names something twice.",
    "unknown_role": "There is no such role; there are {known}.",
    "unknown_organisation": "There is no such organisation; the programme has {known}.",
    "unknown_language": "There is no such language; the programme has {known}.",
    "unknown_municipality": "There is no such municipality; the programme has {known}.",
    "unknown_topic": "There is no such topic; the programme has {known}.",
}


_REFUSALS = {
    "last_administrator": "Nobody else would keep the accounts of this organisation; make somebody else administrator "
    "first: 'lotse accounts roles'.",
    "account_not_active": "This account is deactivated; 'lotse accounts activate' comes first.",
    "no_second_factor": "This account has no second factor; there is nothing to remove.",
}


class Staff:
    """Everybody who can sign in at this installation, of all its organisations."""

    def __init__(self, opened: CaseStore):
        self._store, self._clock, self._programme = opened.store, opened.clock, opened.programme
        self._passwords = Passwords(_at_once)
        self._organisation = opened.settings.organisation
        self._who = Actor.system()

    def listed(self) -> Iterator[dict[str, Any]]:
        """All accounts, oldest first: user, name, organisation, roles, active, second_factor."""
        cursor = None
        while True:
            answer = queries.accounts(self._store, self._who, cursor, _PAGE)
            for item in answer["items"]:
                yield {key: item[key] for key in _TOLD}
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

    def add_all(self, accounts: Iterable[tuple[int, Mapping[str, Any]]]) -> None:
        """Make all these accounts, each with the line it comes from, or none. Raises CannotBeDone with the line."""
        with self._store.together():
            for line, account in accounts:
                try:
                    self.add(account)
                except LotseError as error:
                    raise CannotBeDone(f"Line {line}: {self.explain(error)} Nobody was added.") from error

    def change(self, user: str, **change: Any) -> None:
        """Change name, roles, `active` or what a counsellor covers, of a user as they now are."""
        account = self.find(user)
        seen = {"account_id": account.account_id, "version": account.version}
        asked = fields.load(schemas.ChangeAccount(self._programme), {**seen, **change})
        commands.change_account(self._store, self._who, self._clock, **asked)

    def set_password(self, user: str, password: str) -> None:
        """Give a user a password, and sign them out everywhere."""
        asked = fields.load(schemas.SetPassword(), {"account_id": self.find(user).account_id, "password": password})
        commands.set_password(self._store, self._passwords, self._who, self._clock, **asked)

    def give_reset_code(self, user: str) -> str:
        """A one-time code with which a user chooses a password within an hour."""
        given = commands.give_reset_code(self._store, self._who, self._clock, self.find(user).account_id)
        return self._store.reset_codes.code_of(given["reset_id"])

    def remove_second_factor(self, user: str) -> None:
        """Let a user sign in by password alone again."""
        commands.remove_second_factor(self._store, self._who, self._clock, self.find(user).account_id)

    def end_sessions(self, user: str) -> int:
        """Sign a user out everywhere; returns how many sessions that ended."""
        found = commands.end_sessions(self._store, self._who, self._clock, self.find(user).account_id)
        ended: int = found["ended"]
        return ended

    def find(self, user: str) -> model.Account:
        """The account with this user name. Raises CannotBeDone where there is none."""
        account = self._store.accounts.of_user(user.lower())
        if account is None:
            raise CannotBeDone(f"There is no user {user}; 'lotse accounts list' shows who there is.")
        return account

    def explain(self, error: LotseError) -> str:
        """What went wrong, field by field, in sentences that say what to do."""
        if not isinstance(error, Invalid):
            return _REFUSALS.get(error.code, error.sentence)
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
    with case_store.opened() as opened:
        found = Staff(opened)
        try:
            yield found
        except LotseError as error:
            raise CannotBeDone(found.explain(error)) from error


def drawn_password() -> str:
    """A password of 120 random bits."""
    return secrets.token_urlsafe(15)


def _at_once(function: Callable[..., Any], *args: Any) -> Any:
    # Nobody else runs in this process whom the computing could hold up.
    return function(*args)
