"""Figures as they are after half a year: enough of everything to look at the board by, and much too small to show."""

from __future__ import annotations

from typing import Any

from tests.unit.gateway.fake_reporting import FakeReporting, K

_MONTHS = ("2026-11", "2026-10", "2026-09", "2026-08", "2026-07", "2026-06", "2026-05")
PERIODS = (*_MONTHS, "2026-Q4", "2026-Q3", "2026-Q2", "2026")
_TOTALS = {"requests": 187, "cases_by_phase": 94, "cases_by_language": 61, "appointments": 318, "barriers": 73}
_TOTALS |= {"advice": 412, "advice_barriers": 58}
_PHASES = {"clarification": 14, "assessment": 22, "planning": 27, "linking": 19, "monitoring": 9, "evaluation": 3}
_LANGUAGES = {"ar": 21, "other": 17, "tr": 8, "ru": 6, "ka": 5, "fr": 3, "de": 1}
_REQUESTS = {
    "eschweiler": {"ar": 18, "other": 14, "tr": 9, "ru": 6, "de": 5, "bs": 2},
    "alsdorf": {"ar": 16, "other": 11, "tr": 12, "ka": 5},
    "stolberg": {"ar": 13, "other": 9, "tr": 7, "fr": 3},
    "wuerselen": {"ka": 8, "ar": 6, "other": 5},
    "herzogenrath": {"ar": 7, "de": 4, "other": 4},
    "baesweiler": {"tr": 5, "ar": 4},
    "simmerath": {"other": 2},
}
_APPOINTMENTS = {
    "eschweiler-rathaus": {"booked": 74, "kept": 51, "missed": 9, "cancelled": 11},
    "alsdorf-rathaus": {"booked": 63, "kept": 48, "missed": 7, "cancelled": 6},
    "aachen-haus-der-staedteregion": {"booked": 41, "kept": 36, "missed": 3, "cancelled": 4},
    "wuerselen-rathaus": {"booked": 29, "kept": 22, "missed": 5, "cancelled": 2},
    "stolberg-rathaus": {"booked": 17, "kept": 12, "missed": 2},
    "monschau-rathaus": {"booked": 4, "kept": 3},
}
_BARRIERS = {
    "housing": {"eschweiler": 15, "alsdorf": 12, "stolberg": 8, "wuerselen": 6, "herzogenrath": 4},
    "school_and_childcare": {"eschweiler": 9, "alsdorf": 11, "wuerselen": 3},
    "language": {"alsdorf": 7, "stolberg": 5, "eschweiler": 5},
    "education_and_work": {"eschweiler": 6, "stolberg": 4},
    "health": {"alsdorf": 3},
}
_ADVICE = {
    "orientation": {"eschweiler": 61, "alsdorf": 44, "stolberg": 38, "wuerselen": 21, "monschau": 4},
    "housing": {"eschweiler": 52, "alsdorf": 37, "stolberg": 29, "herzogenrath": 12},
    "language": {"alsdorf": 33, "eschweiler": 27, "stolberg": 18},
    "health": {"eschweiler": 19, "simmerath": 2},
}
_ADVICE_BARRIERS = {"housing": {"eschweiler": 22, "alsdorf": 13}, "language": {"alsdorf": 9, "stolberg": 3}}
_COUNTED: dict[str, dict[tuple[str, ...], int]] = {
    table: {(code,): count for code, count in counts.items()}
    for table, counts in (("cases_by_phase", _PHASES), ("cases_by_language", _LANGUAGES))
}
_COUNTED |= {
    table: {(one, other): count for one, row in rows.items() for other, count in row.items()}
    for table, rows in (
        ("requests", _REQUESTS),
        ("appointments", _APPOINTMENTS),
        ("barriers", _BARRIERS),
        ("advice", _ADVICE),
        ("advice_barriers", _ADVICE_BARRIERS),
    )
}


class BusyFigures(FakeReporting):
    """The same table over every period; the newest month, quarter and year are still running."""

    def reports(self, request: dict[str, Any]) -> dict[str, Any]:
        items = super().reports(request)["items"]
        return {"items": [item | {"periods": list(PERIODS)} for item in items]}

    def report(self, request: dict[str, Any]) -> dict[str, Any]:
        found = super().report(request)
        counted, k = _COUNTED[found["table"]], K[found["audience"]]
        counts = ((cell["key"], counted.get(tuple(cell["key"]), 0)) for cell in found["cells"])
        return found | {
            "cells": [{"key": key, "count": count if count >= k else None} for key, count in counts],
            "total": _TOTALS[found["table"]],
            "is_final": found["period"] not in ("2026-11", "2026-Q4", "2026"),
            "as_of": "2026-11-02T00:10:00+00:00",
        }


class NoFigures(FakeReporting):
    """The very beginning: nothing is large enough to be shown."""

    def report(self, request: dict[str, Any]) -> dict[str, Any]:
        found = super().report(request)
        return found | {"cells": [cell | {"count": None} for cell in found["cells"]], "total": None}
