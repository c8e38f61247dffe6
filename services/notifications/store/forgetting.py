"""What each table of the notifications holds of somebody, and how it forgets them: whoever adds one says so here."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, String, Table, select

from services.chassis.database import Database, Instant
from services.chassis.envelope import Event
from services.chassis.forgetting import Forgetting, forget_messages, still_to_say
from services.chassis.outbox import Outbox
from services.notifications.model.messages import ERASED, QUEUED
from services.notifications.store.addressees import addressees
from services.notifications.store.messages import messages
from services.notifications.store.metadata import metadata
from services.notifications.store.reminders import reminders
from services.notifications.store.ways import ways

# Of which cases nothing is kept: what is said of them and comes late is passed over. Nothing else stands under the id.
forgotten = Table(
    "forgotten",
    metadata,
    Column("about", String(64), primary_key=True),
    Column("forgotten_at", Instant, nullable=False),
)

FORGETTING = Forgetting(
    metadata,
    by=dict.fromkeys(
        ("addressees", "messages", "ways", "reminders", "staff_messages", "staff_endings"), {"about": "about"}
    )
    | {"cases_of_requests": {"case_id": "about", "request_id": "about"}},
    through={"staff_looks": ("message_id", "staff_messages")},
    stays={
        "forgotten": "stays: an id that leads nowhere",
        "providers": "stays: it is of nobody",
        "templates": "stays: words to everybody, so that it can be shown what a message said",
        "receipts": "goes after a day: what a provider says of a message that we do not know",
    },
)


class Forgotten:
    """Forgets addressees and messages, and knows of which cases nothing is kept."""

    def __init__(self, database: Database, outbox: Outbox):
        self._database = database
        self._outbox = outbox

    def forget_contact(self, about: str, at: datetime) -> None:
        """Forget how to reach somebody; what still waits to be sent to them is not sent."""
        with self._database.transaction() as tx:
            for table in (addressees, ways, reminders):
                tx.execute(table.delete().where(table.c.about == about))
            waiting = messages.update().where(messages.c.about == about, messages.c.state == QUEUED)
            tx.execute(waiting.values(state=ERASED, settled_at=at))
            tx.execute(messages.update().where(messages.c.about == about).values(appointment=None, to_key=None))

    def forget_request(self, request_id: str, *events: Event) -> None:
        """Keep nothing of how whoever is behind a request is reached, nor of what was or is to be sent to them, and
        say the events."""
        with self._database.transaction() as tx:
            FORGETTING.forget(tx, {"about": [request_id]})
            self._outbox.say(tx, *events)

    def forget_case(self, case_id: str, request_id: str | None, at: datetime, *events: Event) -> bool:
        """Forget all of a case, and what was sent about its request, for good, and say the events; False, and nothing
        done, while something of it is still to be sent."""
        abouts = {about for about in (case_id, request_id) if about}
        letters = select(messages.c.message_id, messages.c.appointment_id).where(messages.c.about.in_(abouts))
        with self._database.transaction() as tx:
            subjects = {each for row in tx.execute(letters) for each in row if each} | abouts
            if still_to_say(tx, subjects):
                return False
            FORGETTING.forget(tx, {"about": abouts})
            forget_messages(tx, subjects, subjects, at)
            tx.execute(tx.insert(forgotten).on_conflict_do_nothing(), {"about": case_id, "forgotten_at": at})
            self._outbox.say(tx, *events)
        return True

    def has(self, about: str) -> bool:
        """Whether this was a case that is forgotten for good."""
        with self._database.reading() as tx:
            return tx.execute(select(forgotten.c.about).where(forgotten.c.about == about)).first() is not None
