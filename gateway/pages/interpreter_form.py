"""The form of somebody who interprets: the same fields for whoever is new on the list and for whoever is on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import count
from typing import Any

from babel.numbers import format_decimal
from werkzeug.datastructures import MultiDict

from gateway.installation import here
from gateway.languages import locale, name_of
from gateway.pages.typed import Form

_WEEK = range(7)
_NEW_LINES = 2  # certificates that can be added at once
_ONE_WAY = "one_way"
_EUROS = ("hourly_cents", "flat_cents")
_ORDER = (
    *("kind", "name", "languages", "email", "phone", "gender", "pledged_on", "certificates", "available"),
    *("hourly_cents", "flat_cents", "active", "note"),
)
# What is taken away by leaving its field empty; that there is no name, the service refuses.
_EMPTIED = ("name", "email", "phone", "gender", "pledged_on", "flat_cents", "note")
_CLOCK = re.compile(r"\d{1,2}:\d\d", re.ASCII)
_NO_TIME = "?"  # what the service says is no time, however long it was


class _AboutInterpreter(Form):
    """Its rows become lists: `certificate.0` with `valid_until.0`, and the hours of each day in one field."""

    def body(self, sent: MultiDict[str, str]) -> dict[str, Any]:
        """What was typed, euros in cents, and a language as a pair."""
        body = super().body(sent) | {
            "languages": [_pair(code) for code in sent.getlist("languages")],
            "certificates": list(_certificates(sent)),
            "available": [each for weekday in _WEEK for each in _hours(weekday, sent.get(f"available.{weekday}", ""))],
        }
        return body | {name: _cents(body[name]) for name in _EUROS if name in body}


class _ChangesInterpreter(_AboutInterpreter):
    """The form of somebody on the list: an empty field means that there is nothing any more."""

    def body(self, sent: MultiDict[str, str]) -> dict[str, Any]:
        """All of it, also what was emptied."""
        return dict.fromkeys(_EMPTIED) | {"hourly_cents": 0} | super().body(sent)


_TEXTS = ("kind", "name", "email", "phone", "gender", "pledged_on", *_EUROS, "note")
ADD = {"add_interpreter": _AboutInterpreter("scheduling", texts=_TEXTS, order=_ORDER)}
CHANGE = {
    "change_interpreter": _ChangesInterpreter(
        "scheduling", texts=_TEXTS, numbers=("version",), ticks=("active",), order=_ORDER
    )
}


def languages(pairs: Sequence[Mapping[str, Any]], shown_in: str) -> list[tuple[str, str]]:
    """What can be ticked: the pairs somebody has, and every other language into the programme's own and back."""
    own = here().programme.default_language
    mine = {_code(pair): _said(pair, own, shown_in) for pair in pairs}
    every = {f"{code}/{own}": name_of(code, shown_in) for code in here().programme.request_languages if code != own}
    return sorted((every | mine).items(), key=lambda option: option[1].casefold())


def codes_of(pairs: Sequence[Mapping[str, Any]]) -> list[str]:
    """How pairs of languages stand in the form: `ka/de`, or `ka/de/one_way`."""
    return [_code(pair) for pair in pairs]


def hours_of(available: Sequence[Mapping[str, Any]], weekday: int) -> str:
    """The hours of a day as its field shows them: `09:00–12:00, 14:00–16:00`."""
    return ", ".join(f"{each['begins']}–{each['ends']}" for each in available if each["weekday"] == weekday)


def certificates_shown(certificates: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Those somebody has, and empty lines for more."""
    return [*certificates, *({"code": "", "valid_until": ""} for _ in range(_NEW_LINES))]


def euros_of(cents: int | None) -> str:
    """Cents as one types euros in."""
    return "" if cents is None else str(format_decimal(Decimal(cents) / 100, "0.00", locale=locale()))


def _code(pair: Mapping[str, Any]) -> str:
    return "/".join((pair["source"], pair["target"], *([] if pair["both_ways"] else [_ONE_WAY])))


def _pair(code: str) -> dict[str, Any]:
    source, _, rest = code.partition("/")
    target, _, way = rest.partition("/")
    return {"source": source, "target": target, "both_ways": way != _ONE_WAY}


def _said(pair: Mapping[str, Any], own: str, shown_in: str) -> str:
    source, target = name_of(pair["source"], shown_in), name_of(pair["target"], shown_in)
    if pair["both_ways"]:
        return source if pair["target"] == own else f"{source} ↔ {target}"
    return f"{source} → {target}"


def _certificates(sent: MultiDict[str, str]) -> Iterator[dict[str, Any]]:
    lines = count()
    while (name := f"certificate.{(line := next(lines))}") in sent:
        until = sent.get(f"valid_until.{line}", "").strip()
        if (code := sent[name].strip()) or until:
            yield {"code": code, "valid_until": until or None}


def _hours(weekday: int, text: str) -> Iterator[dict[str, Any]]:
    for part in filter(None, (each.strip() for each in text.split(","))):
        begins, _, ends = part.replace("–", "-").partition("-")
        yield {"weekday": weekday, "begins": _clock(begins.strip()), "ends": _clock(ends.strip())}


def _clock(text: str) -> str:
    return text.zfill(5) if _CLOCK.fullmatch(text) else _NO_TIME


def _cents(euros: str) -> int | str:
    """Euros as people write them; what is none goes on as it is, and the service says so."""
    whole, _, cents = euros.replace(",", ".").partition(".")
    shown = f"{whole}{(cents + '00')[:2]}"
    is_euros = shown.isascii() and shown.isdigit() and len(cents) <= 2 and len(shown) < 10
    return int(shown) if is_euros else euros
