"""What somebody typed into one of the forms of a page: read, made into a command, and shown again."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import request
from werkzeug.datastructures import MultiDict

from gateway import staff_sentences, staff_words
from gateway.installation import here
from services.chassis.errors import FieldError

# Fields of every form: which one it is, and the mark that makes a second press of its button the same deed.
DO, ATTEMPT = "do", "attempt"

# Stands before the names of what waits until its sender has signed in again (gateway/pages/kept.py).
WAITED = "kept."

# What no page is ever sent back with.
_SECRETS = frozenset({"csrf_token", "password", "new_password", "code"})

_DIGITS = frozenset("0123456789")
# What is written in words of one's own, whatever the form.
OWN_WORDS = (
    *("name", "name_latin", "phone", "email", "asked_by", "message", "note", "words", "summary", "reason"),
    *("title", "subject", "address", "about", "recipient_name", "outside_name"),
)
# Of these, some forms have words and others a code to choose.
_OR_CODE = frozenset({"reason"})


def file_chosen() -> bool:
    """Whether a file came with the form."""
    return any(file.filename for file in request.files.values())


def new_attempt() -> str:
    """A mark for one form on one page: pressing its button twice is one deed."""
    return secrets.token_urlsafe(12)


@dataclass(frozen=True)
class Form:
    """One kind of form: the fields it has, in the order of the page, and the command they become."""

    service: str
    texts: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    ticks: tuple[str, ...] = ()
    moments: tuple[str, ...] = ()
    # Numbers that stand once for each code: `scores.housing` and its like become {scores: {housing: 3}}.
    tables: tuple[str, ...] = ()
    # A number that was chosen from a few, or typed because it was another: field → the field that goes before it.
    instead: Mapping[str, str] = field(default_factory=dict)
    order: tuple[str, ...] = ()
    # What the service refuses as a whole, and is said at the field where it can be put right: code → field.
    at_field: Mapping[str, str] = field(default_factory=dict)
    # Whether the command names what the page is about, beside what it is about itself.
    names_page: bool = True
    # Which command it gives, where that is not always the one it is called by.
    command: Callable[[dict[str, Any]], str] | None = None
    # What is told once it is done, where its name is not enough to say it.
    told: Callable[[dict[str, Any]], Any] | None = None
    # What goes with the command beside what was typed, and is another each time: a second press stays the same deed.
    bears: Callable[[dict[str, Any]], dict[str, Any]] | None = None
    # Makes what stands side by side in a form into what the service wants.
    shape: Callable[[dict[str, Any]], dict[str, Any]] | None = None

    def body(self, sent: MultiDict[str, str]) -> dict[str, Any]:
        """The command's body; a field left empty is absent."""
        body: dict[str, Any] = {name: text for name in self.texts if (text := sent.get(name, "").strip())}
        body |= {name: sent.getlist(name) for name in self.lists}
        for name in self.numbers:
            text = sent.get(self.instead.get(name, ""), "").strip() or sent.get(name, "").strip()
            if text:
                body[name] = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else text
        body |= {name: _table(name, sent) for name in self.tables}
        body |= {name: bool(sent.get(name)) for name in self.ticks}
        body |= {name: _in_utc(text) for name in self.moments if (text := sent.get(name, "").strip())}
        return self.shape(body) if self.shape else body


@dataclass
class Typed:
    """What was sent by one form of a page; on a fresh page, nothing. `do` names the form."""

    do: str = ""
    sent: MultiDict[str, str] = field(default_factory=MultiDict)
    errors: dict[str, str] = field(default_factory=dict)
    # Whether it waited until its sender had signed in again.
    waited: bool = False
    # The fields whose words the page has shown again.
    _seen: set[str] = field(default_factory=set)

    @classmethod
    def read(cls) -> Typed:
        """What a browser has just sent."""
        waited = MultiDict(
            (name.removeprefix(WAITED), value)
            for name, value in request.form.items(multi=True)
            if name.startswith(WAITED)
        )
        sent = waited or request.form
        return cls(sent.get(DO, ""), sent, waited=bool(waited))

    def into(self, do: str) -> bool:
        """Whether it was typed into this form."""
        return self.do == do

    def attempt(self, do: str) -> str:
        """The mark of this form: the one it was sent with, otherwise a new one."""
        return (self.sent.get(ATTEMPT, "")[:64] if self.into(do) else "") or new_attempt()

    def shown(self) -> list[str]:
        """What was written in words of one's own and the page has not shown again: its form may be gone, because
        somebody else was faster."""
        found = [name for name in self._written() if name not in self._seen]
        self._seen.update(found)
        return [self.sent[name].strip() for name in found]

    def carried(self) -> list[tuple[str, str]]:
        """All of it, to be sent once more by a form that only carries it; without what is nobody's to read."""
        return [(name, value) for name, value in self.sent.items(multi=True) if name not in _SECRETS]

    def is_worth_keeping(self) -> bool:
        """Whether something was written in words of one's own."""
        return bool(self._written())

    def _written(self) -> list[str]:
        sent = {name: self.sent.get(name, "").strip() for name in OWN_WORDS}
        return [name for name, text in sent.items() if text and not (name in _OR_CODE and staff_words.is_code(text))]

    def text(self, do: str, name: str, default: object = "") -> str:
        """What stands in a field."""
        if not self.into(do):
            return str(default or "")
        self._seen.add(name)
        return self.sent.get(name, "")

    def has(self, do: str, name: str, code: str, default: bool = False) -> bool:
        """Whether a box is ticked or a choice is made."""
        return code in self.sent.getlist(name) if self.into(do) else default

    def error(self, do: str, name: str) -> str:
        """What is wrong with a field."""
        return self.errors.get(name, "") if self.into(do) else ""

    def explain(self, errors: Iterable[FieldError], form: Form) -> None:
        """Keep one sentence for each field that has to be corrected, in the order of the page."""
        found: dict[str, str] = {}
        for error in errors:
            found.setdefault(error.field.split(".")[0], staff_sentences.of_field(error))
        known = (*form.order, *form.texts, *form.lists, *form.numbers, *form.ticks, *form.moments, *form.tables)
        self.errors = {name: found[name] for name in (*dict.fromkeys(known), *found) if name in found}


def _table(name: str, sent: MultiDict[str, str]) -> dict[str, int | str]:
    rows = {field.partition(".")[2]: text for field, text in sent.items() if field.startswith(f"{name}.") and text}
    return {code: int(text) if text in _DIGITS else text for code, text in rows.items()}


def _in_utc(text: str) -> str:
    """What a browser's field for date and time holds, by the clock of the region, with its zone."""
    try:
        at = datetime.fromisoformat(text)
        if at.tzinfo is None:
            at = at.replace(tzinfo=ZoneInfo(here().programme.time_zone))
        return at.astimezone(UTC).isoformat()
    except (ValueError, OverflowError):
        return text  # the service says what is wrong with it
