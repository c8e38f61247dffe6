"""What the reporting does by the clock: publish what is over."""

from __future__ import annotations

from datetime import timedelta

from services.chassis.clock import Clock
from services.chassis.identity import Actor
from services.reporting import model, permissions
from services.reporting.model import Region
from services.reporting.store import Store

# What happened in the last hour of a month is still on its way when the next one begins; a broker may be away a night.
_SETTLING = timedelta(days=1)


def publish_ended_periods(store: Store, who: Actor, clock: Clock, region: Region) -> list[str]:
    """Publish every table over the month that ended a day ago or more, with the quarter and year that ended with it.

    Returns the periods that were not published before. What ended while nobody was there to do it is published when
    somebody asks; its figures are the same then.
    """
    permissions.require(who, permissions.PUBLISH)
    now = clock.now()
    ended = model.month_before(region.month(now - _SETTLING))
    published = []
    for period in model.periods_ended_by(ended):
        due = [table for table in model.TABLES.values() if store.published(table, period, model.PUBLIC) is None]
        for table in due:
            store.publish(table, period, region, now)
        if due:
            published.append(period.code)
    return published
