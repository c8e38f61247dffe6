"""Remembered answers: a command that is repeated gets the answer it got, and is not done again.

The answer is kept in the transaction of the effect, under the id the command came with (from the
Idempotency-Key). Of what was asked only a keyed fingerprint is kept; secrets are not part of the answer kept.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Index, LargeBinary, MetaData, String, Table, Text, select
from sqlalchemy.exc import IntegrityError

from services.chassis.clock import Clock
from services.chassis.database import Database, Instant, Transaction
from services.chassis.errors import Invalid, LotseError

metadata = MetaData()
answers = Table(
    "answers",
    metadata,
    Column("command_id", String(64), primary_key=True),
    Column("fingerprint", LargeBinary, nullable=False),
    Column("answer", Text, nullable=False),
    Column("answered_at", Instant, nullable=False),
)
Index("answers_answered_at", answers.c.answered_at)
_KEEP = answers.insert()


def once(
    database: Database, clock: Clock, command_id: str, fingerprint: bytes, work: Callable[[], dict[str, Any]]
) -> dict[str, Any]:
    """What `work` answers, or what it answered the first time. Raises Invalid if the same id came with something else.

    Nearly every command is new, so it is done at once; only when it cannot be kept, or is refused (it may be its
    own first run that stands in the way), is it looked up whether it was done before.
    """
    try:
        return database.again(lambda: _do(database, clock, command_id, fingerprint, work))  # type: ignore[no-any-return]
    except (IntegrityError, LotseError):
        with database.reading() as tx:
            answer = _recall(tx, command_id, fingerprint)
        if answer is None:
            raise
        return answer


def _do(
    database: Database, clock: Clock, command_id: str, fingerprint: bytes, work: Callable[[], dict[str, Any]]
) -> dict[str, Any]:
    with database.transaction() as tx:
        answer = work()
        values = {
            "command_id": command_id,
            "fingerprint": fingerprint,
            "answer": json.dumps(answer, ensure_ascii=False),
            "answered_at": clock.now(),
        }
        tx.execute(_KEEP, values)
        return answer


def _recall(tx: Transaction, command_id: str, fingerprint: bytes) -> dict[str, Any] | None:
    row = tx.execute(select(answers).where(answers.c.command_id == command_id)).first()
    if row is None:
        return None
    if bytes(row.fingerprint) != fingerprint:
        raise Invalid("idempotency_mismatch", "This Idempotency-Key was used before with another body.")
    answer: dict[str, Any] = json.loads(row.answer)
    return answer


def purge(tx: Transaction, before: datetime) -> int:
    """Forget answers given before then; a repetition that late is a new command."""
    return tx.execute(answers.delete().where(answers.c.answered_at < before)).rowcount
