"""The places of the programme as a page shows them: open today, all week, how one gets there and in."""

from __future__ import annotations

from datetime import date
from typing import Any

from gateway import public_holidays, wall_clock
from gateway.installation import here
from services.chassis.places import Opening, Place


def shown() -> list[dict[str, Any]]:
    """All places, each with when it is open `today` (nothing is, on a public holiday) and on each day of the `week`."""
    day = wall_clock.today()
    return [_shown(place, day) for place in here().programme.places.values()]


def _shown(place: Place, day: date) -> dict[str, Any]:
    programme = here().programme
    today = () if public_holidays.name_of(day) else place.opening.get(day.weekday(), ())
    return {
        "place": place,
        "today": _written(today),
        "week": [(name, _written(place.opening.get(int(number), ()))) for number, name in wall_clock.weekdays()],
        "accessibility": [programme.accessibility[code] for code in place.accessibility],
    }


def _written(spans: tuple[Opening, ...]) -> tuple[str, ...]:
    return tuple(f"{begins:%H:%M}–{ends:%H:%M}" for begins, ends in spans)
