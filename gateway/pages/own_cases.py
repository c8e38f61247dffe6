"""One's own open cases: to call appointments by a name, and to say in a word or two whose appointment it is."""

from __future__ import annotations

from typing import Any

from gateway import who
from services.chassis.errors import FieldError, Invalid, TooLate, Unavailable
from services.chassis.names import latin

_MANY = 100


def mine() -> dict[str, dict[str, Any]]:
    """My open cases by their id; none while `cases` is away."""
    try:
        asked = {"mine": True, "status": "open", "limit": _MANY}
        return {case["case_id"]: case for case in who.ask("cases", "cases", asked)["items"]}
    except (Unavailable, TooLate):
        return {}


def named(typed: str) -> str:
    """The id of the case that somebody means by a reference or by some of a name.

    A name is looked for among one's own, a reference among all that one may know of. Raises Invalid, at `case`, where
    nothing was typed, nothing fits, or several do.
    """
    wanted = typed.casefold().strip()
    if not wanted:
        raise _wrong("required")
    own = list(mine().values())
    for fits in (_is_called, _is_called_like):
        found = [case["case_id"] for case in own if fits(case, wanted)]
        if found:
            return _only(found)
    return _only(_under(typed))


def _is_called(case: dict[str, Any], wanted: str) -> bool:
    return _plain(wanted) == _plain(case["reference"]) or wanted in _names(case)


def _is_called_like(case: dict[str, Any], wanted: str) -> bool:
    return any(wanted in name for name in _names(case))


def _names(case: dict[str, Any]) -> set[str]:
    """As it is written, and in Latin letters: not every keyboard has those of every name."""
    name = case["name"] or ""
    return {name.casefold(), latin(name).casefold()} - {""}


def _plain(reference: str | None) -> str:
    return (reference or "").casefold().replace("-", "").replace(" ", "")


def _under(reference: str) -> list[str]:
    try:
        found = who.ask("cases", "find_people", {"reference": reference})["items"]
    except Invalid:
        return []  # what was typed cannot be a reference
    return [
        case["case_id"]
        for person in found
        for case in person["cases"]
        if case["status"] == "open" and _plain(case["reference"]) == _plain(reference)
    ]


def _only(found: list[str]) -> str:
    if len(found) != 1:
        raise _wrong("several_cases" if found else "unknown_case")
    return found[0]


def _wrong(code: str) -> Invalid:
    return Invalid("invalid", "It is not clear whose appointment it is.", errors=(FieldError.of("case", code),))
