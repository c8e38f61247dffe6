"""How erasures of requests are remembered: who decided, and which service is still to confirm."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, replace
from datetime import datetime

from sqlalchemy import or_, select

from services.chassis import errors
from services.chassis.database import Database
from services.chassis.errors import NotFound
from services.chassis.forgetting import forget_messages, still_to_say
from services.chassis.paging import page
from services.intake.model.erasures import CONFIRMING, PROPOSED, Erasure
from services.intake.store.tables import erasures, still_to_confirm

_UNDONE = or_(
    erasures.c.status == PROPOSED, erasures.c.request_id.in_(select(still_to_confirm.c.request_id).distinct())
)
_BY = (erasures.c.proposed_at, erasures.c.request_id)


class Erasures:
    """The erasures of requests: at most one for each."""

    def __init__(self, database: Database):
        self._database = database

    def of(self, request_id: str) -> Erasure | None:
        """What is or was proposed about this request."""
        with self._database.reading() as tx:
            row = tx.execute(select(erasures).where(erasures.c.request_id == request_id)).first()
        return Erasure(**row._mapping) if row else None

    def seen(self, request_id: str, version: int) -> Erasure:
        """The same. Raises NotFound if there is none, Conflict if it is no longer the version the caller saw."""
        found = self.of(request_id)
        if found is None:
            raise NotFound("erasure_unknown", "There is no such erasure.")
        if found.version != version:
            raise errors.changed(found.noun, found.version)
        return found

    def undone(self, cursor: str | None, limit: int) -> tuple[list[Erasure], str | None]:
        """Those that are proposed or not confirmed by all, the oldest first, and the cursor of what follows."""
        with self._database.reading() as tx:
            rows, following = page(tx, select(erasures).where(_UNDONE), _BY, cursor, limit)
        return [Erasure(**row._mapping) for row in rows], following

    def waiting_for(self, request_ids: Collection[str]) -> dict[str, list[str]]:
        """Which services are still to confirm each of these requests."""
        asked = select(still_to_confirm).where(still_to_confirm.c.request_id.in_(sorted(request_ids)))
        found: dict[str, list[str]] = {}
        with self._database.reading() as tx:
            for row in tx.execute(asked.order_by(still_to_confirm.c.service)):
                found.setdefault(row.request_id, []).append(row.service)
        return found

    def save(self, erasure: Erasure) -> Erasure:
        """Write it, new or changed; returns it as it now stands. Raises Conflict if somebody was faster."""
        row = asdict(erasure) | {"version": erasure.version + 1}
        with self._database.transaction() as tx:
            if erasure.version:
                mine = (erasures.c.request_id == erasure.request_id, erasures.c.version == erasure.version)
                written = tx.execute(erasures.update().where(*mine).values(row))
            else:
                written = tx.execute(tx.insert(erasures).on_conflict_do_nothing(), row)
            if not written.rowcount:
                raise errors.changed(erasure.noun)
        return replace(erasure, version=erasure.version + 1)

    def await_confirmations(self, request_id: str) -> None:
        """From now on every other service is to say that it has forgotten the request."""
        with self._database.transaction() as tx:
            tx.execute(still_to_confirm.insert(), [{"request_id": request_id, "service": each} for each in CONFIRMING])

    def note_confirmed(self, request_id: str, service: str, at: datetime) -> bool:
        """A service has forgotten it; after the last one, what was said and heard of it goes, too. False, and nothing
        done, while some of that is still to be sent. Once more, or of a request nobody waits for, changes nothing."""
        these = still_to_confirm.c.request_id == request_id
        with self._database.transaction() as tx:
            waiting = set(tx.execute(select(still_to_confirm.c.service).where(these)).scalars())
            if service not in waiting:
                return True
            if waiting == {service}:
                if still_to_say(tx, {request_id}):
                    return False
                forget_messages(tx, {request_id}, {request_id}, at)
            tx.execute(still_to_confirm.delete().where(these, still_to_confirm.c.service == service))
        return True
