"""What an operator asks of every service: how it is, and which messages wait for a person's decision."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from sqlalchemy import literal_column, select

from services.chassis import inbox, logs, outbox
from services.chassis.database import Database, Transaction
from services.chassis.errors import NotAllowed, NotFound
from services.chassis.fields import Asked, Number
from services.chassis.identity import Actor
from services.chassis.paging import Paged, page

OPERATE = "See what is stuck in a service, and let it have its turn again or set it aside: operators."
ROLES: dict[str, frozenset[str]] = {OPERATE: frozenset({"operator"})}

# A backlog is counted no further: whether it is a hundred thousand or more makes no difference to anybody.
_COUNTED_UP_TO = 100_000
# Of the header only what says what it is and where it hangs; never the body.
_SHOWN = ("position", "type", "subject", "source", "received_at", "settled_at", "attempts", "reason")
# Spelled out, because only then does SQLite see that the index on what is parked will do.
_PARKED = select(*(inbox.inbox.c[name] for name in _SHOWN)).where(
    literal_column("state") == literal_column(f"'{inbox.PARKED}'")
)
_OLDEST_FIRST = (inbox.inbox.c.position,)


class Condition(Asked):
    """An operator asks how the service is."""


class ListParked(Paged):
    """An operator looks at the parked messages, oldest first, in pages."""


class OneParked(Asked):
    """An operator decides about a parked message, by its position in the service's inbox."""

    position = Number(1, 2**53, required=True)


class Operations:
    """One service, as its operators see it. `organisation` is the one that runs the installation."""

    def __init__(self, service: str, organisation: str, database: Database):
        self._service = service
        self._organisation = organisation
        self._database = database
        self._log = logs.get("operations")

    def condition(self, who: Actor) -> dict[str, Any]:
        """How much is still to be said (`unsent`, the oldest of it since when) and to be handled (`waiting`), and how
        much is `parked`; counted up to 100,000."""
        self._require(who)
        with self._database.reading() as tx:
            oldest = outbox.oldest_unsent(tx)
            return {
                "service": self._service,
                "unsent": outbox.count_unsent(tx, _COUNTED_UP_TO),
                "oldest_unsent_at": oldest.isoformat() if oldest else None,
                "waiting": inbox.backlog(tx, _COUNTED_UP_TO),
                "parked": inbox.count_parked(tx),
            }

    def parked(self, who: Actor, cursor: str | None = None, limit: int = 50) -> dict[str, Any]:
        """Parked messages without their contents: type, subject, since when, how often tried, and why not.

        Answers {items, next}. What could not be read has neither type nor subject.
        """
        self._require(who)
        with self._database.reading() as tx:
            rows, following = page(tx, _PARKED, _OLDEST_FIRST, cursor, limit)
        return {"items": [_plain(row) for row in rows], "next": following}

    def replay(self, who: Actor, position: int) -> dict[str, Any]:
        """Let a parked message have its turn again, with all attempts before it.

        Raises NotFound if it is not parked (any more), or could not be read: that it will not be another time either.
        """
        return self._decide(who, position, inbox.replay, "replayed")

    def archive(self, who: Actor, position: int) -> dict[str, Any]:
        """Set a parked message aside for good; what is behind it may pass. Raises NotFound if it is not parked."""
        return self._decide(who, position, inbox.archive, "archived")

    def _decide(
        self, who: Actor, position: int, decide: Callable[[Transaction, Collection[int]], int], becomes: str
    ) -> dict[str, Any]:
        self._require(who)
        with self._database.transaction() as tx:
            if not decide(tx, [position]):
                raise NotFound(
                    "message_not_parked",
                    f"No message is parked here that can be {becomes}; somebody may have been quicker.",
                )
            tx.after_commit(
                ("operations", position),
                lambda: self._log.info(becomes, service=self._service, position=position, actor=who.label),
            )
        return {"position": position}

    def _require(self, who: Actor) -> None:
        if not who.roles & ROLES[OPERATE] or who.organisation != self._organisation:
            raise NotAllowed("not_allowed", f"Not allowed for {who.label}. {OPERATE}")


def _plain(row: Any) -> dict[str, Any]:
    shown = dict(row._mapping)
    # What an earlier version parked unread has no time of its own: it was parked when it came.
    parked_at = shown.pop("settled_at") or row.received_at
    return shown | {"received_at": row.received_at.isoformat(), "parked_at": parked_at.isoformat()}
