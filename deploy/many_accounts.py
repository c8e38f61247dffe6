"""A file of people who begin to work here: JSON lines, or CSV with a heading, one account a line."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any

_LISTS = ("roles", "languages", "municipalities", "topics")
_OF_COUNSELLORS = ("languages", "municipalities", "topics", "capacity")
_FIELDS = ("user", "name", "organisation", "roles", "password", *_OF_COUNSELLORS)


class NotReadable(Exception):
    """A line of the file cannot be read; the message is a sentence that says which, and what to do."""


def read(source: IO[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    """The number of each line and the account it asks for, as `create_account` is asked. Blank lines are left out.

    JSON where the first line begins with a brace; otherwise CSV, in which several codes of one field stand side by
    side with blanks between them. Raises NotReadable.
    """
    lines = list(source)
    is_json = next((line for line in lines if line.strip()), "").lstrip().startswith("{")
    for number, fields in _of_json(lines) if is_json else _of_csv(lines):
        if unknown := set(fields) - set(_FIELDS):
            raise NotReadable(
                f"Line {number}: there is no field {', '.join(sorted(map(str, unknown)))}; there are "
                f"{', '.join(_FIELDS)}."
            )
        yield number, _account(fields)


def _of_json(lines: Iterable[str]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            fields = json.loads(line)
        except ValueError:
            fields = None
        if not isinstance(fields, dict):
            raise NotReadable(f"Line {number} is not a JSON object; write one account a line.")
        yield number, fields


def _of_csv(lines: Iterable[str]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    rows = csv.DictReader(lines)
    for row in rows:
        fields = {name: value.strip() for name, value in row.items() if name and value and value.strip()}
        if None in row:
            raise NotReadable(f"Line {rows.line_num} has more fields than the heading; check its commas.")
        spread: dict[str, Any] = {name: value.split() if name in _LISTS else value for name, value in fields.items()}
        if (capacity := spread.get("capacity", "")).isdigit():
            spread["capacity"] = int(capacity)
        if spread:
            yield rows.line_num, spread


def _account(fields: Mapping[str, Any]) -> dict[str, Any]:
    account = {name: value for name, value in fields.items() if name not in _OF_COUNSELLORS}
    about = {name: value for name, value in fields.items() if name in _OF_COUNSELLORS}
    return account | ({"counsellor": about} if about else {})
