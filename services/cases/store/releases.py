"""How releases and referrals are remembered: as records of their case, with names in words encrypted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Boolean, Column, Date, Index, Integer, LargeBinary, String, Table, Text, bindparam, func, select

from services.cases.model.referrals import UNANSWERED, Referral
from services.cases.model.releases import Release
from services.cases.store.cases import OPEN_OF_THESE, cases
from services.cases.store.metadata import metadata
from services.cases.store.records import Records
from services.chassis.database import Database, Instant
from services.chassis.outbox import Outbox
from services.chassis.vault import Vault

releases = Table(
    "releases",
    metadata,
    Column("release_id", String(36), primary_key=True),
    Column("organisation", String(64), nullable=False),
    Column("case_id", String(36), nullable=False),
    Column("recipient", String(64), nullable=False),
    Column("recipient_name", LargeBinary),
    Column("data", Text, nullable=False),
    Column("purpose", String(64), nullable=False),
    Column("valid_until", Date, nullable=False),
    Column("language", String(16), nullable=False),
    Column("interpreter_present", Boolean, nullable=False),
    Column("granted_at", Instant, nullable=False),
    Column("by", String(36), nullable=False),
    Column("withdrawn_at", Instant),
    Column("version", Integer, nullable=False),
)
Index("releases_case", releases.c.case_id, releases.c.granted_at)

referrals = Table(
    "referrals",
    metadata,
    Column("referral_id", String(36), primary_key=True),
    Column("organisation", String(64), nullable=False),
    Column("case_id", String(36), nullable=False),
    Column("topic", String(64), nullable=False),
    Column("service_id", String(36)),
    Column("outside_name", LargeBinary),
    Column("release_id", String(36)),
    Column("status", String(20), nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("by", String(36), nullable=False),
    Column("ask_again_on", Date),
    Column("answered_at", Instant),
    Column("reason", String(40)),
    Column("version", Integer, nullable=False),
)
Index("referrals_case", referrals.c.case_id, referrals.c.asked_at)

_UNANSWERED = referrals.c.status.in_(UNANSWERED)
_UNANSWERED_OF_CASE = (
    select(func.count()).select_from(referrals).where(referrals.c.case_id == bindparam("case_id"), _UNANSWERED)
)
_TO_ASK_AGAIN = (
    select(referrals)
    .join(cases, cases.c.case_id == referrals.c.case_id)
    .where(OPEN_OF_THESE, _UNANSWERED, referrals.c.ask_again_on <= bindparam("until"))
)
_ENDING = (
    select(releases)
    .join(cases, cases.c.case_id == releases.c.case_id)
    .where(OPEN_OF_THESE, releases.c.withdrawn_at.is_(None), releases.c.valid_until <= bindparam("until"))
    .where(releases.c.valid_until >= bindparam("since"))
)


class Releases(Records[Release]):
    """The memory of what clients allow."""

    def __init__(self, database: Database, outbox: Outbox, vault: Vault):
        since = releases.c.granted_at
        super().__init__(Release, releases, ("recipient_name",), since, database, outbox, vault)

    def ending(self, stands_for: frozenset[str], since: date, until: date) -> Sequence[Release]:
        """Those that are not withdrawn and whose last day lies in this time, in open cases of these counsellors."""
        return self.found(_ENDING, stands_for=list(stands_for), since=since, until=until)


class Referrals(Records[Referral]):
    """The memory of whom clients were referred to."""

    def __init__(self, database: Database, outbox: Outbox, vault: Vault):
        super().__init__(Referral, referrals, ("outside_name",), referrals.c.asked_at, database, outbox, vault)

    def has_unanswered(self, case_id: str) -> bool:
        """Whether somebody was asked for this case and has not answered."""
        with self._database.reading() as tx:
            return bool(tx.execute(_UNANSWERED_OF_CASE, {"case_id": case_id}).scalar())

    def to_ask_again(self, stands_for: frozenset[str], until: date) -> Sequence[Referral]:
        """Those without an answer who were to be asked again by this day, in open cases of these counsellors."""
        return self.found(_TO_ASK_AGAIN, stands_for=list(stands_for), until=until)
