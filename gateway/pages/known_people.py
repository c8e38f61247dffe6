"""Whether somebody whose name was typed is known already: shown once, after the first press of the button."""

from __future__ import annotations

from typing import Any

from gateway import who
from gateway.pages.typed import Typed
from services.chassis.errors import LotseError

CHOICE = "person_id"


def hint(do: str) -> dict[str, Any] | None:
    """What a search finds for the name in this form; None if nobody, or if the question was answered already.

    A hint that cannot be had (the service is busy, the name is none) holds nobody up: the command says what is wrong.
    """
    typed = Typed.read()
    name = typed.sent.get("name", "").strip()
    if typed.do != do or typed.sent.get(CHOICE) or not name:
        return None
    year = typed.sent.get("birth_year", "").strip()
    born = {"birth_year": int(year)} if year.isascii() and year.isdigit() and len(year) < 10 else {}
    try:
        found = who.ask("cases", "find_people", {"name": name} | born)
    except LotseError:
        return None
    return found if found["items"] or found["elsewhere"] else None
