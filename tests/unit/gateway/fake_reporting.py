"""A small `reporting`: its seven tables over three periods, with figures of which some are too small to be shown."""

from __future__ import annotations

import itertools
from typing import Any

from services.chassis.errors import FieldError, Invalid, NotAllowed
from services.chassis.identity import Actor

PERIODS = ("2026-11", "2026-10", "2026-Q4", "2026")
AS_OF = "2026-11-22T09:15:00+00:00"
K = {"inside": 5, "public": 10}

_MUNICIPALITIES = (
    "alsdorf",
    "baesweiler",
    "eschweiler",
    "herzogenrath",
    "monschau",
    "roetgen",
    "simmerath",
    "stolberg",
    "wuerselen",
)
_CODES: dict[str, tuple[str, ...]] = {
    "municipality": _MUNICIPALITIES,
    "language": ("de", "en", "ar", "ru", "ka", "bs", "tr", "fr", "other"),
    "phase": ("clarification", "assessment", "planning", "linking", "monitoring", "evaluation"),
    "place": ("aachen-haus-der-staedteregion", *(f"{town}-rathaus" for town in _MUNICIPALITIES)),
    "status": ("booked", "kept", "missed", "cancelled"),
    "topic": (
        "orientation",
        "school_and_childcare",
        "language",
        "education_and_work",
        "housing",
        "health",
        "leisure",
        "finances",
    ),
}
# table → title, dimensions, what is counted, when
TABLES: dict[str, tuple[str, tuple[str, ...], str, str]] = {
    "requests": ("requests_received", ("municipality", "language"), "requests", "during"),
    "cases_by_phase": ("cases_open", ("phase",), "persons", "at_end"),
    "cases_by_language": ("cases_opened", ("language",), "persons", "during"),
    "appointments": ("appointments_and_what_became_of_them", ("place", "status"), "appointments", "during"),
    "barriers": ("barriers_met", ("topic", "municipality"), "persons", "during"),
    "advice": ("short_advice_given", ("topic", "municipality"), "contacts", "during"),
    "advice_barriers": ("barriers_in_short_advice", ("topic", "municipality"), "contacts", "during"),
}
_COUNTED: dict[str, dict[tuple[str, ...], int]] = {
    "requests": {("wuerselen", "ka"): 23, ("wuerselen", "de"): 12, ("alsdorf", "ar"): 6, ("stolberg", "tr"): 2},
    "cases_by_phase": {("clarification",): 11, ("planning",): 7, ("evaluation",): 3},
    "cases_by_language": {("ka",): 9, ("ar",): 14, ("other",): 4},
    "appointments": {("wuerselen-rathaus", "booked"): 31, ("wuerselen-rathaus", "kept"): 19},
    "barriers": {("housing", "wuerselen"): 17, ("language", "stolberg"): 6},
    "advice": {("housing", "wuerselen"): 41, ("health", "alsdorf"): 12},
    "advice_barriers": {("health", "alsdorf"): 7},
}
_ROLES = {"steering", "coordinator", "privacy_officer"}


class FakeReporting:
    """Answers as `reporting` would answer the region's steering group, coordination and data protection."""

    def answer(self, method: str, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        """The answer, or the error, to one call."""
        if not who.roles & _ROLES or who.organisation != "kim":
            raise NotAllowed("not_allowed", "Not by you.")
        found: dict[str, Any] = getattr(self, method)(request)
        return found

    def reports(self, request: dict[str, Any]) -> dict[str, Any]:
        _refuse(FieldError.of(name, "unknown_field") for name in request)
        items = [
            {
                "table": table,
                "title": title,
                "dimensions": list(dimensions),
                "counts": counts,
                "when": when,
                "periods": list(PERIODS),
            }
            for table, (title, dimensions, counts, when) in TABLES.items()
        ]
        return {"items": items}

    def report(self, request: dict[str, Any]) -> dict[str, Any]:
        audience, period = request.get("audience", "inside"), request.get("period", "")
        errors = [
            FieldError.of(name, "unknown_field") for name in request if name not in ("table", "period", "audience")
        ]
        errors += [] if request["table"] in TABLES else [FieldError.of("table", "unknown_table")]
        errors += [] if audience in K else [FieldError.of("audience", "unknown_audience")]
        errors += [] if period else [FieldError.of("period", "required")]
        errors += [FieldError.of("period", "period_not_begun")] if "2026-Q4" < period < "3" else []
        errors += [FieldError.of("period", "not_a_period")] if period and not period.startswith("2") else []
        _refuse(errors)
        dimensions, counted = TABLES[request["table"]][1], _COUNTED[request["table"]]
        cells = [
            {"key": list(key), "count": _shown(counted.get(key, 0), K[audience])}
            for key in itertools.product(*(_CODES[name] for name in dimensions))
        ]
        return {
            "table": request["table"],
            "period": period,
            "audience": audience,
            "as_of": AS_OF,
            "is_final": period == "2026-10",
            "dimensions": [{"name": name, "codes": list(_CODES[name])} for name in dimensions],
            "cells": cells,
            "total": _shown(sum(counted.values()), K[audience]),
            "k": K[audience],
        }


def _shown(count: int, k: int) -> int | None:
    return count if count >= k else None


def _refuse(errors: Any) -> None:
    if found := tuple(errors):
        raise Invalid("invalid", "Something is wrong.", errors=found)
