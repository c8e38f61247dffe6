"""What was written about a request goes with it, or after it, to the case that came of it."""

from __future__ import annotations

from collections.abc import Iterator

from services.chassis.clock import new_id
from services.intake import events
from services.intake.model.mail import Enclosed, KeptFile, Letter, Mail
from services.intake.store import Store

# Sealed, a piece takes seven thirds of its size: base64, and base64 again for the signature and for the seal. With
# that each message stays under the million bytes that the chassis takes for an event.
PIECE_BYTES = 384 * 2**10


def what_was_written(store: Store, request_id: str, to: str) -> list[events.LetterReceived | events.AttachmentPassedOn]:
    """What has to be said so that a case gets everything that is kept at its request: letters and files."""
    letters = [as_letter(store, request_id, to, letter) for letter in store.mail.letters_of(request_id)]
    pieces = [
        piece
        for file in store.mail.files_of(request_id)
        for piece in _pieces(store, request_id, to, file.attachment_id, file, store.mail.content(file.attachment_id))
    ]
    return [*letters, *pieces]


def a_mail(
    store: Store, about: str, to: str | None, letter: Letter, mail: Mail
) -> list[events.LetterReceived | events.AttachmentPassedOn]:
    """What has to be said so that a case gets a mail that comes later, with its files."""
    pieces = [piece for one in mail.enclosed for piece in _pieces(store, about, to, new_id(), one, one.content)]
    return [as_letter(store, about, to, letter), *pieces]


def as_letter(store: Store, about: str, to: str | None, letter: Letter) -> events.LetterReceived:
    """A letter on its way to a case."""
    return events.LetterReceived(about, to, letter.letter_id, store.sealed_letter(about, letter))


def _pieces(
    store: Store, about: str, to: str | None, attachment_id: str, file: KeptFile | Enclosed, content: bytes
) -> Iterator[events.AttachmentPassedOn]:
    pieces = [content[start : start + PIECE_BYTES] for start in range(0, len(content), PIECE_BYTES)]
    for number, piece in enumerate(pieces, 1):
        sealed = store.sealed_file(about, file, piece)
        yield events.AttachmentPassedOn(about, to, attachment_id, number, len(pieces), sealed)
