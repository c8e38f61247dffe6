"""A service as small as one can be that uses everything the chassis offers one."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Column, Integer, MetaData, String, Table, select

from services.chassis.database import Database
from services.chassis.errors import Refused
from services.chassis.extensions import Operated, Provided, answers, every, hears, works_off
from services.chassis.fields import Asked, Text
from services.chassis.handler import Message
from services.chassis.identity import Actor
from services.chassis.installation import Installation

metadata = MetaData()
effects = Table(
    "clerk_effects",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=True),
    Column("what", String(200), nullable=False),
)
BELL = "heap"


@dataclass(frozen=True)
class Noted:
    """A thing has been noted."""

    exchange: ClassVar[str] = "clerk.events"
    type: ClassVar[str] = "thing.noted.v1"
    subject: ClassVar[str] = "thing"

    thing: str


class Thing(Asked):
    secret = frozenset({"password"})

    thing = Text(max=20, required=True)
    password = Text(max=20)


class HeardThing(Asked):
    thing = Text(max=20, required=True)


def effects_of(database: Database) -> list[str]:
    """What has been done so far, in order."""
    with database.reading() as tx:
        return list(tx.execute(select(effects.c.what).order_by(effects.c.position)).scalars())


class ClerkService(Operated):
    """Notes things, hears that they were noted, works off a heap."""

    name = "clerk"
    settings = Installation
    says = (Noted,)

    parts = Provided(lambda parts: parts)

    # Shared with the test, which runs in the same process.
    begun: ClassVar[threading.Event]
    may_finish: ClassVar[threading.Event]
    heap: ClassVar[list[str]]

    @classmethod
    def begin(cls) -> None:
        cls.begun, cls.may_finish, cls.heap = threading.Event(), threading.Event(), []

    def do(self, what: str) -> None:
        with self.parts.database.transaction() as tx:
            tx.execute(effects.insert().values(what=what))

    def _with_secret(self, answer: dict[str, Any]) -> dict[str, Any]:
        return {**answer, "secret": self.parts.vault.token("clerk", answer["thing"])}

    @answers(Thing, command=True, complete=_with_secret)
    def note(self, who: Actor, request: dict[str, Any]) -> dict[str, Any]:
        with self.parts.database.transaction() as tx:
            self.do(f"noted {request['thing']}")
            self.parts.outbox.say(tx, Noted(request["thing"]))
        return {"thing": request["thing"], "who": who.label}

    @answers(Thing)
    def look(self, who: Actor, request: dict[str, Any]) -> dict[str, Any]:
        return {"times": effects_of(self.parts.database).count(f"noted {request['thing']}")}

    @answers(Thing, command=True)
    def take_time(self, who: Actor, request: dict[str, Any]) -> dict[str, Any]:
        self.begun.set()
        self.may_finish.wait(10)
        self.do(f"took time for {request['thing']}")
        return {"done": True}

    @answers(Thing, command=True)
    def refuse(self, who: Actor, request: dict[str, Any]) -> dict[str, Any]:
        self.do("something that must be undone")
        raise Refused("already_ended", "It has ended.", status="ended")

    @answers(Thing, command=True)
    def break_down(self, who: Actor, request: dict[str, Any]) -> dict[str, Any]:
        self.do("something that must be undone")
        raise RuntimeError("ნინო ბერიძე must not stand in any answer")

    @hears("clerk.events", "thing.noted.v1", HeardThing)
    def on_thing_noted(self, message: Message) -> None:
        self.do(f"heard {message.data['thing']}")

    @every(seconds=1)
    def tick(self) -> None:
        self.do("ticked")

    @works_off(BELL)
    def work_off_heap(self) -> bool:
        if self.heap:
            self.do(f"worked off {self.heap.pop(0)}")
        return bool(self.heap)
