"""Whose time is taken: a row for each five minutes of each counsellor and case.

The primary key is what makes double booking impossible, on both engines and however many book at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence, Set

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, delete, func, select, tuple_

from services.chassis.database import Database, Transaction
from services.chassis.errors import Refused
from services.scheduling.model.appointments import TAKEN, Appointment
from services.scheduling.store.metadata import metadata

occupied = Table(
    "occupied",
    metadata,
    Column(
        "resource", String(140), primary_key=True
    ),  # counsellor:<id>, case:<id>, room:<place>/<room>, interpreter:<id>
    Column("unit", Integer, primary_key=True, autoincrement=False),  # five minutes, counted since 1970
    Column("appointment_id", String(36), ForeignKey("appointments.appointment_id"), nullable=False),
)
Index("occupied_appointment", occupied.c.appointment_id)
Index("occupied_unit", occupied.c.unit)

_KEY = (occupied.c.resource, occupied.c.unit)


class Occupied:
    """The memory of whose time is taken."""

    def __init__(self, database: Database):
        self._database = database

    def settle(self, tx: Transaction, appointment: Appointment) -> None:
        """Take exactly the units that an appointment takes now, and free those it no longer does.

        Raises Refused("time_taken") if somebody has one of them; it tells nothing about who, or why.
        """
        mine = occupied.c.appointment_id == appointment.appointment_id
        held = {(row.resource, row.unit) for row in tx.execute(select(*_KEY).where(mine))}
        # Taken before freed, and in one order for all: two that want one another's time wait for nobody in a circle.
        self._take(tx, appointment.appointment_id, appointment.takes - held)
        if freed := held - appointment.takes:
            tx.execute(delete(occupied).where(mine, tuple_(*_KEY).in_(sorted(freed))))

    def of(self, resources: Collection[str], within: range) -> Mapping[str, Set[int]]:
        """The units in this range that are taken of these resources' time: resource → units."""
        which = select(*_KEY).where(
            occupied.c.resource.in_(resources), occupied.c.unit >= within.start, occupied.c.unit < within.stop
        )
        taken: dict[str, set[int]] = defaultdict(set)
        with self._database.reading() as tx:
            for row in tx.execute(which):
                taken[row.resource].add(row.unit)
        return taken

    def spans(self, resources: Collection[str], within: range) -> Mapping[str, Sequence[range]]:
        """The same as spans, one for each appointment: a tenth of the rows, for a search over many."""
        first, last = func.min(occupied.c.unit), func.max(occupied.c.unit)
        which = (
            select(occupied.c.resource, first.label("first"), last.label("last"))
            .where(occupied.c.resource.in_(resources), occupied.c.unit >= within.start, occupied.c.unit < within.stop)
            .group_by(occupied.c.resource, occupied.c.appointment_id)
        )
        taken: dict[str, list[range]] = defaultdict(list)
        with self._database.reading() as tx:
            for row in tx.execute(which):
                taken[row.resource].append(range(row.first, row.last + 1))
        return taken

    def forget_before(self, unit: int) -> int:
        """Forget whose time was taken before this unit; returns how many rows went."""
        with self._database.transaction() as tx:
            return tx.execute(delete(occupied).where(occupied.c.unit < unit)).rowcount

    @staticmethod
    def _take(tx: Transaction, appointment_id: str, wanted: Set[tuple[str, int]]) -> None:
        if not wanted:
            return
        rows = [
            {"resource": resource, "unit": unit, "appointment_id": appointment_id} for resource, unit in sorted(wanted)
        ]
        taken = tx.execute(tx.insert(occupied).values(rows).on_conflict_do_nothing())
        if taken.rowcount != len(rows):
            raise Refused(TAKEN, "This time is no longer free.")
