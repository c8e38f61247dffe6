"""The places of a programme: where they are, when they are open, their rooms, and how one gets there and in."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from itertools import pairwise
from pathlib import Path
from typing import Any

Names = Mapping[str, str]  # language → name
Opening = tuple[time, time]  # from (included) until (not included), on the clock on the wall
# As a file names them, in the order of the week: Monday is 0.
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_STEP = 5  # minutes, on which all times of a day begin and end
_CODE = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


@dataclass(frozen=True)
class Room:
    """A room of a place, as its code stands on the door or in a calendar."""

    code: str
    name: Names
    seats: int
    barrier_free: bool


@dataclass(frozen=True)
class Place:
    """Where consultation happens.

    `opening` is weekday (Monday is 0) → when it is open, in order; a weekday that is not there is closed.
    `accessibility` are codes of the programme's `accessibility`, `directions` say how one gets there and in.
    """

    code: str
    name: Names
    municipality: str
    address: str
    phone: str
    opening: Mapping[int, tuple[Opening, ...]]
    rooms: Mapping[str, Room]
    accessibility: tuple[str, ...]
    directions: Names


def load(
    path: Path, places: Mapping[str, Mapping[str, Any]], languages: Sequence[str]
) -> tuple[dict[str, Place], dict[str, Names]]:
    """The places with what this file says of them, and what the codes of accessibility are called.

    What a place does not say is as in `[usual]`. Raises ValueError with a sentence for what is wrong in the file.
    """
    data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    said, usual, accessibility = data.get("places", {}), data["usual"], data["accessibility"]
    for code in said:
        if code not in places:
            raise ValueError(f"{path.name}: {code} is no place of programme.toml")
    for code, names in accessibility.items():
        _require_languages(f"{path.name}: the name of accessibility.{code}", names, languages)
    found = {}
    for code, base in places.items():
        own, where = usual | said.get(code, {}), f"{path.name}: {code}"
        for each in own["accessibility"]:
            if each not in accessibility:
                raise ValueError(f"{where} has the accessibility {each!r}, which has no name under [accessibility]")
        _require_languages(f"{where}: directions", own["directions"], languages)
        found[code] = Place(
            code=code,
            **base,
            opening=_opening(where, own["opening"]),
            rooms={room: _room(f"{where}, room {room}", room, facts) for room, facts in own["rooms"].items()},
            accessibility=tuple(own["accessibility"]),
            directions=own["directions"],
        )
    return found, accessibility


def _opening(where: str, week: Mapping[str, Sequence[Sequence[str]]]) -> dict[int, tuple[Opening, ...]]:
    found = {}
    for name, spans in week.items():
        if name not in WEEKDAYS:
            raise ValueError(f"{where} is open on {name!r}, which is none of {', '.join(WEEKDAYS)}")
        times = tuple((_clock(where, begins), _clock(where, ends)) for begins, ends in spans)
        for begins, ends in times:
            if ends <= begins:
                raise ValueError(f"{where} closes on {name} at {ends:%H:%M}, before it opens at {begins:%H:%M}")
        for (_, ends), (begins, _) in pairwise(times):
            if begins < ends:
                raise ValueError(f"{where} is open on {name} from {begins:%H:%M}, while it is open already")
        if times:
            found[WEEKDAYS.index(name)] = times
    return found


def _clock(where: str, text: str) -> time:
    try:
        shown = time.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{where} is open at {text!r}, which is no time of a day such as 08:30") from None
    if shown.minute % _STEP or shown.second:
        raise ValueError(f"{where} is open at {text}, which is not on whole {_STEP} minutes")
    return shown


def _room(where: str, code: str, facts: Mapping[str, Any]) -> Room:
    if not _CODE.fullmatch(code):
        raise ValueError(f"{where}: a code has small letters, digits, dots and hyphens, at most 64")
    if facts["seats"] < 1:
        raise ValueError(f"{where} has {facts['seats']} seats: at least one is needed")
    _require_languages(where, facts["name"], ("de", "en"))
    return Room(code, facts["name"], facts["seats"], facts["barrier_free"])


def _require_languages(what: str, names: Names, languages: Sequence[str]) -> None:
    if missing := [language for language in languages if not names.get(language)]:
        raise ValueError(f"{what} is missing in {', '.join(missing)}")
