"""When everything that was said has been heard, and nobody waits for a mail: before that, the clock must not go on.

What happened in a month has to be counted before the month is over and its figures are published; whoever waits
for something that has not arrived (NotYet) gives up after a day by the clock; and a mail about an appointment is of no
use once that is over.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import ExitStack
from types import TracebackType

from sqlalchemy import func, select

from deploy import databases, services
from services.chassis import inbox, outbox
from services.chassis.clock import Clock
from services.chassis.database import Transaction
from services.notifications.model.messages import EMAIL, QUEUED
from services.notifications.model.reminders import WAITING
from services.notifications.store.messages import messages
from services.notifications.store.reminders import reminders

# Each look takes time from those who are waited for; the one that makes sure comes soon.
_LOOK_SECONDS, _SURE_SECONDS = 0.03, 0.01
_PATIENCE_SECONDS = 60.0


class Rest:
    """Looks into the databases of all services, as an operator does; `clock` is the one by which they go."""

    def __init__(self, clock: Clock):
        self._clock = clock

    def __enter__(self) -> Rest:
        self._open = ExitStack()
        self._databases = {name: self._open.enter_context(databases.of(name)) for name in services.names()}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def wait(self) -> None:
        """Return when nothing is on its way. Raises TimeoutError after a minute."""
        end = time.monotonic() + _PATIENCE_SECONDS
        last: Sequence[int] | None = None
        while time.monotonic() < end:
            counted = self._positions()
            # Twice the same: while one service was looked at, nothing had moved on to another that was not.
            if counted is not None and counted == last:
                return
            last = counted
            time.sleep(_LOOK_SECONDS if counted is None else _SURE_SECONDS)
        raise TimeoutError("the services have not told one another within a minute; see `lotse parked list`")

    def _positions(self) -> Sequence[int] | None:
        """How far each service has said and heard; None while something is still to be sent, handled or mailed."""
        found: list[int] = []
        for name, database in self._databases.items():
            with database.reading() as tx:
                if outbox.count_unsent(tx, 1) or inbox.backlog(tx, 1) or (name == "notifications" and self._mail(tx)):
                    return None
                for table in (outbox.outbox, inbox.inbox):
                    found.append(tx.execute(select(func.max(table.c.position))).scalar() or 0)
        return found

    def _mail(self, tx: Transaction) -> bool:
        """Whether somebody is still to be written to, or reminded."""
        # Letters wait for somebody to print them, and text messages for the end of the night.
        going = select(messages.c.message_id).where(messages.c.state == QUEUED, messages.c.channel == EMAIL)
        due = select(reminders.c.about).where(reminders.c.state == WAITING, reminders.c.due_at <= self._clock.now())
        return any(tx.execute(one.limit(1)).first() is not None for one in (going, due))
