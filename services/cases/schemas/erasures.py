"""What comes in about forgetting somebody, and about keeping them."""

from __future__ import annotations

from services.cases.model import erasures
from services.cases.schemas.people import OnePerson
from services.chassis.fields import Asked, Code, Day, Identifier, Number, Text
from services.chassis.paging import Paged


class ProposeErasure(OnePerson):
    """Who is to be forgotten, and on which ground."""

    reason = Code("erasure_reason", among=erasures.REASONS, required=True)


class ListErasures(Paged):
    """Erasures in pages, by status."""

    status = Code("status", among=erasures.STATUSES, load_default=None, allow_none=True)


class OneErasure(Asked):
    """One erasure, by its id."""

    erasure_id = Identifier(required=True)


class SeenErasure(OneErasure):
    """One erasure, as it was seen."""

    version = Number(1, 2**31 - 1, required=True)


class PlaceHold(OnePerson):
    """Who is not to be forgotten, why, and until when."""

    reason = Text(max=400, required=True)
    until = Day(required=True)


class SeenHold(Asked):
    """One hold, as it was seen."""

    hold_id = Identifier(required=True)
    version = Number(1, 2**31 - 1, required=True)


class DryRun(Asked):
    """Which cases' time is over: of the own organisation."""
