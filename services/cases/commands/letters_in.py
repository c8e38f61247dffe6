"""What is done with letters that came by mail: they are kept in their case, the files with them filed, and read."""

from __future__ import annotations

from typing import Any

from services.cases import permissions
from services.cases.commands.documents import file_document
from services.cases.events.letters_in import LetterArrived, LetterRead
from services.cases.model import require_seen
from services.cases.model.cases import Case
from services.cases.model.letters_in import LetterIn
from services.cases.store import Store
from services.chassis.clock import Clock
from services.chassis.errors import unknown
from services.chassis.identity import Actor

# Who filed it, where nobody did: it came with a mail.
BY_MAIL = "mail"


def keep_letter(store: Store, who: Actor, case: Case, letter: LetterIn) -> None:
    """Keep what somebody has written to a case, also to one that is over. One that is here already stays as it is."""
    permissions.require(who, permissions.RECEIVE, case)
    if any(known.letter_id == letter.letter_id for known in store.letters_in.of(case.case_id)):
        return
    said = LetterArrived(
        case.case_id,
        letter.letter_id,
        case.organisation,
        letter.known_sender,
        letter.received_at,
        case.counsellor_id or None,
    )
    store.letters_in.add(letter, said)


def file_piece(
    store: Store,
    who: Actor,
    clock: Clock,
    case: Case,
    attachment_id: str,
    part: int,
    parts: int,
    name: str,
    media_type: str,
    content: bytes,
) -> None:
    """Keep a piece of a file that came with a letter; with its last piece the file becomes a document of the case."""
    permissions.require(who, permissions.RECEIVE, case)
    with store.together():
        whole = store.letters_in.add_piece(case.case_id, attachment_id, part, parts, content)
        if whole is not None:
            file_document(store, clock, case, name, media_type, whole, "other", BY_MAIL)


def mark_letter_read(
    store: Store, who: Actor, clock: Clock, case_id: str, letter_id: str, version: int
) -> dict[str, Any]:
    """Note that a letter has been read, also in a case that is over. Raises Conflict for another version."""
    case = store.cases.get(case_id)
    permissions.require(who, permissions.READ_LETTERS, case)
    letter = next((one for one in store.letters_in.of(case_id) if one.letter_id == letter_id), None)
    if letter is None:
        raise unknown(LetterIn.noun)
    require_seen(letter.noun, letter.version, version)
    if letter.read_at is None:
        now = clock.now()
        letter = store.letters_in.save(
            letter.read(who.ref, now), LetterRead(case_id, letter_id, case.organisation, now)
        )
    return {"letter_id": letter_id, "case_id": case_id, "version": letter.version}
