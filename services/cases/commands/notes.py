"""What can be kept in confidence: a note for who writes it and their deputies, and for nobody else."""

from __future__ import annotations

from typing import Any

from services.cases.commands.writing import writable_case
from services.cases.model import require_seen
from services.cases.model.notes import Note
from services.cases.store import Store
from services.chassis.clock import Clock, new_id
from services.chassis.errors import unknown
from services.chassis.identity import Actor

Answer = dict[str, Any]


# Neither is said to anybody: even that there is a note is nobody else's business.
def write_note(store: Store, who: Actor, clock: Clock, case_id: str, words: str) -> Answer:
    """Keep a note about a case for oneself and one's deputies."""
    case = writable_case(store, who, case_id)
    return _of_note(store.notes.add(Note(new_id(), case.organisation, case_id, who.ref, words, clock.now())))


def correct_note(
    store: Store, who: Actor, clock: Clock, case_id: str, note_id: str, version: int, words: str
) -> Answer:
    """A note reads like this from now on. Raises NotFound to everybody but its author and their deputies."""
    writable_case(store, who, case_id)
    note = store.notes.get(case_id, note_id)
    if note.by not in store.standings.stands_for(who.ref, store.standings.today()):
        raise unknown(note.noun)
    require_seen(note.noun, note.version, version)
    return _of_note(store.notes.save(note.correct(words)))


def _of_note(note: Note) -> Answer:
    return {"note_id": note.note_id, "case_id": note.case_id, "version": note.version}
