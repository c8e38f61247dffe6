"""The verdict, once the faults are over: nothing lost, no ghost, once, in order, nothing stuck, all traceable.

`settled` waits until the village has nothing left to do; `judge` then reads what happened from the tables and names
every single thing that should be otherwise. Each check takes the record and gives complaints.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from tests.eventually import eventually
from tests.faults.town import Town

PATIENCE = float(os.environ.get("LOTSE_FAULTS_PATIENCE", "45"))
_SHOWN = 5


class Spoken(NamedTuple):
    """One thing said, or its effect, or its echo."""

    thing: str
    number: int


@dataclass(frozen=True)
class Record:
    """Everything that happened, in the order in which it was committed."""

    answers: dict[str, dict[str, Any]]
    utterances: list[tuple[str, Spoken, str]]  # key, what, correlation id
    effects: list[tuple[str, Spoken, str]]  # message id, what, correlation id
    echoes: list[tuple[str, Spoken, str]]
    outboxes: dict[str, list[Any]]
    inboxes: dict[str, list[Any]]
    without_effect: frozenset[Spoken]

    @property
    def said(self) -> set[Spoken]:
        return {spoken for _, spoken, _ in self.utterances}


def settled(town: Town, within: float | None = None) -> None:
    """Wait until nothing is left to do: everything sent, received, handled, no lane taken or due, queues empty."""
    eventually(lambda: _assert_quiet(town), within=within or PATIENCE, every=0.1)


def _assert_quiet(town: Town) -> bool:
    before = _written(town)
    unsent = {name: town.one(name, "SELECT count(*) FROM outbox WHERE sent_at IS NULL") for name in town.names}
    assert not any(unsent.values()), f"not sent: {unsent}"
    for speaker, listener in (("sayer", "hearer"), ("hearer", "sayer")):
        sent = {row[0] for row in town.rows(speaker, "SELECT message_id FROM outbox")}
        received = {row[0] for row in town.rows(listener, "SELECT message_id FROM inbox")}
        assert sent <= received, (
            f"{len(sent - received)} of {len(sent)} messages from {speaker} never came to {listener}"
        )
    open_lanes = (
        "SELECT lane, due_at, leased_until, crashes FROM inbox_lanes WHERE due_at IS NOT NULL OR lease IS NOT NULL"
    )
    lanes = {name: found for name in town.names if (found := town.rows(name, open_lanes))}
    assert not lanes, f"lanes under way: {lanes}"
    queued = {name: town.in_queue(name) for name in town.names}
    assert not any(queued.values()), f"in the broker: {queued}"
    # What is looked at one after the other is the whole only if nothing moved meanwhile.
    assert _written(town) == before, "something is still moving"
    return True


def _written(town: Town) -> list[tuple[int, int]]:
    return [
        town.rows(name, "SELECT (SELECT count(*) FROM outbox), (SELECT count(*) FROM inbox)")[0] for name in town.names
    ]


def judge(
    town: Town,
    answers: dict[str, dict[str, Any]],
    *,
    without_effect: Collection[Spoken | tuple[str, int]] = (),
    parked: int = 0,
    unchecked: Collection[str] = (),
    within: float | None = None,
) -> Record:
    """Wait for quiet, then find nothing wrong, but for what the CHECKS named `unchecked` would say.

    What was parked or erased (`without_effect`) must have no effect.
    """
    settled(town, within)
    record = _read(town, answers, frozenset(Spoken(*spoken) for spoken in without_effect))
    complaints = [
        f"{name}: {complaint}"
        for name, check in CHECKS.items()
        if name not in unchecked
        for complaint in _some(check(record))
    ]
    complaints += _some(_wrongly_parked(record, parked))
    assert not complaints, "\n".join(complaints)
    return record


def _read(town: Town, answers: dict[str, dict[str, Any]], without_effect: frozenset[Spoken]) -> Record:
    def spoken(service: str, columns: str, table: str, order: str) -> list[tuple[str, Spoken, str]]:
        rows = town.rows(service, f"SELECT {columns}, thing, number, correlation_id FROM {table} ORDER BY {order}")
        return [(row[0], Spoken(row[1], row[2]), row[3]) for row in rows]

    return Record(
        answers=answers,
        utterances=spoken("sayer", "key", "utterances", "thing, number"),
        effects=spoken("hearer", "message_id", "effects", "position"),
        echoes=spoken("sayer", "''", "echoes", "position"),
        outboxes={
            n: town.rows(n, "SELECT message_id, subject, sequence, correlation_id FROM outbox") for n in town.names
        },
        inboxes={
            n: town.rows(
                n, "SELECT message_id, state, correlation_id, attempts, reason FROM inbox WHERE source <> 'unreadable'"
            )
            for n in town.names
        },
        without_effect=without_effect,
    )


def _lost(record: Record) -> Iterable[str]:
    effects, echoes = ({spoken for _, spoken, _ in rows} for rows in (record.effects, record.echoes))
    for spoken in sorted(record.said - record.without_effect - effects):
        yield f"{spoken} was said and had no effect"
    for spoken in sorted(effects - echoes):
        yield f"{spoken} had an effect whose echo is missing"
    for answer in record.answers.values():
        if Spoken(answer["thing"], answer["number"]) not in record.said:
            yield f"{answer} was answered and is not there"


def _ghosts(record: Record) -> Iterable[str]:
    effects, echoes = ({spoken for _, spoken, _ in rows} for rows in (record.effects, record.echoes))
    yield from (f"{spoken} had an effect and was never said" for spoken in sorted(effects - record.said))
    yield from (f"{spoken} was echoed without an effect" for spoken in sorted(echoes - effects))
    yield from (f"{spoken} had an effect and should not have" for spoken in sorted(effects & record.without_effect))


def _twice(record: Record) -> Iterable[str]:
    parts: dict[str, list[Any]] = {
        "command": [key for key, _, _ in record.utterances],
        "effect": [spoken for _, spoken, _ in record.effects],
        "message": [message for message, _, _ in record.effects],
        "echo": [spoken for _, spoken, _ in record.echoes],
    }
    for part, found in parts.items():
        yield from (f"{part} {what} {times} times" for what, times in Counter(found).items() if times > 1)


def _out_of_order(record: Record) -> Iterable[str]:
    for part, rows in (("effect", record.effects), ("echo", record.echoes)):
        last: dict[str, int] = {}
        for _, (thing, number), _ in rows:
            if number < last.get(thing, 0):
                yield f"{part} of {thing} {number} after {last[thing]}"
            last[thing] = number


def _answered_wrongly(record: Record) -> Iterable[str]:
    said = {key: spoken for key, spoken, _ in record.utterances}
    for key, answer in record.answers.items():
        if said.get(key) != Spoken(answer["thing"], answer["number"]):
            yield f"the command {key} was answered {answer}; what it did was {said.get(key)}"


def _untraceable(record: Record) -> Iterable[str]:
    begun = {spoken: correlation for _, spoken, correlation in record.utterances}
    for part, rows in (("effect", record.effects), ("echo", record.echoes)):
        for _, spoken, correlation in rows:
            if spoken in begun and correlation != begun[spoken]:
                yield f"{part} {spoken} has the correlation id {correlation}, its cause {begun[spoken]}"
    sent = {row[0]: row[3] for rows in record.outboxes.values() for row in rows}
    for service, rows in record.inboxes.items():
        for message, _, correlation, *_ in rows:
            if message in sent and sent[message] != correlation:
                yield f"{message} was sent as {sent[message]}, received by {service} as {correlation}"


def _gaps(record: Record) -> Iterable[str]:
    for service, rows in record.outboxes.items():
        numbers: dict[str, list[int]] = {}
        for _, subject, sequence, _ in rows:
            numbers.setdefault(subject, []).append(sequence)
        for subject, found in numbers.items():
            if sorted(found) != list(range(1, len(found) + 1)):
                yield f"{service} numbered what it said of {subject} {sorted(found)}"


def _wrongly_parked(record: Record, expected: int) -> Iterable[str]:
    parked = [
        (message, reason)
        for rows in record.inboxes.values()
        for message, state, _, _, reason in rows
        if state == "parked"
    ]
    if len(parked) != expected:
        yield f"{len(parked)} messages are parked instead of {expected}: {parked}"


CHECKS = {
    "lost": _lost,
    "ghost": _ghosts,
    "twice": _twice,
    "order": _out_of_order,
    "answer": _answered_wrongly,
    "trace": _untraceable,
    "gap": _gaps,
}


def _some(complaints: Iterable[str]) -> list[str]:
    found = list(complaints)
    return found[:_SHOWN] + ([f"… and {len(found) - _SHOWN} more"] if len(found) > _SHOWN else [])
