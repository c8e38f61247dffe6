"""What this region calls its things, for pages that list them: organisations, municipalities, topics."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gateway import languages
from gateway.installation import here
from gateway.pages.frame import named
from gateway.staff_words import word
from services.chassis.programme import Names

Options = list[tuple[str, str]]  # code, words

# What stands where a mail did not say where somebody lives.
NOT_KNOWN_YET = "unknown"


def organisation(code: str | None) -> str:
    """What an organisation is called; its code where this region does not know it."""
    found = here().programme.organisations.get(code or "")
    return found.name if found else code or ""


def municipality(code: str | None) -> str:
    """What a municipality is called; its code where this region does not know it. Who wrote a mail has said none."""
    if code == NOT_KNOWN_YET:
        return word("municipality", code)
    return here().programme.municipalities.get(code or "", code or "")


def place(code: str) -> str:
    """What a place is called in the reader's language; its code where this region does not know it."""
    known = here().programme.places.get(code)
    return named(known.name) if known else code


def room(place_code: str, code: str) -> str:
    """What a room of a place is called in the reader's language; its code where this region does not know it."""
    at = here().programme.places.get(place_code)
    known = at.rooms.get(code) if at else None
    return named(known.name) if known else code


def room_options() -> Options:
    """The rooms of all places, each with its place; none where no place has any."""
    places = here().programme.places.values()
    return [(code, f"{place(at.code)}: {named(each.name)}") for at in places for code, each in at.rooms.items()]


def topic(code: str) -> str:
    """What a topic is called in the reader's language; its code where this region does not know it."""
    known = here().programme.topics.get(code)
    return named(known) if known else code


def known(table: Mapping[str, Names], code: str) -> str:
    """What a code of a table of the programme is called in the reader's language; the code itself where it is not."""
    return named(table[code]) if code in table else code


def options(table: Mapping[str, Names]) -> Options:
    """The codes of a table of the programme with their names in the reader's language, as a field offers them."""
    return [(code, named(known)) for code, known in table.items()]


def question_purpose(code: str) -> str:
    """What the foreigners' authority asks for, in the reader's language; the code where the region has no such one."""
    found = here().programme.residence.purposes.get(code)
    return named(found.name) if found else code


def topic_options(first: Sequence[str] = ()) -> Options:
    """All topics, these first."""
    return [(code, topic(code)) for code in dict.fromkeys((*first, *here().programme.topics))]


def page_language_options() -> Options:
    """The languages in which there is a data notice."""
    return [(code, languages.name_of(code, languages.current())) for code in here().programme.page_languages]


def counsellor_options(counsellors: Sequence[Mapping[str, Any]]) -> Options:
    """Case managers by name."""
    return [(each["counsellor_id"], each["name"]) for each in counsellors]
