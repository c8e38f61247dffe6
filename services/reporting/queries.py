"""What the reporting can be asked to tell: which tables there are, and one of them over one period."""

from __future__ import annotations

from typing import Any

from services.chassis.clock import Clock
from services.chassis.errors import FieldError, Invalid
from services.chassis.identity import Actor
from services.reporting import model, permissions
from services.reporting.model import Period, Region
from services.reporting.store import Store


def reports(store: Store, who: Actor, clock: Clock, region: Region) -> dict[str, Any]:
    """The catalogue, and the periods that can be asked for, newest first: months, then quarters, then years."""
    permissions.require(who, permissions.SEE_PUBLIC, region.organisation)
    month = region.month(clock.now())
    periods = [period.code for period in model.periods_since(store.first_month() or month, month)]
    items = [
        {
            "table": table.code,
            "title": table.title,
            "dimensions": list(table.dimensions),
            "counts": table.counts,
            "when": table.when,
            "periods": periods,
        }
        for table in model.TABLES.values()
    ]
    return {"items": items}


def report(
    store: Store, who: Actor, clock: Clock, region: Region, table: str, period: Period, audience: str
) -> dict[str, Any]:
    """One table over one period, small numbers left out. Raises Invalid for a period that has not begun.

    A period that is over is published by the first who asks, and answered word for word the same ever after.
    """
    permissions.require(who, permissions.SEEN_BY[audience], region.organisation)
    asked, now = model.TABLES[table], clock.now()
    month = region.month(now)
    if not period.has_begun(month):
        raise Invalid(
            "invalid",
            "There are no figures for a period that has not begun.",
            errors=(FieldError.of("period", "period_not_begun"),),
        )
    if not period.is_over(month):
        counted = store.count(asked, period)
        return model.report_of(asked, period, audience, counted, region, now, is_final=False)
    published = store.published(asked, period, audience)
    if published is None:
        store.database.again(lambda: store.publish(asked, period, region, now))
        published = store.published(asked, period, audience)
        assert published is not None
    return published
