"""What is pressing in a case: who waits for an answer, what was missed, what is due or ends. It stands above all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from gateway import names, wall_clock
from gateway.installation import here
from gateway.staff_sentences import gettext
from gateway.staff_words import word

Case = Mapping[str, Any]

# As on the page of one's own work: what lies further ahead can wait.
_AHEAD = timedelta(days=14)
# So many stand there at once; the rest is one step away.
_AT_ONCE = 5


@dataclass(frozen=True)
class Pressing:
    """One thing: its kind, its words, its day (ISO 8601), the part of the page where it is seen to; what it leads
    towards."""

    kind: str
    words: str
    day: str | None
    part: str
    is_late: bool = False
    towards: str = ""


def of_case(case: Case, appointments: Mapping[str, Any], residence: Mapping[str, Any]) -> dict[str, Any]:
    """`next`: the appointment that comes, if any; `things`: what is pressing, the longest overdue first; `more`: what
    there is no room for at once. The other two are as their own parts of the page show them."""
    booked = appointments.get("open", [])
    found = [*_waiting(case, booked), *_dated(case, residence)]
    return {
        "next": next((one for one in booked if not one["has_begun"]), None),
        "things": found[:_AT_ONCE],
        "more": found[_AT_ONCE:],
    }


def _waiting(case: Case, booked: list[Mapping[str, Any]]) -> Iterator[Pressing]:
    """What has no day of its own, because somebody waits for it now."""
    for glass in case["circle"]["glasses"]:
        if glass["is_open"]:
            yield Pressing(gettext("Opened in an emergency"), glass["by"] or "", None, "circle", is_late=True)
    for letter in case["letters_in"]:
        if letter["read_at"] is None:
            yield Pressing(word("due", "letter"), letter["subject"] or "", None, "mail", is_late=True)
    for question in case["questions"]:
        if question["status"] == "asked":
            purpose = names.question_purpose(question["purpose"])
            yield Pressing(word("due", "question"), purpose, None, "questions", is_late=True)
    for one in booked:
        if one["has_begun"]:
            yield Pressing(
                gettext("Did the appointment take place?"), wall_clock.long_day(one["starts_at"]), None, "appointments"
            )


def _dated(case: Case, residence: Mapping[str, Any]) -> list[Pressing]:
    """What is due or ends, by its day; of a case that is over, nothing but the residence document."""
    today = wall_clock.today()
    until = (today + _AHEAD).isoformat()
    promised = [one for part in _PROMISED for one in part(case)] if case["status"] == "open" else []
    found = [*(one for one in promised if one.day and one.day <= until), *_ending(residence)]
    found.sort(key=lambda one: one.day or "")
    return [replace(one, is_late=(one.day or "") < today.isoformat()) for one in found]


def _ending(residence: Mapping[str, Any]) -> Iterator[Pressing]:
    for one in residence["ending"]:
        left = f"{one['called']}: {one['left']}"
        yield Pressing(word("due", "residence_document"), left, one["valid_until"], "residence")


def _goals(case: Case) -> Iterator[Pressing]:
    for goal in case["goals"]:
        if goal["status"] == "agreed":
            topic = goal["topic"]
            yield Pressing(
                word("due", "goal"), goal["words"], goal["due_on"], f"area-{topic}", towards=names.topic(topic)
            )


def _steps(case: Case) -> Iterator[Pressing]:
    topics = {goal["goal_id"]: goal["topic"] for goal in case["goals"] if goal["status"] == "agreed"}
    for step in case["steps"]:
        if step["status"] == "open" and step["goal_id"] in topics:
            topic = topics[step["goal_id"]]
            yield Pressing(
                word("due", "step"), step["words"], step["due_on"], f"area-{topic}", towards=names.topic(topic)
            )


def _referrals(case: Case) -> Iterator[Pressing]:
    for one in case["referrals"]:
        if one["status"] in ("asked", "waiting"):
            yield Pressing(word("due", "referral"), one["name"] or "", one["ask_again_on"], "referrals")


def _releases(case: Case) -> Iterator[Pressing]:
    for one in case["releases"]:
        if one["status"] == "in_force":
            to_whom = one["recipient_name"] or names.known(here().programme.releases.recipients, one["recipient"])
            yield Pressing(word("due", "release"), to_whom, one["valid_until"], "releases")


_PROMISED: tuple[Callable[[Case], Iterator[Pressing]], ...] = (_goals, _steps, _referrals, _releases)
