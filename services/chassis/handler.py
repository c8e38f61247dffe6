"""From the inbox to the effect: the second of the two steps of hearing.

Lanes whose turn has come are claimed, and their reactions run in one transaction with their outbox rows and
the mark *done*. Batches are optimistic: the reactions of many lanes share a transaction; if one of them
fails, all are undone and each is done again by itself, so that only the failing one waits.

A lane whose handler vanished is suspect: its message may have killed the process. It is handled with nothing
else under way, and parked when it has taken three processes with it.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy.exc import DBAPIError

from services.chassis import failpoints, inbox, logs, metrics, tracing
from services.chassis.bells import Bells
from services.chassis.clock import Clock
from services.chassis.database import Database, Transaction
from services.chassis.envelope import Envelope
from services.chassis.inbox import Claim
from services.chassis.leases import LeaseLost
from services.chassis.loops import Loop

_BATCH = 50
_IDLE_LOOK_SECONDS = 1.0
_CRASHES_BEFORE_PARKING = 3
_FIRST_POSTPONEMENT, _LONGEST_POSTPONEMENT = 0.5, 60.0

# 10 s, 1 min, 10 min, 1 h, 6 h: a short fault is over after seconds, a long one is somebody's working day.
RETRY_SECONDS = (10.0, 60.0, 600.0, 3600.0, 21600.0)


class NotYet(Exception):
    """A reaction's way to say: what this refers to has not arrived; ask me again, it costs no attempt."""


class Unlike(Exception):
    """An event does not have the shape its reader expects: no repetition helps, a person has to look."""


@dataclass(frozen=True)
class Message:
    """What a reaction is given: the event's data as its schema read them, and who said it when."""

    envelope: Envelope
    data: dict[str, Any]


Reaction = Callable[[Message], None]


class Handler:
    """Runs the reactions of one service; every replica has one."""

    def __init__(
        self,
        service: str,
        reactions: Mapping[str, Reaction],
        database: Database,
        clock: Clock,
        bells: Bells,
        *,
        workers: int = 4,
        lease_seconds: float = 60.0,
        retry_seconds: Sequence[float] = RETRY_SECONDS,
        longest_wait: timedelta = timedelta(days=1),
    ):
        self._service = service
        self._reactions = reactions
        self._database = database
        self._clock = clock
        self._bells = bells
        self._bell = bells.bell(inbox.BELL)
        self._workers = workers
        self._free = threading.Semaphore(workers)
        self._lease_seconds = lease_seconds
        self._retry_seconds = tuple(retry_seconds)
        self._longest_wait = longest_wait
        self._orphans: list[Claim] = []
        self._look_for_suspects_at = 0.0
        self._log = logs.get("handler")
        self.loop = Loop(f"{service}.handler", self.step)

    def start(self) -> None:
        self.loop.start()

    def stop(self, within: float = 20.0) -> None:
        """Begin nothing more, and wait for what is under way."""
        self.loop.ask_to_stop()
        self._bell.ring()
        self.loop.stop(within)
        for _ in range(self._workers):
            self._free.acquire(timeout=within)

    def step(self) -> None:
        """Hand out the lanes whose turn has come, or wait for the bell if there are none."""
        self._give_back_orphans()
        if not self._free.acquire(timeout=_IDLE_LOOK_SECONDS):
            return
        claims: list[Claim] = []
        try:
            with self._database.transaction() as tx:
                found = inbox.claim(tx, _BATCH, self._lease_seconds)
            claims = found  # only now: a commit that failed has claimed nothing that we know of
        finally:
            if not claims:
                self._free.release()
        if claims:
            failpoints.reach("handler.claimed")
            threading.Thread(target=self._work, args=(claims,), daemon=True).start()
        if self._time_to_look_for_suspects() and self._handle_suspect():
            return
        if len(claims) == _BATCH:
            self._bells.tell(inbox.BELL)  # there is more: may the other replicas help
        else:  # nothing more was due; whatever comes now rings
            self._bell.wait(_IDLE_LOOK_SECONDS)

    def _time_to_look_for_suspects(self) -> bool:
        now = time.monotonic()
        due = now >= self._look_for_suspects_at
        if due:
            self._look_for_suspects_at = now + _IDLE_LOOK_SECONDS
        return due

    def _work(self, claims: Sequence[Claim]) -> None:
        try:
            self._handle(claims)
        except Exception as error:
            # The database went away, or something is wrong that is not a reaction's fault: nothing is counted.
            self._log.warning("handling_broke_off", error=logs.reason_of(error), lanes=len(claims))
            self._orphans.extend(claims)
            self._bell.ring()
        finally:
            self._free.release()

    def _handle_suspect(self) -> bool:
        with self._database.reading() as tx:
            if not inbox.has_suspects(tx):
                return False
        taken = [self._free.acquire(timeout=self._lease_seconds) for _ in range(self._workers)]
        try:
            if not all(taken):
                return False
            with self._database.transaction() as tx:
                claim = inbox.claim_suspect(tx, self._lease_seconds)
            if claim is None:
                return False
            if claim.crashes >= _CRASHES_BEFORE_PARKING and claim.messages:
                self._fail(claim, claim.messages[0], f"it has ended {claim.crashes} processes that handled it", None)
            else:
                self._handle_alone(claim)
            return True
        finally:
            for _ in range(sum(taken)):
                self._free.release()

    def _give_back_orphans(self) -> None:
        orphans, self._orphans = self._orphans, []
        if not orphans:
            return
        try:
            with self._database.transaction() as tx:
                inbox.release(tx, orphans)
        except Exception:
            self._orphans.extend(orphans)
            raise

    def _handle(self, claims: Sequence[Claim]) -> None:
        if len(claims) > 1 or len(claims[0].messages) > 1:
            try:
                self._database.again(lambda: self._react(claims, [m for claim in claims for m in claim.messages]))
                return
            except DBAPIError as error:
                if error.connection_invalidated:
                    raise
                self._log.debug("batch_undone", error=logs.reason_of(error))
            except Exception as error:
                self._log.debug("batch_undone", error=logs.reason_of(error))
        for claim in claims:
            self._handle_alone(claim)

    def _handle_alone(self, claim: Claim) -> None:
        first = claim.messages[:1]
        try:
            self._database.again(lambda: self._react([claim], first))
        except LeaseLost:
            self._log.warning("lease_lost", lane_crashes=claim.crashes)
        except Unlike as error:
            self._fail(claim, first[0], f"not of the shape we read: {error}", None)
        except NotYet as error:
            self._postpone(claim, first[0], str(error))
        except DBAPIError as error:
            if error.connection_invalidated:
                raise
            self._give_up_for_now(claim, first[0], error)
        except Exception as error:
            self._give_up_for_now(claim, first[0], error)

    def _react(self, claims: Sequence[Claim], messages: Sequence[Any]) -> None:
        """Reactions, what they say, and the mark done: all or nothing."""
        with self._database.transaction() as tx:
            for row in messages:
                self._run(row)
            failpoints.reach("handler.inside")
            if inbox.finish(tx, claims, messages, self._clock.now()):
                tx.after_commit(inbox.BELL, self._bell.ring)
        failpoints.reach("handler.committed")
        metrics.MESSAGES_HANDLED.labels(self._service, "done").inc(len(messages))

    def _run(self, row: Any) -> None:
        envelope = Envelope.from_json(row.body)
        reaction = self._reactions[envelope.type]
        with tracing.span(
            f"hear {envelope.type}", envelope.traceparent, causation_id=envelope.id, actor=envelope.actor
        ):
            reaction(Message(envelope, envelope.data))

    def _give_up_for_now(self, claim: Claim, row: Any, error: Exception) -> None:
        tries = row.attempts + 1
        delay = self._retry_seconds[tries - 1] * random.uniform(0.8, 1.2) if tries <= len(self._retry_seconds) else None
        self._fail(claim, row, logs.reason_of(error), delay)

    def _fail(self, claim: Claim, row: Any, reason: str, delay: float | None) -> None:
        outcome = "retry" if delay is not None else "parked"
        self._settle(lambda tx: inbox.fail(tx, claim, row, reason, delay, self._clock.now()))
        metrics.MESSAGES_HANDLED.labels(self._service, outcome).inc()
        self._log.warning(outcome, type=row.type, message_id=row.message_id, reason=reason, attempt=row.attempts + 1)

    def _postpone(self, claim: Claim, row: Any, reason: str) -> None:
        if self._clock.now() - row.received_at > self._longest_wait:
            self._fail(claim, row, f"what it waits for has not come: {reason}", None)
            return
        delay = min(_FIRST_POSTPONEMENT * 2**row.postponed, _LONGEST_POSTPONEMENT)
        self._settle(lambda tx: inbox.postpone(tx, claim, row, reason, delay))
        metrics.MESSAGES_HANDLED.labels(self._service, "not_yet").inc()

    def _settle(self, work: Callable[[Transaction], None]) -> None:
        try:
            with self._database.transaction() as tx:
                work(tx)
        except LeaseLost:
            self._log.warning("lease_lost")
