"""How accounts, sessions and failed attempts to sign in are remembered."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    and_,
    case,
    literal,
    or_,
    select,
)

from services.cases.model.accounts import (
    FAILURES_ALLOWED,
    FAILURES_WITHIN,
    IDLE,
    LONGEST,
    Account,
    Session,
)
from services.cases.store import personal
from services.cases.store.metadata import metadata
from services.cases.store.versions import change
from services.chassis.database import Database, Instant
from services.chassis.errors import unknown
from services.chassis.paging import page
from services.chassis.vault import Vault

accounts = Table(
    "accounts",
    metadata,
    Column("account_id", String(36), primary_key=True),
    Column("organisation", String(64), nullable=False),
    Column("user", String(64), nullable=False, unique=True),
    Column("password_hash", String(255), nullable=False),
    Column("person", LargeBinary, nullable=False),  # one encrypted JSON object: {name}
    Column("roles", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("version", Integer, nullable=False),
)
Index("accounts_organisation", accounts.c.organisation, accounts.c.created_at, accounts.c.account_id)

sessions = Table(
    "sessions",
    metadata,
    Column("session_id", String(64), primary_key=True),  # SHA-256 of the token, which is kept nowhere
    Column("account_id", String(36), ForeignKey("accounts.account_id"), nullable=False),
    Column("begun_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
    Column("ended_at", Instant),
)
Index("sessions_account", sessions.c.account_id)

sign_in_failures = Table(
    "sign_in_failures",
    metadata,
    Column("user_index", LargeBinary, primary_key=True),  # of what was typed: sometimes it is a password
    Column("failures", Integer, nullable=False),
    Column("first_at", Instant, nullable=False),  # of the failures counted, or of the closing once they were too many
)

_FORGET_AFTER = timedelta(days=1)


def _in_role(role: str) -> ColumnElement[bool]:
    # A role is one word among those of the column.
    return (literal(" ") + accounts.c.roles + literal(" ")).like(f"% {role} %")


class Accounts:
    """The memory of who may sign in, and of who is signed in."""

    def __init__(self, database: Database, vault: Vault):
        self._database = database
        self._vault = vault

    def get(self, account_id: str) -> Account:
        """The account. Raises NotFound where there is none."""
        found = self._first(accounts.c.account_id == account_id)
        if found is None:
            raise unknown(Account.noun)
        return found

    def of_user(self, user: str) -> Account | None:
        """The account with this user name, if there is one."""
        return self._first(accounts.c.user == user)

    def names(self, account_ids: Collection[str]) -> dict[str, str]:
        """What the holders of these accounts are called, by account_id."""
        if not account_ids:
            return {}
        which = select(accounts.c.account_id, accounts.c.person).where(accounts.c.account_id.in_(account_ids))
        with self._database.reading() as tx:
            return {row.account_id: self._name(row) for row in tx.execute(which)}

    def colleagues(self, organisation: str, account_ids: Collection[str]) -> dict[str, str]:
        """What those of them are called who are of this organisation, by account_id."""
        which = select(accounts.c.account_id, accounts.c.person).where(
            accounts.c.account_id.in_(account_ids), accounts.c.organisation == organisation
        )
        with self._database.reading() as tx:
            return {row.account_id: self._name(row) for row in tx.execute(which)}

    def listed(self, organisation: str | None, cursor: str | None, limit: int) -> tuple[Sequence[Account], str | None]:
        """A page of an organisation's accounts (of all, for None), oldest first, and the cursor of the next."""
        statement = select(accounts)
        if organisation is not None:
            statement = statement.where(accounts.c.organisation == organisation)
        with self._database.reading() as tx:
            rows, following = page(tx, statement, (accounts.c.created_at, accounts.c.account_id), cursor, limit)
        return [self._load(row) for row in rows], following

    def at_work(
        self, organisation: str, roles: Collection[str], cursor: str | None, limit: int
    ) -> tuple[Sequence[Account], str | None]:
        """A page of those who may sign in at an organisation in one of these roles, oldest first, and the cursor of the
        next."""
        statement = select(accounts).where(
            accounts.c.organisation == organisation, accounts.c.active, or_(*map(_in_role, sorted(roles)))
        )
        with self._database.reading() as tx:
            rows, following = page(tx, statement, (accounts.c.created_at, accounts.c.account_id), cursor, limit)
        return [self._load(row) for row in rows], following

    def add(self, account: Account) -> Account | None:
        """Write a new account; None if its user name is taken."""
        row = {"account_id": account.account_id, **self._row(account), "version": account.version + 1}
        with self._database.transaction() as tx:
            new = tx.insert(accounts).on_conflict_do_nothing(index_elements=["user"])
            if not tx.execute(new, row).rowcount:
                return None
        return replace(account, version=account.version + 1)

    def save(self, account: Account) -> Account:
        """Write a changed account. Raises Conflict if somebody else has changed it since it was loaded."""
        with self._database.transaction() as tx:
            change(tx, accounts.c.account_id, account.account_id, account.noun, account.version, self._row(account))
        return replace(account, version=account.version + 1)

    def others_administer(self, account: Account) -> bool:
        """Whether somebody else administers the organisation of this account, too. Their rows are locked until the
        transaction ends, so that two cannot take one another's role at the same moment."""
        administers = _in_role("administrator")
        all_of_them = (
            select(accounts.c.account_id)
            .where(accounts.c.organisation == account.organisation, accounts.c.active, administers)
            .order_by(accounts.c.account_id)
            .with_for_update()
        )
        with self._database.transaction() as tx:
            return any(other != account.account_id for other in tx.execute(all_of_them).scalars())

    def count_attempt(self, user: str, now: datetime) -> timedelta | None:
        """Count an attempt to sign in as failed, before it is known what comes of it, so that many at once are all
        counted. None if it may go on; otherwise for how long sign-in is closed for this user name.

        `first_at` is set again by the failure that closes: the closing lasts its time from then on.
        """
        with self._database.transaction() as tx:
            new = tx.insert(sign_in_failures).values(user_index=self._user_index(user), failures=1, first_at=now)
            known = sign_in_failures.c
            lapsed = known.first_at <= now - FAILURES_WITHIN
            counted = {
                "failures": case((lapsed, 1), else_=known.failures + 1),
                "first_at": case(
                    (or_(lapsed, known.failures + 1 == FAILURES_ALLOWED), new.excluded.first_at),
                    else_=known.first_at,
                ),
            }
            upsert = new.on_conflict_do_update(index_elements=["user_index"], set_=counted)
            row = tx.execute(upsert.returning(known.failures, known.first_at)).one()
        return row.first_at + FAILURES_WITHIN - now if row.failures > FAILURES_ALLOWED else None

    def forget_failures(self, user: str) -> None:
        """Whoever this is has shown who they are: what failed before counts no more."""
        with self._database.transaction() as tx:
            tx.execute(sign_in_failures.delete().where(sign_in_failures.c.user_index == self._user_index(user)))

    def hash_anew(self, account: Account, password_hash: str) -> Account:
        """Keep the same password under another hash; whoever has changed the account meanwhile goes first."""
        with self._database.transaction() as tx:
            tx.execute(accounts.update().where(_as_verified(account)).values(password_hash=password_hash))
        return replace(account, password_hash=password_hash)

    def begin_session(self, account: Account, session: Session) -> bool:
        """Begin a session. False if the account was changed or deactivated while its password was being verified."""
        with self._database.transaction() as tx:
            # An update, and so a lock: a deactivation at the same moment ends this session, or is seen here.
            locked = accounts.update().where(_as_verified(account)).values(password_hash=account.password_hash)
            if not tx.execute(locked).rowcount:
                return False
            tx.execute(sessions.insert(), vars(session))
        return True

    def session(self, session_id: str) -> Session | None:
        """The session with this id, however it ended."""
        with self._database.reading() as tx:
            row = tx.execute(select(sessions).where(sessions.c.session_id == session_id)).first()
        return Session(**row._mapping) if row else None

    def see_session(self, session_id: str, now: datetime) -> bool:
        """Note that something was asked with a session. False if it has been ended."""
        return self._touch(sessions.c.session_id == session_id, seen_at=now) > 0

    def end_session(self, session_id: str, now: datetime) -> None:
        """End a session; one that has ended stays so."""
        self._touch(sessions.c.session_id == session_id, ended_at=now)

    def end_sessions_of(self, account_id: str, now: datetime, but: str = "") -> int:
        """End all sessions of an account but the one with this id; returns how many there were."""
        return self._touch(and_(sessions.c.account_id == account_id, sessions.c.session_id != but), ended_at=now)

    def forget_ended(self, now: datetime) -> None:
        """Forget sessions that ended more than a day ago, by somebody or by the time, and failures that lapsed."""
        before = now - _FORGET_AFTER
        long_ended = or_(
            sessions.c.ended_at < before, sessions.c.seen_at < before - IDLE, sessions.c.begun_at < before - LONGEST
        )
        with self._database.transaction() as tx:
            tx.execute(sessions.delete().where(long_ended))
            tx.execute(sign_in_failures.delete().where(sign_in_failures.c.first_at < now - FAILURES_WITHIN))

    def _touch(self, which: Any, **values: datetime) -> int:
        with self._database.transaction() as tx:
            return tx.execute(sessions.update().where(which, sessions.c.ended_at.is_(None)).values(values)).rowcount

    def _first(self, which: Any) -> Account | None:
        with self._database.reading() as tx:
            row = tx.execute(select(accounts).where(which)).first()
        return self._load(row) if row else None

    def _user_index(self, user: str) -> bytes:
        return self._vault.index("sign_in_failures.user", user)

    def _row(self, account: Account) -> dict[str, Any]:
        return {
            "organisation": account.organisation,
            "user": account.user,
            "password_hash": account.password_hash,
            "person": personal.lock(self._vault, accounts.c.person, account.account_id, {"name": account.name}),
            "roles": " ".join(account.roles),
            "active": account.active,
            "created_at": account.created_at,
            "changed_at": account.changed_at,
        }

    def _load(self, row: Any) -> Account:
        return Account(
            account_id=row.account_id,
            organisation=row.organisation,
            user=row.user,
            password_hash=row.password_hash,
            name=self._name(row),
            roles=tuple(row.roles.split()),
            active=row.active,
            created_at=row.created_at,
            changed_at=row.changed_at,
            version=row.version,
        )

    def _name(self, row: Any) -> str:
        person = personal.read(self._vault, accounts.c.person, row.account_id, row.person)
        assert person is not None  # the column is never empty
        name: str = person["name"]
        return name


def _as_verified(account: Account) -> Any:
    return and_(
        accounts.c.account_id == account.account_id,
        accounts.c.active,
        accounts.c.password_hash == account.password_hash,
    )
