"""What Lotse says to those who work with it when something cannot be done; they read German and English only.

Their words are a domain of translation of their own (`translations/de/LC_MESSAGES/staff.po`, English is the
source), so the catalogues of the public pages need not hold what no client ever reads. A code that has no words
here has those of `sentences.py`; one that has both is said to staff in these.
"""

from __future__ import annotations

from collections.abc import Mapping

from gateway import sentences
from gateway.staff_sentences import (
    of_accounts,
    of_booking,
    of_choices,
    of_desk,
    of_documents,
    of_erasures,
    of_feeds,
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
from gateway.staff_sentences.saying import N_, gettext, ngettext
from services.chassis.errors import FieldError

__all__ = ["FIELDS", "N_", "PROBLEMS", "gettext", "ngettext", "of_field", "of_problem"]

_PARTS = (
    of_places,
    of_accounts,
    of_work,
    of_booking,
    of_choices,
    of_desk,
    of_documents,
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
# code → title, what happened and what to do
PROBLEMS: Mapping[str, tuple[str, str]] = {code: said for part in _PARTS for code, said in part.PROBLEMS.items()}
# code → what is wrong with a field and how to put it right
FIELDS: Mapping[str, str] = {code: said for part in _PARTS for code, said in part.FIELDS.items()}


def of_problem(code: str, kind: str) -> tuple[str, str]:
    """Title and sentence for a code, as staff are told; see `sentences.of_problem`."""
    if code not in PROBLEMS:
        return sentences.of_problem(code, kind)
    title, sentence = PROBLEMS[code]
    return gettext(title), gettext(sentence)


def of_field(error: FieldError) -> str:
    """What is wrong with one field, as staff are told; see `sentences.of_field`."""
    message = sentences.chosen(FIELDS, error)
    return sentences.filled(gettext(message), error) if message else sentences.of_field(error)
