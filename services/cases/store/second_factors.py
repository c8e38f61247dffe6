"""How second factors, one-time codes and half-way sign-ins are remembered."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, String, Table, func, select

from services.cases.model.accounts import new_token, session_id_of
from services.cases.model.second_factors import CODE_WITHIN, RESET_WITHIN, SecondFactor, plain, reset_code
from services.cases.store.metadata import metadata
from services.chassis.clock import new_id
from services.chassis.database import Database, Instant
from services.chassis.vault import Vault

second_factors = Table(
    "second_factors",
    metadata,
    Column("account_id", String(36), ForeignKey("accounts.account_id"), primary_key=True),
    Column("secret", LargeBinary, nullable=False),  # encrypted
    Column("begun_at", Instant, nullable=False),
    Column("confirmed_at", Instant),
    Column("last_step", Integer, nullable=False),
)

recovery_codes = Table(
    "recovery_codes",
    metadata,
    Column("account_id", String(36), ForeignKey("accounts.account_id"), primary_key=True),
    Column("fingerprint", LargeBinary, primary_key=True),  # keyed: whoever reads the table can try no codes
)

reset_codes = Table(
    "reset_codes",
    metadata,
    Column("account_id", String(36), ForeignKey("accounts.account_id"), primary_key=True),
    Column("reset_id", String(36), nullable=False),  # the code is made of it and a key; it is kept nowhere
    Column("given_at", Instant, nullable=False),
)

half_sign_ins = Table(
    "half_sign_ins",
    metadata,
    Column("ticket_id", String(64), primary_key=True),  # SHA-256 of the ticket, which is kept nowhere
    Column("account_id", String(36), ForeignKey("accounts.account_id"), nullable=False),
    Column("begun_at", Instant, nullable=False),
)
Index("half_sign_ins_account", half_sign_ins.c.account_id)


class SecondFactors:
    """The memory of what people have beside their password. `required`: organisations whose people must have it."""

    def __init__(self, database: Database, vault: Vault, required: Collection[str]):
        self._database = database
        self._vault = vault
        self.required = frozenset(required)

    def find(self, account_id: str) -> SecondFactor | None:
        """The app of an account, confirmed or not."""
        with self._database.reading() as tx:
            row = tx.execute(select(second_factors).where(second_factors.c.account_id == account_id)).first()
        if row is None:
            return None
        secret = self._vault.open("second_factors", "secret", account_id, row.secret) or ""
        return SecondFactor(account_id, base64.b64decode(secret), row.begun_at, row.confirmed_at, row.last_step)

    def confirmed(self, account_id: str) -> SecondFactor | None:
        """The app of an account, if it counts."""
        found = self.find(account_id)
        return found if found and found.confirmed_at else None

    def among(self, account_ids: Collection[str]) -> frozenset[str]:
        """Those of these accounts that have a second factor."""
        which = select(second_factors.c.account_id).where(
            second_factors.c.account_id.in_(account_ids), second_factors.c.confirmed_at.is_not(None)
        )
        with self._database.reading() as tx:
            return frozenset(tx.execute(which).scalars())

    def begin(self, factor: SecondFactor) -> bool:
        """Write an app that waits for its first code, in place of one that still does. False if one counts already."""
        secret = base64.b64encode(factor.secret).decode()
        row = {
            "account_id": factor.account_id,
            "secret": self._vault.lock("second_factors", "secret", factor.account_id, secret),
            "begun_at": factor.begun_at,
            "confirmed_at": None,
            "last_step": factor.last_step,
        }
        with self._database.transaction() as tx:
            new = tx.insert(second_factors)
            instead = {name: new.excluded[name] for name in ("secret", "begun_at", "last_step")}
            upsert = new.on_conflict_do_update(
                index_elements=["account_id"], set_=instead, where=second_factors.c.confirmed_at.is_(None)
            )
            return bool(tx.execute(upsert, row).rowcount)

    def confirm(self, factor: SecondFactor, at: datetime, step: int, codes: Iterable[str]) -> bool:
        """From now on the app counts; `codes` are its recovery codes. False if another one was begun meanwhile."""
        pending = (
            second_factors.c.account_id == factor.account_id,
            second_factors.c.begun_at == factor.begun_at,
            second_factors.c.confirmed_at.is_(None),
        )
        with self._database.transaction() as tx:
            if not tx.execute(second_factors.update().where(*pending).values(confirmed_at=at, last_step=step)).rowcount:
                return False
            rows = [
                {"account_id": factor.account_id, "fingerprint": self._fingerprint(factor.account_id, code)}
                for code in codes
            ]
            tx.execute(recovery_codes.insert(), rows)
        return True

    def use_step(self, account_id: str, step: int) -> bool:
        """Use up the codes up to this time step. False if somebody else has just used this one."""
        unused = (second_factors.c.account_id == account_id, second_factors.c.last_step < step)
        with self._database.transaction() as tx:
            return bool(tx.execute(second_factors.update().where(*unused).values(last_step=step)).rowcount)

    def use_recovery_code(self, account_id: str, code: str) -> bool:
        """Use up a recovery code. False if it is none of this account, or is used up."""
        which = (
            recovery_codes.c.account_id == account_id,
            recovery_codes.c.fingerprint == self._fingerprint(account_id, code),
        )
        with self._database.transaction() as tx:
            return bool(tx.execute(recovery_codes.delete().where(*which)).rowcount)

    def recovery_codes_left(self, account_id: str) -> int:
        """How many recovery codes have not been used."""
        counted = select(func.count()).select_from(recovery_codes).where(recovery_codes.c.account_id == account_id)
        with self._database.reading() as tx:
            found: int = tx.execute(counted).scalar_one()
        return found

    def remove(self, account_id: str) -> bool:
        """Forget the app and its recovery codes. False if there was none."""
        with self._database.transaction() as tx:
            tx.execute(recovery_codes.delete().where(recovery_codes.c.account_id == account_id))
            return bool(tx.execute(second_factors.delete().where(second_factors.c.account_id == account_id)).rowcount)

    def _fingerprint(self, account_id: str, code: str) -> bytes:
        return self._vault.index("recovery_codes.fingerprint", f"{account_id} {plain(code)}")


class ResetCodes:
    """The memory of one-time codes for a new password, at most one for each account.

    Not even a hash of a code is kept: it is made of its id and a key of the vault, so that it can be told again to
    whoever repeats the command, and a stolen table tells nothing.
    """

    def __init__(self, database: Database, vault: Vault):
        self._database = database
        self._vault = vault

    def give(self, account_id: str, at: datetime) -> str:
        """Begin a new code, in place of an older one; returns its id."""
        row = {"account_id": account_id, "reset_id": new_id(), "given_at": at}
        with self._database.transaction() as tx:
            new = tx.insert(reset_codes)
            instead = {name: new.excluded[name] for name in ("reset_id", "given_at")}
            tx.execute(new.on_conflict_do_update(index_elements=["account_id"], set_=instead), row)
        return row["reset_id"]  # type: ignore[return-value]

    def code_of(self, reset_id: str) -> str:
        """The code with this id, as somebody is told it."""
        return reset_code(self._vault.token("new password", reset_id))

    def is_code(self, reset_id: str, code: str) -> bool:
        """Whether this is the code with this id, however it is written; in constant time."""
        return hmac.compare_digest(plain(self.code_of(reset_id)).encode(), plain(code).encode())

    def id_of(self, account_id: str, now: datetime) -> str | None:
        """The id of the code with which this account can get a new password now."""
        which = (reset_codes.c.account_id == account_id, reset_codes.c.given_at > now - RESET_WITHIN)
        with self._database.reading() as tx:
            found: str | None = tx.execute(select(reset_codes.c.reset_id).where(*which)).scalar()
        return found

    def use(self, reset_id: str) -> bool:
        """Use up a code. False if somebody else has just done so."""
        with self._database.transaction() as tx:
            return bool(tx.execute(reset_codes.delete().where(reset_codes.c.reset_id == reset_id)).rowcount)

    def forget(self, account_id: str) -> None:
        """No code opens this account any more."""
        with self._database.transaction() as tx:
            tx.execute(reset_codes.delete().where(reset_codes.c.account_id == account_id))

    def forget_ended(self, now: datetime) -> None:
        """Forget codes that nobody used in time."""
        with self._database.transaction() as tx:
            tx.execute(reset_codes.delete().where(reset_codes.c.given_at <= now - RESET_WITHIN))


class HalfSignIns:
    """The memory of whose password was right and whose code is still missing. Whoever has the ticket goes on."""

    def __init__(self, database: Database):
        self._database = database

    def begin(self, account_id: str, at: datetime) -> str:
        """The ticket with which this account goes on signing in."""
        ticket = new_token()
        row = {"ticket_id": session_id_of(ticket), "account_id": account_id, "begun_at": at}
        with self._database.transaction() as tx:
            tx.execute(half_sign_ins.insert(), row)
        return ticket

    def account_of(self, ticket: str, now: datetime) -> str | None:
        """Whose ticket it is, if it is still good."""
        which = (half_sign_ins.c.ticket_id == session_id_of(ticket), half_sign_ins.c.begun_at > now - CODE_WITHIN)
        with self._database.reading() as tx:
            found: str | None = tx.execute(select(half_sign_ins.c.account_id).where(*which)).scalar()
        return found

    def use(self, ticket: str) -> bool:
        """Use up a ticket. False if it was used or ended meanwhile."""
        with self._database.transaction() as tx:
            which = half_sign_ins.c.ticket_id == session_id_of(ticket)
            return bool(tx.execute(half_sign_ins.delete().where(which)).rowcount)

    def forget(self, account_id: str) -> None:
        """Nobody goes on signing in to this account; they begin anew."""
        with self._database.transaction() as tx:
            tx.execute(half_sign_ins.delete().where(half_sign_ins.c.account_id == account_id))

    def forget_ended(self, now: datetime) -> None:
        """Forget tickets that nobody used in time."""
        with self._database.transaction() as tx:
            tx.execute(half_sign_ins.delete().where(half_sign_ins.c.begun_at <= now - CODE_WITHIN))
