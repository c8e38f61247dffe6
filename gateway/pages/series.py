"""What became of the appointments of a series, told on the page that comes after booking it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gateway import staff_words, wall_clock
from gateway.staff_sentences import gettext, ngettext


def told(answer: Mapping[str, Any]) -> dict[str, Any] | str:
    """What the next page says of a booking: its name, or of a series when each begins and why it is left out."""
    if "series_id" not in answer:
        return "book_appointment"
    return {"series": [(turn["starts_at"], turn["left_out"]) for turn in answer["items"]]}


def sentences(booked: Mapping[str, Sequence[tuple[str, str | None]]]) -> list[str]:
    """The same in words: what is booked, and what is not and why, each with its weekday."""
    taken = [starts_at for starts_at, left_out in booked["series"] if left_out is None]
    missing = [
        f"{wall_clock.short_day(starts_at)} ({staff_words.word('left_out', left_out)})"
        for starts_at, left_out in booked["series"]
        if left_out is not None
    ]
    days = "; ".join(f"{wall_clock.short_day(at)}, {wall_clock.hour(at)}" for at in taken)
    said = ngettext(
        "One appointment is booked: %(days)s.", "%(num)s appointments are booked: %(days)s.", len(taken), days=days
    )
    return [said, *([gettext("Not booked: %(days)s.", days="; ".join(missing))] if missing else [])]
