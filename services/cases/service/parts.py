"""What every part of the service is given to work with."""

from __future__ import annotations

from services.cases.passwords import Passwords
from services.cases.store import Store
from services.chassis.clock import Clock
from services.chassis.extensions import Provided, aside


class Part:
    """One part of the cases' ears and mouth. A worker finds here what the providers have made."""

    store: Store = Provided(
        lambda parts: Store(parts.database, parts.outbox, parts.vault, parts.seal_keys, parts.programme)
    )
    clock: Clock = Provided(lambda parts: parts.clock)
    hosted: frozenset[str] = Provided(lambda parts: frozenset(parts.programme.organisations))
    passwords: Passwords = Provided(lambda _parts: Passwords(aside))
