"""How it is remembered who stands close to a case beside its counsellor: locks, broken glass; and the whole circle."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    Column,
    Index,
    LargeBinary,
    String,
    Table,
    bindparam,
    exists,
    literal,
    select,
    union_all,
)

from services.cases.model.standings import SHARING_ORGANISATION, SHARING_TEAM, Glass, Lock
from services.cases.store import personal
from services.cases.store.metadata import metadata
from services.cases.store.standings import Standings, deputies, in_force, team_members
from services.chassis.clock import Clock
from services.chassis.database import Database, Instant
from services.chassis.envelope import Event
from services.chassis.outbox import Outbox
from services.chassis.rights import Circle
from services.chassis.vault import Vault

# Of persons, not of cases: whoever is too close to somebody knows of none of their cases, nor of those to come.
person_locks = Table(
    "person_locks",
    metadata,
    Column("person_id", String(36), primary_key=True),
    Column("account_id", String(36), primary_key=True),
    Column("organisation", String(64), nullable=False),
    Column("locked_by", String(36), nullable=False),
    Column("locked_at", Instant, nullable=False),
)

glasses = Table(
    "glasses",
    metadata,
    Column("glass_id", String(36), primary_key=True),
    Column("case_id", String(36), nullable=False),
    Column("organisation", String(64), nullable=False),
    Column("account_id", String(36), nullable=False),
    Column("reason", LargeBinary, nullable=False),
    Column("broken_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
)
Index("glasses_case", glasses.c.case_id, glasses.c.ends_at)
Index("glasses_organisation", glasses.c.organisation, glasses.c.broken_at, glasses.c.glass_id)

_DEPUTY, _TEAM, _LOCKED, _LET_IN = "deputy", "team", "locked", "let_in"
_cases: BindParameter[list[str]] = bindparam("cases", expanding=True)
_counsellors: BindParameter[list[str]] = bindparam("counsellors", expanding=True)
_people: BindParameter[list[str]] = bindparam("people", expanding=True)
_its, _others = team_members.alias("its"), team_members.alias("others")
# Who is close to some cases, in one statement: (how, of which case, person or counsellor, which account).
_CLOSE = union_all(
    select(
        literal(_DEPUTY).label("how"), deputies.c.counsellor_id.label("of"), deputies.c.deputy_id.label("account_id")
    ).where(deputies.c.counsellor_id.in_(_counsellors), in_force(bindparam("on"))),
    select(literal(_TEAM), _its.c.account_id, _others.c.account_id)
    .join_from(_its, _others, _its.c.team_id == _others.c.team_id)
    .where(_its.c.account_id.in_(_counsellors)),
    select(literal(_LOCKED), person_locks.c.person_id, person_locks.c.account_id).where(
        person_locks.c.person_id.in_(_people)
    ),
    select(literal(_LET_IN), glasses.c.case_id, glasses.c.account_id).where(
        glasses.c.case_id.in_(_cases), glasses.c.ends_at > bindparam("now", type_=Instant())
    ),
)
_GLASSES_OF = select(glasses).where(glasses.c.case_id == bindparam("case_id"))
_NEWEST = (glasses.c.broken_at.desc(), glasses.c.glass_id.desc())


def hidden_from(person_id: Column[Any], account_id: str) -> Any:
    """The condition that a person is locked for somebody: lists and searches leave their cases out for them."""
    locked = person_locks.c.person_id == person_id
    return exists(select(person_locks.c.person_id).where(locked, person_locks.c.account_id == account_id))


class Circles:
    """The memory of who is close to which case."""

    def __init__(self, database: Database, outbox: Outbox, vault: Vault, clock: Clock, standings: Standings):
        self._database = database
        self._outbox = outbox
        self._vault = vault
        self._clock = clock
        self._standings = standings

    def of(self, rows: Collection[Any]) -> Mapping[str, Circle]:
        """The circles of these cases (rows or cases with case_id, person_id, counsellor_id, organisation) now."""
        if not rows:
            return {}
        asked = {
            "cases": sorted({row.case_id for row in rows}),
            "people": sorted({row.person_id for row in rows if row.person_id is not None}),
            "counsellors": sorted({row.counsellor_id for row in rows}),
            "on": self._standings.today(),
            "now": self._clock.now(),
        }
        close: dict[tuple[str, str | None], set[str]] = defaultdict(set)
        with self._database.reading() as tx:
            for found in tx.execute(_CLOSE, asked):
                close[found.how, found.of].add(found.account_id)
        return {row.case_id: self._circle(row, close) for row in rows}

    def lock(self, lock: Lock, *events: Event) -> bool:
        """Lock a person for somebody and say the events; False, and nothing said, if they were locked already."""
        with self._database.transaction() as tx:
            new = tx.insert(person_locks).on_conflict_do_nothing(index_elements=["person_id", "account_id"])
            is_new = bool(tx.execute(new, vars(lock)).rowcount)
            if is_new:
                self._outbox.say(tx, *events)
        return is_new

    def unlock(self, person_id: str, account_id: str, *events: Event) -> bool:
        """Let somebody know of a person again and say the events; False, and nothing said, if they were not locked."""
        which = (person_locks.c.person_id == person_id) & (person_locks.c.account_id == account_id)
        with self._database.transaction() as tx:
            was_locked = bool(tx.execute(person_locks.delete().where(which)).rowcount)
            if was_locked:
                self._outbox.say(tx, *events)
        return was_locked

    def locks_of(self, person_id: str | None) -> Sequence[Lock]:
        """For whom a person is locked, the first one in front; a case nobody has come to yet has no locks."""
        which = select(person_locks).where(person_locks.c.person_id == person_id).order_by(person_locks.c.locked_at)
        with self._database.reading() as tx:
            return [Lock(**row._mapping) for row in tx.execute(which)]

    def break_glass(self, glass: Glass, *events: Event) -> None:
        """Let somebody into a case until the glass ends by itself, and say the events."""
        reason = personal.lock(self._vault, glasses.c.reason, glass.glass_id, {"reason": glass.reason})
        with self._database.transaction() as tx:
            tx.execute(glasses.insert(), vars(glass) | {"reason": reason})
            self._outbox.say(tx, *events)

    def glasses_of(self, case_id: str, since: datetime | None = None) -> Sequence[Glass]:
        """Who broke the glass of a case, the last one in front; only those still open after `since` if it is given."""
        which = _GLASSES_OF.order_by(*_NEWEST)
        if since is not None:
            which = which.where(glasses.c.ends_at > since)
        return self._glasses(which, {"case_id": case_id})

    def newest_glasses(self, organisation: str, limit: int) -> Sequence[Glass]:
        """The last times a glass was broken in an organisation, the very last in front."""
        which = select(glasses).where(glasses.c.organisation == organisation).order_by(*_NEWEST).limit(limit)
        return self._glasses(which, {})

    def _glasses(self, which: Any, asked: dict[str, Any]) -> Sequence[Glass]:
        with self._database.reading() as tx:
            rows = tx.execute(which, asked).all()
        return [self._glass(row) for row in rows]

    def _glass(self, row: Any) -> Glass:
        facts = personal.read(self._vault, glasses.c.reason, row.glass_id, row.reason) or {}
        return Glass(**{**row._mapping, "reason": facts["reason"]})

    def _circle(self, row: Any, close: Mapping[tuple[str, str | None], set[str]]) -> Circle:
        sharing = self._standings.sharing(row.organisation)

        def of(how: str, whose: str | None) -> frozenset[str]:
            return frozenset(close.get((how, whose), ()))

        return Circle(
            deputies=of(_DEPUTY, row.counsellor_id),
            team=of(_TEAM, row.counsellor_id) if sharing == SHARING_TEAM else frozenset(),
            with_everybody=sharing == SHARING_ORGANISATION,
            locked_out=of(_LOCKED, row.person_id),
            let_in=of(_LET_IN, row.case_id),
        )
