"""Two small services made of the real chassis: the sayer says what it is asked to, the hearer does as it is told.

    sayer.calls → [utterances + outbox] → hearer.in → [inbox] → [effects + outbox] → sayer.in → [inbox] → [echoes]

Each event carries a *deed*: what its reaction does beside its effect. `python -m tests.faults.neighbours sayer` runs
one of them.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

if __name__ == "__main__":
    from deploy import processes

    processes.patch()

from marshmallow import Schema, fields
from sqlalchemy import BigInteger, Column, DateTime, Integer, MetaData, String, Table, func, select

from services.chassis import acts, inbox, tracing
from services.chassis.clock import new_id
from services.chassis.database import Database, Transaction
from services.chassis.extensions import Provided, answers, every, hears
from services.chassis.fields import Asked, Text
from services.chassis.handler import Message, NotYet
from services.chassis.identity import Actor
from services.chassis.installation import Installation

Answer = dict[str, Any]


@dataclass(frozen=True)
class Said:
    """Something was said of a thing, as its `number`th."""

    exchange: ClassVar[str] = "sayer.events"
    type: ClassVar[str] = "thing.said.v1"
    subject: ClassVar[str] = "thing"

    thing: str
    number: int
    deed: str


@dataclass(frozen=True)
class Forgotten:
    """Whatever was said of a thing is to be wiped."""

    exchange: ClassVar[str] = "sayer.events"
    type: ClassVar[str] = "thing.erased.v1"
    subject: ClassVar[str] = "thing"

    thing: str
    number: int


@dataclass(frozen=True)
class Whispered:
    """The same as Said, at another destination."""

    exchange: ClassVar[str] = "sayer.asides"
    type: ClassVar[str] = "thing.whispered.v1"
    subject: ClassVar[str] = "thing"

    thing: str
    number: int
    deed: str


@dataclass(frozen=True)
class Noted:
    """The hearer has had its effect."""

    exchange: ClassVar[str] = "hearer.events"
    type: ClassVar[str] = "thing.noted.v1"
    subject: ClassVar[str] = "thing"

    thing: str
    number: int


# No table has a uniqueness of its own: what happens twice is to be seen, not refused.
sayers = MetaData()
things = Table("things", sayers, Column("thing", String, primary_key=True), Column("last", BigInteger, nullable=False))
utterances = Table(
    "utterances",
    sayers,
    Column("key", String, nullable=False),
    Column("thing", String, nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("deed", String, nullable=False),
    Column("correlation_id", String, nullable=False),
)
echoes = Table(
    "echoes",
    sayers,
    Column("position", BigInteger, primary_key=True, autoincrement=True),
    Column("thing", String, nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("correlation_id", String, nullable=False),
)
hearers = MetaData()
effects = Table(
    "effects",
    hearers,
    Column("position", BigInteger, primary_key=True, autoincrement=True),
    Column("message_id", String, nullable=False),
    Column("thing", String, nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("correlation_id", String, nullable=False),
    Column("at", DateTime(timezone=True), server_default=func.clock_timestamp()),
)
# Written beside the transaction, so that also what is undone is remembered.
tries = Table(
    "tries",
    hearers,
    Column("thing", String, nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("process", Integer, nullable=False),
    Column("at", DateTime(timezone=True), server_default=func.clock_timestamp()),
)
strikes = Table(
    "strikes",
    hearers,
    Column("due_at", DateTime(timezone=True), nullable=False),
    Column("process", Integer, nullable=False),
)


class Say(Asked):
    """What the sayer can be asked to say; `how` is one of HOW."""

    key = Text(max=64, required=True)
    thing = Text(max=100, required=True)
    deed = Text(max=200, load_default="")
    how = Text(max=20, load_default="say")


HOW: dict[str, Callable[[str, int, str], Any]] = {
    "say": Said,
    "whisper": Whispered,
    "forget": lambda thing, number, _deed: Forgotten(thing, number),
}


class OfThing(Schema):
    """What all the events above carry."""

    thing = fields.String(required=True)
    number = fields.Integer(required=True, strict=True)
    deed = fields.String(load_default="")


class Sayer:
    """Says what it is asked to, numbers it by thing, and notes the echoes."""

    name = "sayer"
    settings = Installation
    says = (Said, Whispered, Forgotten)

    database = Provided(lambda parts: parts.database)
    outbox = Provided(lambda parts: parts.outbox)

    @answers(Say, command=True)
    def say(self, who: Actor, request: Answer) -> Answer:
        thing, deed = request["thing"], request["deed"]
        with self.database.transaction() as tx:
            one_more = tx.insert(things).values(thing=thing, last=1)
            one_more = one_more.on_conflict_do_update(index_elements=["thing"], set_={"last": things.c.last + 1})
            number = tx.execute(one_more.returning(things.c.last)).scalar_one()
            row = {"key": request["key"], "thing": thing, "number": number, "deed": deed or request["how"]}
            tx.execute(utterances.insert().values(row | {"correlation_id": tracing.current_trace_id()}))
            self.outbox.say(tx, HOW[request["how"]](thing, number, deed))
        return {"thing": thing, "number": number}

    @hears("hearer.events", "thing.noted.v1", OfThing)
    def on_noted(self, message: Message) -> None:
        with self.database.transaction() as tx:
            tx.execute(echoes.insert().values(_of(message)))


class Hearer:
    """Has one effect for each thing said, says so, and does the deed."""

    name = "hearer"
    settings = Installation
    says = (Noted,)

    database = Provided(lambda parts: parts.database)
    outbox = Provided(lambda parts: parts.outbox)
    beside = Provided(lambda parts: Database(parts.settings.database_url, pool_size=2))

    @hears("sayer.events", "thing.said.v1", OfThing)
    def on_said(self, message: Message) -> None:
        self._take_in(message)

    @hears("sayer.asides", "thing.whispered.v1", OfThing)
    def on_whispered(self, message: Message) -> None:
        self._take_in(message)

    @hears("sayer.events", "thing.erased.v1", OfThing)
    def on_erased(self, message: Message) -> None:
        self._take_in(message)

    @every(seconds=1)
    def strike(self) -> None:
        with self.database.transaction() as tx:
            due = tx.execute(
                select(func.max(acts.acts.c.due_at)).where(acts.acts.c.act == "hearer.strike")
            ).scalar_one()
            tx.execute(strikes.insert().values(due_at=due, process=os.getpid()))

    def _take_in(self, message: Message) -> None:
        with self.database.transaction() as tx:
            tx.execute(effects.insert().values(message_id=message.envelope.id, **_of(message)))
            self.outbox.say(tx, Noted(message.data["thing"], message.data["number"]))
            if message.data["deed"]:
                word, *words = message.data["deed"].split()
                DEEDS[word](tx, message, self._tried(message), *words)

    def _tried(self, message: Message) -> int:
        """The how-manieth time this runs; one attempt may run twice, in a batch and then by itself."""
        this = {"thing": message.data["thing"], "number": message.data["number"]}
        with self.beside.transaction() as tx:
            tx.execute(tries.insert().values(process=os.getpid(), **this))
            count: int = tx.execute(select(func.count()).select_from(tries).filter_by(**this)).scalar_one()
        return count


def _of(message: Message) -> dict[str, Any]:
    return {
        "thing": message.data["thing"],
        "number": message.data["number"],
        "correlation_id": message.envelope.correlationid,
    }


# What a reaction does beside its effect: word → deed(transaction, message, how often it has been run, words).


def _fail(tx: Transaction, message: Message, _run: int, times: str = "1000000") -> None:
    """Raise at the first `times` attempts: always, where it is not said how often."""
    this = inbox.inbox.c.message_id == message.envelope.id
    attempts = tx.execute(select(inbox.inbox.c.attempts).where(this)).scalar_one()
    if attempts < int(times):
        raise RuntimeError(f"failed after {attempts} attempts")


def _need(tx: Transaction, _message: Message, _run: int, thing: str) -> None:
    """Raise as long as nothing has been said of that thing."""
    if not _known(tx, thing):
        raise RuntimeError(f"nothing has been said of {thing}")


def _wait_for(tx: Transaction, _message: Message, _run: int, thing: str) -> None:
    """Not before something has been said of that thing."""
    if not _known(tx, thing):
        raise NotYet(f"nothing has been said of {thing}")


def _known(tx: Transaction, thing: str) -> bool:
    return tx.execute(select(effects.c.position).where(effects.c.thing == thing).limit(1)).first() is not None


def _sleep(_tx: Transaction, _message: Message, run: int, seconds: str) -> None:
    """Work slowly, the first time."""
    if run == 1:
        time.sleep(float(seconds))


def _kill(_tx: Transaction, _message: Message, _run: int) -> None:
    """Take the process along."""
    os.kill(os.getpid(), signal.SIGKILL)


DEEDS: dict[str, Callable[..., None]] = {
    "fail": _fail,
    "need": _need,
    "after": _wait_for,
    "sleep": _sleep,
    "kill": _kill,
}
BY_NAME = {service.name: service for service in (Sayer, Hearer)}
TABLES = {"sayer": sayers, "hearer": hearers}


def new_key() -> str:
    """A key for a command, as a client makes one."""
    return new_id()


if __name__ == "__main__":
    processes.run_class(BY_NAME[sys.argv[1]])
