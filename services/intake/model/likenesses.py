"""Whether two requests are of the same person: what speaks for it, and what somebody who could ask has decided.

Requests are linked, never merged: each keeps its own words, offers and end. The law is the table TRANSITIONS: a link
can be split, and what was split stays so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from services.chassis.errors import Refused
from services.chassis.names import keys, likeness_to
from services.intake.model.requests import Person, Request

UNDECIDED, SAME, NOT_THE_SAME, SPLIT = "undecided", "same", "not_the_same", "split"
STATUSES = (UNDECIDED, SAME, NOT_THE_SAME, SPLIT)
VERDICTS = (SAME, NOT_THE_SAME, SPLIT)
TRANSITIONS: dict[str, dict[str, str]] = {
    UNDECIDED: {SAME: SAME, NOT_THE_SAME: NOT_THE_SAME},
    # Whoever learns more may link them after all.
    NOT_THE_SAME: {SAME: SAME},
    SAME: {SPLIT: SPLIT},
    SPLIT: {},
}
_REFUSALS = {UNDECIDED: "not_linked", NOT_THE_SAME: "not_linked", SAME: "already_linked", SPLIT: "split_stays"}

SAME_PHONE, SAME_EMAIL, LIKE_NAME = "same_phone", "same_email", "like_name"
SAME_BIRTH_YEAR, OTHER_BIRTH_YEAR = "same_birth_year", "other_birth_year"
REASONS = (SAME_PHONE, SAME_EMAIL, LIKE_NAME, SAME_BIRTH_YEAR, OTHER_BIRTH_YEAR)

# From which likeness on names are usually spellings of one (services/chassis/names).
_LIKE = 80
# What a score is made of: the names first; then what else is the same. Families share a telephone, not a name.
_SHARE_OF_NAMES = 0.8
_POINTS = {SAME_PHONE: 15, SAME_EMAIL: 15, SAME_BIRTH_YEAR: 10, OTHER_BIRTH_YEAR: -20}
# Below this a name alone is not worth anybody's time.
_WORTH_A_LOOK = 60


@dataclass(frozen=True)
class Verdict:
    """What has been decided about two requests, for both: `one_id` is the smaller of the two ids."""

    one_id: str
    other_id: str
    status: str = UNDECIDED
    decided_at: datetime | None = None
    decided_by: str | None = None

    @property
    def may(self) -> tuple[str, ...]:
        """What can be decided now."""
        return tuple(TRANSITIONS[self.status])

    def of(self, request_id: str) -> str:
        """The other request."""
        return self.other_id if request_id == self.one_id else self.one_id

    def decide(self, verdict: str, by: str, at: datetime) -> Verdict:
        """They are the same person, or not, or not any more. Refused if they were split before: that stays."""
        if verdict not in TRANSITIONS[self.status]:
            raise Refused(
                _REFUSALS[self.status],
                f"Two requests that are {self.status} cannot become: {verdict}.",
                status=self.status,
                action=verdict,
            )
        return replace(self, status=TRANSITIONS[self.status][verdict], decided_at=at, decided_by=by)


@dataclass(frozen=True)
class Likeness:
    """Another request, how likely it is of the same person (0 to 100), and why, as codes of REASONS."""

    request: Request
    score: int
    reasons: tuple[str, ...]
    verdict: Verdict


def undecided(request_id: str, other_id: str) -> Verdict:
    """Two requests of which nothing was decided. Raises Refused for one request with itself."""
    if request_id == other_id:
        raise Refused("same_request", "A request is not compared with itself.")
    one_id, other_id = sorted((request_id, other_id))
    return Verdict(one_id, other_id)


def traits(person: Person) -> list[str]:
    """What a person is found by, each in words that only equal ones share: the sounds of their name, these with the
    year of birth (so that a frequent name is found among many), address and number."""
    sounds = sorted(keys(person.name))
    found = [f"name {sound}" for sound in sounds]
    found += [f"name and year {sound} {person.birth_year}" for sound in sounds if person.birth_year]
    found += [f"email {person.email.casefold()}"] if person.email else []
    found += [f"phone {person.phone}"] if person.phone else []
    return found


def compare(request: Request, others: Iterable[tuple[Request, Verdict]]) -> list[Likeness]:
    """Which of the others are of the same person, or perhaps; what is decided first, then the likest first."""
    how_like = likeness_to(request.person.name) if request.person else None
    found = [_compared(request.person, how_like, other, verdict) for other, verdict in others]
    worth = [each for each in found if _is_worth_a_look(each)]
    return sorted(worth, key=lambda each: (each.verdict.status == UNDECIDED, -each.score, each.request.request_id))


def _compared(mine: Person | None, how_like: Callable[[str], int] | None, other: Request, verdict: Verdict) -> Likeness:
    if mine is None or how_like is None or other.person is None:
        return Likeness(other, 0, (), verdict)
    names = how_like(other.person.name)
    reasons = tuple(reason for reason in REASONS if reason in _reasons(mine, other.person, names))
    points = sum(_POINTS.get(reason, 0) for reason in reasons)
    return Likeness(other, max(0, min(100, round(_SHARE_OF_NAMES * names) + points)), reasons, verdict)


def _reasons(one: Person, other: Person, names: int) -> set[str]:
    years = (one.birth_year, other.birth_year)
    found = {
        SAME_PHONE: one.phone is not None and one.phone == other.phone,
        SAME_EMAIL: one.email is not None and one.email.casefold() == (other.email or "").casefold(),
        LIKE_NAME: names >= _LIKE,
        SAME_BIRTH_YEAR: None not in years and years[0] == years[1],
        OTHER_BIRTH_YEAR: None not in years and years[0] != years[1],
    }
    return {reason for reason, holds in found.items() if holds}


def _is_worth_a_look(found: Likeness) -> bool:
    shares_contact = not {SAME_PHONE, SAME_EMAIL}.isdisjoint(found.reasons)
    return found.verdict.status != UNDECIDED or shares_contact or found.score >= _WORTH_A_LOOK
