"""Each mutant: what is taken away, where, and the quickest tests that must see it."""

from __future__ import annotations

from dataclasses import dataclass

KILLED = "tests/faults/test_killed.py"
AT_POINTS = f"{KILLED}::test_services_killed_at_named_points_lose_and_double_nothing"


@dataclass(frozen=True)
class Change:
    """In `file`, the one place that reads `old` becomes `new`."""

    file: str
    old: str
    new: str


@dataclass(frozen=True)
class Mutant:
    """A guarantee less."""

    name: str
    changes: tuple[Change, ...]
    tests: tuple[str, ...]


CATALOGUE = (
    Mutant(
        "the inbox takes a message twice",
        (
            Change(
                "services/chassis/inbox.py",
                'insert(inbox).on_conflict_do_nothing(index_elements=["source", "message_id"])',
                "insert(inbox)",
            ),
            Change(
                "services/chassis/inbox.py", '    UniqueConstraint("source", "message_id", name="inbox_once"),\n', ""
            ),
            Change(
                "services/chassis/migrations/versions/0001_messages.py",
                '        sa.UniqueConstraint("source", "message_id", name="inbox_once"),\n',
                "",
            ),
        ),
        (f"{AT_POINTS}[relay.confirmed-receiver.stored]",),
    ),
    Mutant(
        "the receiver acknowledges before it commits",
        (
            Change(
                "services/chassis/receiver.py",
                "        with self._database.transaction() as tx:\n            new = inbox.store",
                '        self._channel.basic_ack(self._taken[-1].delivery_info["delivery_tag"], multiple=True)\n'
                "        with self._database.transaction() as tx:\n            new = inbox.store",
            ),
            Change(
                "services/chassis/receiver.py",
                '        self._channel.basic_ack(last.delivery_info["delivery_tag"], multiple=True)\n',
                "",
            ),
        ),
        (f"{KILLED}::test_a_receiver_killed_while_the_database_makes_it_wait_loses_nothing",),
    ),
    Mutant(
        "the relay does not wait for confirms",
        (
            Change(
                "services/chassis/bus.py",
                "            end = time.monotonic() + self._timeout\n",
                "            self._open, end = {}, 0.0\n",
            ),
        ),
        ("tests/faults/test_restarts.py::test_what_the_broker_has_not_confirmed_is_sent_again",),
    ),
    Mutant(
        "the relay's token is not checked",
        (Change("services/chassis/outbox.py", ", leases.VALID)", ", leases.VALID | outbox.c.position.is_not(None))"),),
        ("tests/faults/test_leases.py::test_a_relay_that_overslept_its_lease_marks_nothing",),
    ),
    Mutant(
        "the handler's token is not checked",
        (
            Change(
                "services/chassis/inbox.py",
                "    _check_leases(tx, claims)\n    tx.execute(_DO",
                "    tx.execute(_DO",
            ),
        ),
        ("tests/faults/test_leases.py::test_a_handler_whose_lease_has_run_out_undoes_what_it_did",),
    ),
    Mutant(
        "what is said does not wait for the commit",
        (
            Change(
                "services/chassis/outbox.py",
                "        tx.execute(_WRITE, rows)\n",
                "        with tx._connection.engine.begin() as apart:\n            apart.execute(_WRITE, rows)\n",
            ),
        ),
        (f"{AT_POINTS}[answer.inside-handler.claimed]",),
    ),
    Mutant(
        "answers are not remembered",
        (Change("services/chassis/answers.py", "        tx.execute(_KEEP, values)\n", ""),),
        (f"{AT_POINTS}[answer.committed-handler.inside]",),
    ),
    Mutant(
        "an erasure waits its turn",
        (Change("services/chassis/inbox.py", '    return ".erased.v" in type', "    return False"),),
        ("tests/faults/test_order.py::test_erasure_overtakes_what_waits_and_what_is_parked_and_wipes_it",),
    ),
    Mutant(
        "the effect and the mark done are two transactions",
        (
            Change(
                "services/chassis/handler.py",
                '            failpoints.reach("handler.inside")\n',
                '        failpoints.reach("handler.inside")\n        with self._database.transaction() as tx:\n',
            ),
        ),
        (f"{AT_POINTS}[answer.committed-handler.inside]",),
    ),
    Mutant(
        "acts by the clock are not claimed",
        (
            Change(
                "services/chassis/acts.py",
                "mine = bool(tx.execute(claim).rowcount)",
                "mine = bool(tx.execute(claim).rowcount) or True",
            ),
        ),
        ("tests/faults/test_once.py::test_two_clocks_that_strike_at_the_same_moment_strike_once",),
    ),
)
