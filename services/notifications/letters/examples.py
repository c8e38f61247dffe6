"""Invented facts, with which words are shown to those who look them over, and measured."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from services.notifications.letters.filling import Facts
from services.notifications.letters.writing import Letters
from services.notifications.model.appointments import Appointment

BEGINS = datetime(2026, 11, 30, 9, 30, tzinfo=UTC)
# Nobody's: what stands in the place of facts.
_REFERENCE, _TOKEN, _LINK = "K7M-4XQ-6", "example", "example"
_ABOUT_AN_APPOINTMENT = ("appointment_", "interpreter_")


def example(letters: Letters, kind: str, language: str) -> tuple[Appointment | None, Facts]:
    """What a message of this kind would be about, and what else it could tell."""
    appointment = None
    if kind.startswith(_ABOUT_AN_APPOINTMENT):
        ends = BEGINS + timedelta(hours=1)
        appointment = Appointment("example", letters.organisation, 1, BEGINS, ends, letters.first_place)
    return appointment, letters.example_facts(kind, language, _REFERENCE, _TOKEN, appointment)


def example_stop_url(letters: Letters, language: str) -> str:
    """The link at the end of a mail."""
    return letters.stop_url(language, _LINK)
