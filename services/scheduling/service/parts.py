"""What every part of the service is given to work with."""

from __future__ import annotations

from services.chassis.clock import Clock
from services.chassis.extensions import Provided
from services.scheduling.model.hours import Calendar
from services.scheduling.store import Store


class Part:
    """One part of the scheduling's ears and mouth. A worker finds here what the providers have made."""

    store: Store = Provided(
        lambda parts: Store(parts.database, parts.outbox, parts.vault, parts.seal_keys, parts.bells)
    )
    clock: Clock = Provided(lambda parts: parts.clock)
    calendar: Calendar = Provided(
        lambda parts: Calendar.of(parts.programme.time_zone, parts.programme.holidays, parts.programme.places)
    )
