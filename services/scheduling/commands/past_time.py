"""Time that is past is nobody's any more."""

from __future__ import annotations

from datetime import timedelta

from services.chassis.clock import Clock
from services.chassis.identity import Actor
from services.scheduling import permissions
from services.scheduling.model import appointments
from services.scheduling.store import Store

_DAY = timedelta(days=1)
_A_YEAR = timedelta(days=365)
# How long it can be seen what became of a freed time once it is past.
_SHOWN = timedelta(days=28)


def forget_past_time(store: Store, who: Actor, clock: Clock) -> int:
    """Forget whose time was taken more than a day ago: nobody can book it any more; and which times were freed, four
    weeks after they are past, and absences, a year after they ended. Run by the clock."""
    permissions.require(who, permissions.FORGET_PAST)
    now = clock.now()
    store.freed_times.forget_before(now - _SHOWN)
    store.absences.forget_before(now - _A_YEAR)
    return store.occupied.forget_before(appointments.units(now - _DAY, now).start)
