"""What is done with our copy of appointments: kept while somebody may ask for them, then forgotten."""

from __future__ import annotations

from datetime import timedelta

from services.chassis.clock import Clock
from services.chassis.identity import Actor
from services.intake import permissions
from services.intake.store import Store


def forget_past_appointments(store: Store, who: Actor, clock: Clock, kept: timedelta) -> int:
    """Forget appointments that were over longer ago than `kept`; returns how many. Run by the clock."""
    permissions.require(who, permissions.FORGET_APPOINTMENTS)
    return store.appointments.forget(clock.now() - kept)
