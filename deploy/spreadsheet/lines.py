"""A line of a spreadsheet as the schema of an imported case wants it, and what is wrong with it in sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from deploy.spreadsheet import cells
from deploy.spreadsheet.words import Words, plain
from deploy.spreadsheet.workbook import BROKEN, MERGED, NO_VALUE, Row
from services.cases.model.imports import CHANGED, ERASED, KNOWN, NEW
from services.cases.schemas.imports import ImportCase
from services.chassis import fields
from services.chassis.errors import Invalid
from services.chassis.programme import Programme

# A column, the code of what is wrong in it, and the words of its sentence.
Fault = tuple[str, str, Mapping[str, Any]]

WRONG, EXAMPLE = "wrong", "example"
SAYS = {
    NEW: "new",
    KNOWN: "already here",
    CHANGED: "changed there: differs in {columns}. Nothing is changed here; do it in the case",
    ERASED: "was erased here, and is not taken in again",
    EXAMPLE: "an example of the template, left out",
}

# What whoever keeps the list reads where a cell cannot be accepted; `column` is its heading there.
_SENTENCES = {
    "required": "{column}: is missing.",
    NO_VALUE: "{column}: the formula has no value yet. Open the file in a spreadsheet program and save it.",
    BROKEN: "{column}: the formula in it is broken. Write the value instead.",
    MERGED: "{column}: the cell is merged with one above. Undo the merging, and write the value into every line.",
    "is_a_date": "{column}: the program has made a date of it. Format the column as text, and write it again.",
    "two_people": "{column}: there is more than one person in it. Every person needs a line of their own.",
    "not_a_name": "{column}: is no name; a name has letters only.",
    "not_latin": "{column}: has letters that are not Latin. Leave it empty, or write it in Latin letters.",
    "not_a_day": "{column}: is no day. Write it as 01.02.2025 or 2025-02-01.",
    "not_a_date": "{column}: is no day. Write it as 01.02.2025 or 2025-02-01.",
    "not_a_phone": "{column}: is no telephone number, or more than one. Write one, as in 030 23125 010.",
    "not_an_email": "{column}: is no e-mail address, or more than one. Write one.",
    "number_out_of_range": "{column}: is a year from {min} to {max}.",
    "in_the_future": "{column}: is still to come.",
    "unknown_word": "{column}: “{word}” is not known.{hint} The sheet 'Codes' of the template has all words.",
    "unknown_counsellor": "{column}: nobody who counsels here at present is called so. Write the user name; "
    "'lotse accounts list' shows them.",
    "ambiguous_counsellor": "{column}: more than one counsellor is called so. Write the user name.",
    "counsellor_not_active": "{column}: takes no cases at present.",
    "twice": "{column}: stands in line {line} already. Every case needs a number of its own.",
    "too_long": "{column}: has more than {max} characters.",
    "too_many": "{column}: names more than {max}.",
    "control_characters": "{column}: has characters in it that cannot be seen. Write it anew.",
}


@dataclass(frozen=True)
class Line:
    """A line that was read: its row, its number there, and what the schema wants, or what is wrong.

    `state` is one of SAYS, or WRONG; `says` the sentences for whoever keeps the list.
    """

    row: int
    number: str
    state: str
    says: str
    asked: Mapping[str, Any] | None = field(default=None, repr=False)

    def become(self, state: str, says: str) -> Line:
        """The same line in another state; what it holds is kept only while it is to be written."""
        return replace(self, state=state, says=says, asked=self.asked if state == NEW else None)


class Reader:
    """Reads the lines of one sheet. `counsellors` are their account ids by what they are called."""

    def __init__(
        self,
        programme: Programme,
        words: Words,
        headings: Mapping[str, str],
        counsellors: Mapping[str, Iterable[str]],
    ):
        self._words = words
        self._headings = headings
        self._schema = ImportCase(programme)
        self._counsellors = counsellors
        self._numbers: dict[str, int] = {}
        self._people: dict[tuple[str, Any], int] = {}
        codes = words.codes
        # column → which field its value goes to, and how it is read
        self._reads: dict[str, tuple[str, Callable[[Any], Any]]] = {
            "number": ("number", cells.one_line),
            **{name: (name, cells.name) for name in ("name", "given_name", "family_name", "name_latin")},
            "birth_year": ("birth_year", cells.birth_year),
            "phone": ("phone", cells.phone),
            "email": ("email", cells.email),
            "language": ("languages", lambda value: cells.several(value, codes["language"])),
            "topics": ("topics", lambda value: cells.several(value, codes["topic"])),
            "opened_on": ("opened_on", cells.day),
            "consent_on": ("consent_on", cells.day),
            "counsellor": ("counsellor_id", self._counsellor),
            "message": ("message", cells.text),
        } | {kind: (kind, _reading(codes[kind])) for kind in _CODED}

    def read(self, row: Row) -> Line:
        """The line: what it holds, or everything that is wrong with it."""
        number = _number(row)
        if self._words.is_example(number):
            return Line(row.number, number, EXAMPLE, SAYS[EXAMPLE])
        faults: list[Fault] = [(column, code, {}) for column, code in row.faults.items()]
        asked: dict[str, Any] = {}
        for column, value in row.values.items():
            name, read = self._reads[column]
            try:
                asked[name] = read(value)
            except cells.Unreadable as error:
                faults.append((column, error.code, error.params))
        _put_together(asked)
        loaded, refused = self._load(asked)
        told = {_FIELD_OF.get(column, column) for column, *_ in faults}
        faults += [fault for fault in refused if _FIELD_OF.get(fault[0], fault[0]) not in told]
        faults += self._twice(row.number, number)
        if faults:
            return self.wrong(Line(row.number, number, WRONG, ""), faults)
        return Line(row.number, number, NEW, self._remarks(row, loaded), loaded)

    def wrong(self, line: Line, faults: Iterable[Fault]) -> Line:
        """The line, with what is wrong about it."""
        return line.become(WRONG, " ".join(self._sentence(*fault) for fault in faults))

    def columns_of(self, names: Iterable[str]) -> str:
        """What the columns of these fields are called in the sheet."""
        return ", ".join(dict.fromkeys(self._heading(column_of(name)) for name in names))

    def _load(self, asked: Mapping[str, Any]) -> tuple[dict[str, Any], list[Fault]]:
        try:
            return fields.load(self._schema, asked), []
        except Invalid as error:
            return {}, [(column_of(fault.field), fault.code, fault.params) for fault in error.errors]

    def _twice(self, row: int, number: str) -> Iterator[Fault]:
        first = self._numbers.setdefault(number.casefold(), row) if number else row
        if first != row:
            yield "number", "twice", {"line": first}

    def _remarks(self, row: Row, asked: Mapping[str, Any]) -> str:
        person = (plain(asked["name"]), asked["birth_year"])
        first = self._people.setdefault(person, row.number)
        remarks = {
            "hidden in the sheet": row.hidden,
            f"may be the person of line {first}": first != row.number,
            "name turned round at its comma": "," in str(row.values.get("name", "")),
        }
        return "; ".join([SAYS[NEW], *(remark for remark, holds in remarks.items() if holds)])

    def _counsellor(self, value: Any) -> str:
        found = set(self._counsellors.get(plain(cells.one_line(value)), ()))
        if len(found) != 1:
            raise cells.Unreadable("ambiguous_counsellor" if found else "unknown_counsellor")
        return found.pop()

    def _sentence(self, column: str, code: str, params: Mapping[str, Any]) -> str:
        near = params.get("near")
        words = {**params, "column": self._heading(column), "hint": f" Is “{near}” meant?" if near else ""}
        return _SENTENCES.get(code, "{column}: cannot be accepted ({code}).").format(code=code, **words)

    def _heading(self, column: str) -> str:
        known = self._words.columns.get(column)
        return self._headings.get(column) or (known.headings[0] if known else column)


_CODED = ("language_mode", "municipality", "phase", "track", "urgency", "channel")
_COLUMN_OF = {"languages": "language", "counsellor_id": "counsellor"}
# What is wrong with a part of the name is wrong with the name, and is told once.
_FIELD_OF = {"given_name": "name", "family_name": "name"}


def column_of(name: str) -> str:
    """The column that a field of the schema comes from."""
    first = name.partition(".")[0]
    return _COLUMN_OF.get(first, first)


def _reading(codes: Any) -> Callable[[Any], str]:
    return lambda value: cells.code(value, codes)


def _number(row: Row) -> str:
    try:
        return cells.one_line(row.values.get("number", ""))
    except cells.Unreadable:
        return ""


def _put_together(asked: dict[str, Any]) -> None:
    """One name of its two parts; one language to talk in, and the further ones."""
    parts = [asked.pop(part, None) for part in ("given_name", "family_name")]
    if all(parts):
        asked.setdefault("name", " ".join(parts))
    if languages := asked.pop("languages", None):
        asked["language"], *further = languages
        if further:
            asked["languages"] = further
