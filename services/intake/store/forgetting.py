"""What each table of the intake holds of a request or a case, and how it forgets: whoever adds a table says so here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, or_, select

from services.chassis.database import Database, Transaction
from services.chassis.envelope import Event
from services.chassis.forgetting import Forgetting, forget_messages, still_to_say
from services.chassis.outbox import Outbox
from services.intake.model.likenesses import SAME
from services.intake.model.offers import CONFIRMED
from services.intake.store.tables import appointments, metadata, offers, verdicts

_OF_REQUEST = {"request_id": "request_id"}
_OF_CASE = {"case_id": "case_id"}

FORGETTING = Forgetting(
    metadata,
    by={
        **dict.fromkeys(("requests", "offers", "escalations", "likeness_tokens"), _OF_REQUEST),
        **dict.fromkeys(("erasures", "still_to_confirm"), _OF_REQUEST),
        **dict.fromkeys(("letters", "attachments", "attachment_contents"), _OF_REQUEST),
        **dict.fromkeys(("appointments", "questions"), _OF_CASE),
        "sent_letters": {"request_id": "request_id", "case_id": "case_id"},
        "verdicts": {"one_id": "request_id", "other_id": "request_id"},
    },
    stays={
        "counsellors": "stays: about those who work here, and without a name",
        "mails": "stays: a keyed mark of each mail that was taken; that of its sender goes after a day",
    },
)

_IDS: Any = bindparam("ids", expanding=True)
_LINKED = select(verdicts.c.one_id, verdicts.c.other_id).where(
    verdicts.c.status == SAME, or_(verdicts.c.one_id.in_(_IDS), verdicts.c.other_id.in_(_IDS))
)
_BECAME = select(offers.c.request_id, offers.c.case_id).where(
    offers.c.status == CONFIRMED, offers.c.case_id.is_not(None)
)
_APPOINTMENTS = select(appointments.c.appointment_id).where(appointments.c.case_id == bindparam("of_case"))

# What is to be said of the requests that are forgotten.
Say = Callable[[Collection[str]], Sequence[Event]]


class Forgotten:
    """Forgets the requests behind a case, and says so."""

    def __init__(self, database: Database, outbox: Outbox):
        self._database = database
        self._outbox = outbox

    def forget(self, case_id: str, request_id: str | None, with_linked: bool, at: datetime, say: Say) -> bool:
        """Delete a case's request with all that hangs on it, and where wanted those linked with it as the same
        person's; say the events. False, and nothing done, while something of them is still to be sent.

        What has become another case stays that case's.
        """
        with self._database.transaction() as tx:
            gone = self._requests(tx, case_id, request_id, with_linked)
            subjects = {case_id, *gone, *tx.execute(_APPOINTMENTS, {"of_case": case_id}).scalars()}
            if still_to_say(tx, subjects):
                return False
            FORGETTING.forget(tx, {"request_id": gone, "case_id": {case_id}})
            forget_messages(tx, subjects, subjects, at)
            self._outbox.say(tx, *say(sorted(gone)))
        return True

    @staticmethod
    def _requests(tx: Transaction, case_id: str, request_id: str | None, with_linked: bool) -> set[str]:
        own = set(
            tx.execute(_BECAME.with_only_columns(offers.c.request_id).where(offers.c.case_id == case_id)).scalars()
        )
        found = own | ({request_id} if request_id else set())
        new = found if with_linked else set()
        while new:
            pairs = tx.execute(_LINKED, {"ids": sorted(new)}).all()
            new = {each for pair in pairs for each in pair} - found
            found |= new
        became = tx.execute(_BECAME.where(offers.c.request_id.in_(sorted(found)))).all()
        return found - {row.request_id for row in became if row.case_id != case_id}
