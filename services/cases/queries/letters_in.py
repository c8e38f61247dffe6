"""What is told about letters that came by mail."""

from __future__ import annotations

from datetime import date
from typing import Any

from services.cases import permissions
from services.cases.model.cases import CORRECT, Case
from services.cases.model.due import Due
from services.cases.queries.moments import at
from services.cases.store import Store
from services.chassis.clock import Clock
from services.chassis.identity import Actor

ASKABLE = {"letters_in": (CORRECT, permissions.READ_LETTERS)}


def of_case(store: Store, who: Actor, clock: Clock, case: Case) -> dict[str, Any]:
    """The letters to a case, the first first."""
    found = store.letters_in.of(case.case_id)
    names = store.accounts.names({one.read_by for one in found if one.read_by})
    told = [
        {
            "letter_id": one.letter_id,
            "received_at": at(one.received_at),
            "sender": one.sender,
            "known_sender": one.known_sender,
            "subject": one.subject,
            "words": one.words,
            "left_out": one.left_out,
            "read_at": at(one.read_at),
            "read_by": names.get(one.read_by or ""),
            "version": one.version,
        }
        for one in found
    ]
    return {"letters_in": told}


def due(store: Store, stands_for: frozenset[str], until: date) -> list[Due]:
    """What nobody has read yet in the cases of these counsellors, open or over: due since the day it came."""
    return [
        Due(
            kind="letter",
            case_id=one.case_id,
            on=store.standings.day_of(one.received_at),
            about={"letter_id": one.letter_id},
        )
        for one in store.letters_in.unread(stands_for)
    ]
