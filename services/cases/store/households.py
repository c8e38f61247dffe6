"""How households are remembered: who lives together, and what each is to the other. Names stand with the people."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Column, Index, String, Table, and_, bindparam, delete, or_, select

from services.cases.model.cases import Case
from services.cases.model.households import INVERSE, Member
from services.cases.store.cases import Cases
from services.cases.store.metadata import metadata
from services.cases.store.people import People, people
from services.chassis.clock import new_id
from services.chassis.database import Database, Instant, Transaction
from services.chassis.envelope import Event
from services.chassis.errors import Conflict
from services.chassis.outbox import Outbox

members = Table(
    "household_members",
    metadata,
    Column("person_id", String(36), primary_key=True),
    Column("household_id", String(36), nullable=False),
    Column("organisation", String(64), nullable=False),
    Column("joined_at", Instant, nullable=False),
)
Index("household_members_household", members.c.household_id, members.c.joined_at)

# Both ways round: `person_id` is a child of `other_id`, and `other_id` a parent of `person_id`.
relations = Table(
    "household_relations",
    metadata,
    Column("person_id", String(36), primary_key=True),
    Column("other_id", String(36), primary_key=True),
    Column("relation", String(20), nullable=False),
)
Index("household_relations_other", relations.c.other_id)

_mine = members.alias("mine")
_MEMBERS = (
    select(people, members.c.joined_at, relations.c.relation)
    .join_from(_mine, members, members.c.household_id == _mine.c.household_id)
    .join(people, people.c.person_id == members.c.person_id)
    .join(
        relations,
        and_(relations.c.person_id == members.c.person_id, relations.c.other_id == _mine.c.person_id),
        isouter=True,
    )
    .where(_mine.c.person_id == bindparam("person_id"), members.c.person_id != _mine.c.person_id)
    .order_by(members.c.joined_at, members.c.person_id)
)
_TOGETHER = (
    select(_mine.c.person_id, members.c.person_id.label("other_id"))
    .join_from(_mine, members, members.c.household_id == _mine.c.household_id)
    .where(_mine.c.person_id.in_(bindparam("person_ids", expanding=True)))
)
_HOUSEHOLD = select(members.c.household_id).where(members.c.person_id == bindparam("person_id"))


class Households:
    """The memory of who lives with whom."""

    def __init__(self, database: Database, outbox: Outbox, known: People, cases: Cases):
        self._database = database
        self._outbox = outbox
        self._people = known
        self._cases = cases

    def of(self, person_id: str) -> Sequence[Member]:
        """Those who live with this person, in the order in which they were written down."""
        with self._database.reading() as tx:
            rows = tx.execute(_MEMBERS, {"person_id": person_id}).all()
        return [Member(self._people.load(row), row.relation, row.joined_at) for row in rows]

    def cases_around(self, person_ids: Collection[str]) -> Mapping[str, Sequence[Case]]:
        """The cases of each of these people; of who has none, those of the household. Three statements for all."""
        if not person_ids:
            return {}
        with self._database.reading() as tx:
            rows = tx.execute(_TOGETHER, {"person_ids": list(person_ids)}).all()
        cases = self._cases.of_people({*person_ids, *(row.other_id for row in rows)})
        around: dict[str, Sequence[Case]] = {}
        for person_id in person_ids:
            others = {row.other_id for row in rows if row.person_id == person_id}
            own = [case for case in cases if case.person_id == person_id]
            around[person_id] = own or [case for case in cases if case.person_id in others]
        return around

    def household_of(self, person_id: str) -> str | None:
        """The household this person belongs to, if one is known."""
        with self._database.reading() as tx:
            found: str | None = tx.execute(_HOUSEHOLD, {"person_id": person_id}).scalar()
        return found

    def join(
        self, organisation: str, person_id: str, other_id: str, relation: str, at: datetime, *events: Event
    ) -> None:
        """The two live together from now on, in the household that one of them has or in a new one.

        `relation` is what the other is to the person. Raises Conflict if either has joined another one meanwhile.
        """
        with self._database.transaction() as tx:
            household_id = self.household_of(person_id) or self.household_of(other_id) or new_id()
            for each in (person_id, other_id):
                row = {"household_id": household_id, "organisation": organisation, "joined_at": at}
                tx.execute(tx.insert(members).on_conflict_do_nothing(), {"person_id": each, **row})
                if self.household_of(each) != household_id:
                    raise Conflict("changed_meanwhile", "One of the two has joined another household meanwhile.")
            for one, other, said in ((other_id, person_id, relation), (person_id, other_id, INVERSE[relation])):
                new = tx.insert(relations).values(person_id=one, other_id=other, relation=said)
                keys = ["person_id", "other_id"]
                tx.execute(new.on_conflict_do_update(index_elements=keys, set_={"relation": said}))
            self._outbox.say(tx, *events)

    def leave(self, person_id: str, *events: Event) -> None:
        """Somebody does not live with the others any more. A household of one is none."""
        with self._database.transaction() as tx:
            household_id = self.household_of(person_id)
            tx.execute(delete(members).where(members.c.person_id == person_id))
            tx.execute(
                delete(relations).where(or_(relations.c.person_id == person_id, relations.c.other_id == person_id))
            )
            self._drop_lonely(tx, household_id)
            self._outbox.say(tx, *events)

    @staticmethod
    def _drop_lonely(tx: Transaction, household_id: str | None) -> None:
        in_it = members.c.household_id == household_id
        if len(tx.execute(select(members.c.person_id).where(in_it).limit(2)).all()) == 1:
            tx.execute(delete(members).where(in_it))
