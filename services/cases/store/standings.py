"""How deputies and teams are remembered, and whose cases are whose on a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Column, Date, Index, Integer, String, Table, bindparam, literal, select, union_all

from services.cases.model.standings import SHARING_ORGANISATION, SHARING_OWN, SHARING_TEAM, Deputyship, Team
from services.cases.store.metadata import metadata
from services.cases.store.versions import change
from services.chassis.clock import Clock
from services.chassis.database import Database, Instant
from services.chassis.errors import unknown
from services.chassis.paging import page

deputies = Table(
    "deputies",
    metadata,
    Column("deputyship_id", String(36), primary_key=True),
    Column("organisation", String(64), nullable=False),
    Column("counsellor_id", String(36), nullable=False),
    Column("deputy_id", String(36), nullable=False),
    Column("from_on", Date, nullable=False),
    Column("until_on", Date, nullable=False),
    Column("named_by", String(36), nullable=False),
    Column("named_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("version", Integer, nullable=False),
)
_BY_END = (deputies.c.until_on, deputies.c.deputyship_id)
Index("deputies_organisation", deputies.c.organisation, *_BY_END)
Index("deputies_counsellor", deputies.c.counsellor_id, deputies.c.until_on)
Index("deputies_deputy", deputies.c.deputy_id, deputies.c.until_on)

teams = Table(
    "teams",
    metadata,
    Column("team_id", String(36), primary_key=True),
    Column("organisation", String(64), nullable=False),
    Column("name", String(100), nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("version", Integer, nullable=False),
)
Index("teams_organisation", teams.c.organisation, teams.c.team_id)

team_members = Table(
    "team_members",
    metadata,
    Column("team_id", String(36), primary_key=True),
    Column("account_id", String(36), primary_key=True),
)
Index("team_members_account", team_members.c.account_id)


def in_force(on: Any) -> Any:
    """The condition that a deputyship holds on a day."""
    return (deputies.c.ended_at.is_(None)) & (deputies.c.from_on <= on) & (deputies.c.until_on >= on)


_mine, _theirs = team_members.alias("mine"), team_members.alias("theirs")
_STANDS_FOR = select(deputies.c.counsellor_id.label("account_id"), literal("stands_for").label("how")).where(
    deputies.c.deputy_id == bindparam("who"), in_force(bindparam("on"))
)
_SHARES_WITH = (
    select(_theirs.c.account_id, literal("shares").label("how"))
    .join_from(_mine, _theirs, _mine.c.team_id == _theirs.c.team_id)
    .where(_mine.c.account_id == bindparam("who"))
)
_CLOSE_TO = union_all(_STANDS_FOR, _SHARES_WITH)
_TEAMS = select(teams).where(teams.c.organisation == bindparam("organisation")).order_by(teams.c.name, teams.c.team_id)
_MEMBERS = (
    select(team_members)
    .join_from(teams, team_members, teams.c.team_id == team_members.c.team_id)
    .where(teams.c.organisation == bindparam("organisation"))
)


class Standings:
    """The memory of who stands in for whom and who works together.

    `zone` is that of the region; `sharing` says what the counsellors of an organisation share.
    """

    def __init__(self, database: Database, clock: Clock, zone: ZoneInfo, sharing: Mapping[str, str]):
        self._database = database
        self._clock = clock
        self._zone = zone
        self._sharing = sharing

    def today(self) -> date:
        """Which day it is where the region is."""
        return self.day_of(self._clock.now())

    def day_of(self, moment: datetime) -> date:
        """On which day something happened, where the region is."""
        return moment.astimezone(self._zone).date()

    def sharing(self, organisation: str) -> str:
        """What the counsellors of an organisation share with one another: one of SHARING."""
        return self._sharing.get(organisation, SHARING_OWN)

    def stands_for(self, who: str, on: date) -> frozenset[str]:
        """Whose cases are one's own on this day: oneself, and whom one deputises for. Account ids."""
        with self._database.reading() as tx:
            rows = tx.execute(_STANDS_FOR, {"who": who, "on": on})
            return frozenset({who, *(row.account_id for row in rows)})

    def reads_of(self, who: str, organisation: str, on: date) -> frozenset[str] | None:
        """Whose cases one may read on this day: one's own, and those shared; None for all of the organisation."""
        sharing = self.sharing(organisation)
        if sharing == SHARING_ORGANISATION:
            return None
        with self._database.reading() as tx:
            rows = tx.execute(_CLOSE_TO, {"who": who, "on": on}).all()
        return frozenset({who, *(row.account_id for row in rows if row.how == "stands_for" or sharing == SHARING_TEAM)})

    def get(self, deputyship_id: str) -> Deputyship:
        """The deputyship. Raises NotFound."""
        with self._database.reading() as tx:
            row = tx.execute(select(deputies).where(deputies.c.deputyship_id == deputyship_id)).first()
        if row is None:
            raise unknown(Deputyship.noun)
        return Deputyship(**row._mapping)

    def listed(
        self, organisation: str, since: date, cursor: str | None, limit: int
    ) -> tuple[Sequence[Deputyship], str | None]:
        """A page of an organisation's deputyships that hold on this day or later, those that end first in front."""
        statement = select(deputies).where(
            deputies.c.organisation == organisation, deputies.c.until_on >= since, deputies.c.ended_at.is_(None)
        )
        with self._database.reading() as tx:
            rows, following = page(tx, statement, _BY_END, cursor, limit)
        return [Deputyship(**row._mapping) for row in rows], following

    def add(self, named: Deputyship) -> Deputyship:
        """Write a new deputyship; returns it as it now stands."""
        added = replace(named, version=named.version + 1)
        with self._database.transaction() as tx:
            tx.execute(deputies.insert(), vars(added))
        return added

    def save(self, named: Deputyship) -> Deputyship:
        """Write a changed deputyship; returns it as it now stands. Raises Conflict."""
        row = {name: value for name, value in vars(named).items() if name != "version"}
        with self._database.transaction() as tx:
            change(tx, deputies.c.deputyship_id, named.deputyship_id, named.noun, named.version, row)
        return replace(named, version=named.version + 1)

    def team(self, team_id: str) -> Team:
        """The team with its members. Raises NotFound."""
        with self._database.reading() as tx:
            row = tx.execute(select(teams).where(teams.c.team_id == team_id)).first()
            rows = tx.execute(select(team_members).where(team_members.c.team_id == team_id))
            members = frozenset(member.account_id for member in rows)
        if row is None:
            raise unknown(Team.noun)
        return Team(**row._mapping, members=members)

    def teams(self, organisation: str) -> Sequence[Team]:
        """All teams of an organisation with their members, by name; an organisation has a few."""
        which = {"organisation": organisation}
        with self._database.reading() as tx:
            rows, members = tx.execute(_TEAMS, which).all(), tx.execute(_MEMBERS, which).all()
        of: dict[str, set[str]] = {}
        for member in members:
            of.setdefault(member.team_id, set()).add(member.account_id)
        return [Team(**row._mapping, members=frozenset(of.get(row.team_id, ()))) for row in rows]

    def add_team(self, team: Team) -> Team:
        """Write a new team with its members; returns it as it now stands."""
        added = replace(team, version=team.version + 1)
        with self._database.transaction() as tx:
            tx.execute(teams.insert(), _row(added) | {"version": added.version})
            self._gather(tx, added)
        return added

    def save_team(self, team: Team) -> Team:
        """Write a changed team with its members; returns it as it now stands. Raises Conflict."""
        with self._database.transaction() as tx:
            change(tx, teams.c.team_id, team.team_id, team.noun, team.version, _row(team))
            tx.execute(team_members.delete().where(team_members.c.team_id == team.team_id))
            self._gather(tx, team)
        return replace(team, version=team.version + 1)

    def dissolve(self, team: Team, at: datetime) -> None:
        """Forget a team. Raises Conflict if somebody has changed it since it was loaded."""
        with self._database.transaction() as tx:
            change(tx, teams.c.team_id, team.team_id, team.noun, team.version, {"changed_at": at})
            tx.execute(team_members.delete().where(team_members.c.team_id == team.team_id))
            tx.execute(teams.delete().where(teams.c.team_id == team.team_id))

    @staticmethod
    def _gather(tx: Any, team: Team) -> None:
        if team.members:
            rows = [{"team_id": team.team_id, "account_id": account_id} for account_id in sorted(team.members)]
            tx.execute(team_members.insert(), rows)


_KEPT = [field.name for field in fields(Team) if field.name not in ("members", "version")]


def _row(team: Team) -> dict[str, Any]:
    return {name: getattr(team, name) for name in _KEPT}
