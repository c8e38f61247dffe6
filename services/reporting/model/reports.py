"""A report: one table over one period, as one audience may see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import product
from typing import Any

from services.reporting.model.catalogue import Table
from services.reporting.model.periods import Period
from services.reporting.model.region import Region
from services.reporting.model.suppression import NOBODY, Figure, shown


@dataclass(frozen=True)
class Counted:
    """What was counted for a table: the cells that hold anything (codes → figure), and the total."""

    cells: Mapping[tuple[str, ...], Figure]
    total: Figure


def report_of(
    table: Table, period: Period, audience: str, counted: Counted, region: Region, as_of: datetime, is_final: bool
) -> dict[str, Any]:
    """The report as it is answered: every combination of codes is a cell, so that no missing one tells a zero.

    What is counted under a code that the programme has no more is in the total alone.
    """
    k = region.small_numbers[audience]
    dimensions = [(name, region.codes[name]) for name in table.dimensions]
    return {
        "table": table.code,
        "period": period.code,
        "audience": audience,
        "as_of": as_of.isoformat(),
        "is_final": is_final,
        "dimensions": [{"name": name, "codes": list(codes)} for name, codes in dimensions],
        "cells": [
            {"key": list(key), "count": shown(counted.cells.get(key, NOBODY), k)}
            for key in product(*(codes for _, codes in dimensions))
        ],
        "total": shown(counted.total, k),
        "k": k,
    }
