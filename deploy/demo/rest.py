"""When everything that was said has been heard: before that, the clock must not go on.

What happened in a month has to be counted before the month is over and its figures are published; and whoever waits
for something that has not arrived (NotYet) gives up after a day by the clock.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import ExitStack
from types import TracebackType

from sqlalchemy import func, select

from deploy import databases, services
from services.chassis import inbox, outbox
from services.chassis.database import Transaction
from services.notifications.model.messages import EMAIL, QUEUED
from services.notifications.store.messages import messages

_LOOK_SECONDS = 0.01
_PATIENCE_SECONDS = 60.0


class Rest:
    """Looks into the databases of all services, as an operator does."""

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
            time.sleep(_LOOK_SECONDS)
        raise TimeoutError("the services have not told one another within a minute; see `lotse parked list`")

    def _positions(self) -> Sequence[int] | None:
        """How far each service has said and heard; None while something is still to be sent, handled or mailed."""
        found: list[int] = []
        for name, database in self._databases.items():
            with database.reading() as tx:
                if outbox.count_unsent(tx, 1) or inbox.backlog(tx, 1) or (name == "notifications" and _mail(tx)):
                    return None
                for table in (outbox.outbox, inbox.inbox):
                    found.append(tx.execute(select(func.max(table.c.position))).scalar() or 0)
        return found


def _mail(tx: Transaction) -> bool:
    # Letters wait for somebody to print them, and text messages for the end of the night.
    going = (messages.c.state == QUEUED, messages.c.channel == EMAIL)
    return tx.execute(select(messages.c.message_id).where(*going).limit(1)).first() is not None
