"""To whom a request could be offered, and why: counted over the directory of counsellors; a person decides.

Every organisation of the programme is told, the best first, each with its reasons. There is no score: the reasons
that are shown are all that is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from services.intake.model.offers import DECLINED, OPEN, Offer
from services.intake.model.requests import Request


@dataclass(frozen=True)
class Counsellor:
    """What an organisation lets the region know of one of its counsellors: no name; `free` places of `capacity`."""

    counsellor_ref: str
    organisation: str
    languages: tuple[str, ...]
    municipalities: tuple[str, ...]
    topics: tuple[str, ...]
    capacity: int
    free: int
    active: bool
    listed_at: datetime


@dataclass(frozen=True)
class Reason:
    """Something that speaks for or against an organisation; `params` are what its sentence needs."""

    code: str
    params: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Candidate:
    """One counsellor of a suggested organisation, with the codes of what speaks for or against them."""

    counsellor: Counsellor
    reasons: tuple[str, ...]
    fulfilled: int


@dataclass(frozen=True)
class Suggestion:
    """One organisation. `fits`: one counsellor of theirs fulfils every point, and nothing stands in the way.

    `free` is the number of free places of all its counsellors, `fulfilled` how many of the four points somebody
    there fulfils. `hindered`: they declined this request before, or are being asked.
    """

    organisation: str
    fits: bool
    free: int
    reasons: tuple[Reason, ...]
    candidates: tuple[Candidate, ...]
    fulfilled: int
    hindered: bool


@dataclass(frozen=True)
class _Point:
    """One question to ask of a counsellor, and what is said if they fulfil it, or if they do not."""

    met: str
    unmet: str | None
    fulfilled_by: Callable[[Counsellor, Request], bool]
    told_met: Callable[[Request, Sequence[Counsellor]], dict[str, Any]]
    told_unmet: Callable[[Request], dict[str, Any]] = lambda request: {}


# `told_met` is given those counsellors who fulfil the point.
_POINTS = (
    _Point(
        "speaks_language",
        "no_language",
        lambda one, request: request.language in one.languages,
        lambda request, those: {"language": request.language, "count": len(those)},
        lambda request: {"language": request.language},
    ),
    _Point(
        "covers_municipality",
        "not_municipality",
        lambda one, request: request.municipality in one.municipalities,
        lambda request, those: {"municipality": request.municipality, "count": len(those)},
    ),
    _Point(
        "knows_topics",
        None,
        lambda one, request: not set(request.topics).isdisjoint(one.topics),
        lambda request, those: {
            "topics": [topic for topic in request.topics if any(topic in one.topics for one in those)]
        },
    ),
    _Point(
        "free_places",
        "full",
        lambda one, request: one.free > 0,
        lambda request, those: {"free": sum(one.free for one in those)},
    ),
)


def suggest(
    request: Request, organisations: Collection[str], directory: Iterable[Counsellor], offers: Sequence[Offer]
) -> list[Suggestion]:
    """Every organisation, the best first: most points fulfilled, then one counsellor for all of them, then most free
    places, then by code. Who declined this request before or has an open offer of it stands last."""
    staff: dict[str, list[Counsellor]] = {organisation: [] for organisation in organisations}
    for counsellor in directory:
        if counsellor.active and counsellor.organisation in staff:
            staff[counsellor.organisation].append(counsellor)
    suggestions = [
        _suggestion(request, organisation, counsellors, _in_the_way(organisation, offers))
        for organisation, counsellors in staff.items()
    ]
    return sorted(
        suggestions, key=lambda one: (one.hindered, -one.fulfilled, not one.fits, -one.free, one.organisation)
    )


def _suggestion(
    request: Request, organisation: str, counsellors: Sequence[Counsellor], hindered: tuple[Reason, ...]
) -> Suggestion:
    reasons, fulfilled = [], 0
    for point in _POINTS:
        those = [one for one in counsellors if point.fulfilled_by(one, request)]
        if those:
            fulfilled += 1
            reasons.append(Reason(point.met, point.told_met(request, those)))
        elif point.unmet:
            reasons.append(Reason(point.unmet, point.told_unmet(request)))
    candidates = sorted(
        (_candidate(request, one) for one in counsellors),
        key=lambda one: (-one.fulfilled, -one.counsellor.free, one.counsellor.counsellor_ref),
    )
    return Suggestion(
        organisation=organisation,
        fits=not hindered and any(one.fulfilled == len(_POINTS) for one in candidates),
        free=sum(max(one.free, 0) for one in counsellors),
        reasons=(*reasons, *hindered),
        candidates=tuple(candidates),
        fulfilled=fulfilled,
        hindered=bool(hindered),
    )


def _candidate(request: Request, counsellor: Counsellor) -> Candidate:
    answers = [(point, point.fulfilled_by(counsellor, request)) for point in _POINTS]
    codes = (point.met if fulfils else point.unmet for point, fulfils in answers)
    return Candidate(counsellor, tuple(code for code in codes if code), sum(fulfils for _, fulfils in answers))


def _in_the_way(organisation: str, offers: Sequence[Offer]) -> tuple[Reason, ...]:
    """Why this organisation need not be asked (again): its last refusal, or a question that is still open."""
    theirs = sorted((offer for offer in offers if offer.to == organisation), key=lambda offer: offer.offered_at)
    declined = [Reason("declined_before", {"reason": offer.reason}) for offer in theirs if offer.status == DECLINED]
    asked = [Reason("offered_already") for offer in theirs if offer.status == OPEN]
    return (*declined[-1:], *asked)
