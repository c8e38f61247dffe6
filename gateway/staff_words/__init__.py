"""What staff pages call things: for each kind of code its words, in the order of the screen.

The services speak in codes (`handed_over`, `no_capacity`); here stand the words, English as the source.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from itertools import chain

from gateway.staff_sentences import gettext, ngettext
from gateway.staff_words import (
    of_accounts,
    of_booking,
    of_choices,
    of_desk,
    of_documents,
    of_erasures,
    of_feeds,
    of_history,
    of_interpreters,
    of_likenesses,
    of_mail,
    of_messages,
    of_messages_seen,
    of_people,
    of_places,
    of_plans,
    of_privacy,
    of_releases,
    of_residence,
    of_rights,
    of_waiting,
    of_ways,
    of_work,
)

Words = Mapping[str, str]

_PARTS = (
    of_places,
    of_accounts,
    of_work,
    of_booking,
    of_choices,
    of_desk,
    of_documents,
    of_history,
    of_interpreters,
    of_likenesses,
    of_mail,
    of_messages,
    of_messages_seen,
    of_people,
    of_plans,
    of_erasures,
    of_feeds,
    of_privacy,
    of_releases,
    of_residence,
    of_rights,
    of_waiting,
    of_ways,
)
_NAMES = dict.fromkeys(chain.from_iterable(part.TABLES for part in _PARTS))
# A table that several parts know (`done`: what was just done) holds the words of them all.
TABLES: Mapping[str, Words] = {
    name: {code: said for part in _PARTS for code, said in part.TABLES.get(name, {}).items()} for name in _NAMES
}


def word(table: str, code: str | None) -> str:
    """What a code of this table is called in the reader's language; the code itself where it has no words here."""
    words = TABLES[table].get(code or "")
    return gettext(words) if words else code or ""


def words(table: str) -> list[tuple[str, str]]:
    """All codes of a table with their words, as a field of a form offers them."""
    return [(code, gettext(said)) for code, said in TABLES[table].items()]


def is_code(text: str) -> bool:
    """Whether this is something to choose from one of the tables, and no word of anybody's own."""
    return any(text in table for table in TABLES.values())


def words_and_meaning(table: str) -> list[tuple[str, str, str]]:
    """The same, each with a sentence that says what it means."""
    return [(code, said, word(f"{table}_means", code)) for code, said in words(table)]


def since(at: datetime) -> str:
    """For how long, in words: "for 3 days"."""
    gone = datetime.now(UTC) - at
    if gone < timedelta(minutes=1):
        return gettext("just now")
    if gone < timedelta(hours=1):
        return ngettext("for one minute", "for %(num)s minutes", int(gone.total_seconds() // 60))
    if gone < timedelta(days=1):
        return ngettext("for one hour", "for %(num)s hours", int(gone.total_seconds() // 3600))
    return ngettext("for one day", "for %(num)s days", gone.days)
