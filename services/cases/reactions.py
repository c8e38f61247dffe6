"""What the cases do when they hear the intake: translate, then command; no rules here.

What is offered to an organisation that is not hosted here is somebody else's to hear.
"""

from __future__ import annotations

import base64
import uuid
from collections.abc import Container

from marshmallow import ValidationError

from services.cases.commands import cases, erasures, letters_in, offers
from services.cases.model.cases import PROVISIONAL, Arrival, Case, Consent
from services.cases.model.history import Line
from services.cases.model.letters_in import LetterIn
from services.cases.model.offers import LAPSE, OPEN, WITHDRAW, Offer
from services.cases.model.people import Person
from services.cases.schemas.heard import Handover, SealedLetter
from services.cases.store import Store
from services.chassis.clock import Clock
from services.chassis.errors import NotFound
from services.chassis.handler import Message, NotYet, Unlike
from services.chassis.identity import Actor
from services.chassis.names import latin

_PREVIEW = "preview_"


def on_request_offered(store: Store, hosted: Container[str], message: Message) -> None:
    """Keep what is offered to an organisation here: a preview, nobody's name."""
    data = message.data
    if data["to"] not in hosted:
        return
    preview = {name.removeprefix(_PREVIEW): value for name, value in data.items() if name.startswith(_PREVIEW)}
    offer = Offer(
        offer_id=data["offer_id"],
        request_id=data["request_id"],
        organisation=data["to"],
        status=OPEN,
        offered_at=data["offered_at"],
        expires_at=data["expires_at"],
        **{**preview, "topics": tuple(preview["topics"])},
    )
    offers.keep_offer(store, Actor.system(), offer)


def on_offer_confirmed(store: Store, hosted: Container[str], message: Message) -> None:
    """The region keeps its word to whoever accepted first."""
    data = message.data
    if data["to"] in hosted:
        offers.confirm_offer(store, Actor.system(), data["to"], data["offer_id"])


def on_offer_withdrawn(store: Store, hosted: Container[str], clock: Clock, message: Message) -> None:
    """The region takes an offer back; the provisional case that had come of it is dropped."""
    data = message.data
    if data["to"] in hosted:
        offers.end_offer(store, Actor.system(), clock, data["to"], data["offer_id"], WITHDRAW)


def on_offer_lapsed(store: Store, hosted: Container[str], clock: Clock, message: Message) -> None:
    """An offer's time is over, or it was accepted too late; the provisional case that had come of it is dropped."""
    data = message.data
    if data["to"] in hosted:
        offers.end_offer(store, Actor.system(), clock, data["to"], data["offer_id"], LAPSE)


def on_request_handed_over(store: Store, hosted: Container[str], clock: Clock, message: Message) -> None:
    """Let the person into the case that waits for them, and say that they have arrived."""
    data = message.data
    if data["to"] not in hosted:
        return
    offer = store.offers.made_to(data["to"], data["offer_id"])
    if offer is None or offer.case_id is None:
        raise NotYet("nobody here has accepted this offer")
    person, arrival = _unsealed(store, message)
    cases.receive_handover(store, Actor.system(), clock, offer.case_id, person, arrival)


def on_forgotten_by_intake(store: Store, clock: Clock, message: Message) -> None:
    """The intake keeps nothing of a case that we have erased."""
    _note_forgotten(store, clock, message)


def on_forgotten_by_scheduling(store: Store, clock: Clock, message: Message) -> None:
    """The scheduling keeps nothing of a case that we have erased."""
    _note_forgotten(store, clock, message)


def on_forgotten_by_notifications(store: Store, clock: Clock, message: Message) -> None:
    """The notifications keep nothing of a case that we have erased."""
    _note_forgotten(store, clock, message)


def on_forgotten_by_reporting(store: Store, clock: Clock, message: Message) -> None:
    """Nothing in the figures leads back to a case that we have erased."""
    _note_forgotten(store, clock, message)


def _note_forgotten(store: Store, clock: Clock, message: Message) -> None:
    # A type has one reaction, over whichever exchange it comes: who says it, the source tells.
    service = message.envelope.source.partition("@")[0]
    try:
        erasures.note_forgotten(store, Actor.system(), clock, service, **message.data)
    except erasures.StillToSay as error:
        raise NotYet("something of this case is still to be sent") from error


def on_letter_received(store: Store, hosted: Container[str], clock: Clock, message: Message) -> None:
    """Keep what somebody has written to a case; from another address or number than it has, it says so.

    To a case that was erased, it is passed over.
    """
    about, to = message.data["about"], message.data["to"]
    if to is not None and to not in hosted:
        return
    case, person = _written_to(store, clock, about)
    if case is None or person is None:
        return
    try:
        told = SealedLetter().load(store.seals.letter(about, message.data["sealed"]))
    except ValidationError as error:
        raise Unlike(f"sealed {', '.join(sorted(map(str, error.messages)))}") from None
    known = told["sender"].casefold() in {way.casefold() for way in (person.email, person.phone) if way}
    letter = LetterIn(
        letter_id=message.data["letter_id"],
        organisation=case.organisation,
        case_id=case.case_id,
        sender=told["sender"],
        subject=told["subject"],
        words=told["text"],
        known_sender=known,
        left_out=told["left_out"],
        received_at=told["received_at"],
    )
    letters_in.keep_letter(store, Actor.system(), case, letter)


def on_attachment_passed_on(store: Store, hosted: Container[str], clock: Clock, message: Message) -> None:
    """File what came with a mail, once all of its pieces are here; for a case that was erased, it is passed over."""
    data = message.data
    if data["to"] is not None and data["to"] not in hosted:
        return
    case, person = _written_to(store, clock, data["about"])
    if case is None or person is None:
        return
    told = store.seals.piece_of_file(data["about"], data["sealed"])
    content, which = base64.b64decode(told["content"]), (data["attachment_id"], data["part"], data["parts"])
    file = (told["name"], told["media_type"], content)
    letters_in.file_piece(store, Actor.system(), clock, case, *which, *file)


def on_message_sent(store: Store, clock: Clock, message: Message) -> None:
    """That the person in a case was written to stands in its history."""
    _keep_line(store, clock, message)


def on_message_delivered(store: Store, clock: Clock, message: Message) -> None:
    """That a message to the person in a case arrived stands in its history."""
    _keep_line(store, clock, message)


def on_message_bounced(store: Store, clock: Clock, message: Message) -> None:
    """That a message to the person in a case came back, and why, stands in its history."""
    _keep_line(store, clock, message)


def on_message_failed(store: Store, clock: Clock, message: Message) -> None:
    """That the person in a case could not be written to, and why, stands in its history."""
    _keep_line(store, clock, message)


def _keep_line(store: Store, clock: Clock, message: Message) -> None:
    # What is about nobody here (a request without a case, an interpreter, a case that was erased) is passed over.
    # Each of these happens to a message once: so the same told again is the same line, and the order does not matter.
    told = dict(message.data)
    about = told.pop("about")
    what = message.envelope.type.removesuffix(".v1")
    line = Line(
        line_id=str(uuid.uuid5(uuid.UUID(told["message_id"]), what)),
        case_id=store.offers.case_of(about) or about,
        happened_at=told.pop("happened_at"),
        what=what,
        by="system",
        about=told,
    )
    if not store.history.keep(line):
        store.traces.pass_over(about, clock.now())


def _written_to(store: Store, clock: Clock, about: str) -> tuple[Case | None, Person | None]:
    """The case that a mail is for: of the request it is about, or the one it names itself; and who is in it. Neither
    where it was erased."""
    try:
        case, person = store.cases.whole(store.offers.case_of(about) or about)
    except NotFound:
        if store.traces.pass_over(about, clock.now()):
            return None, None
        raise NotYet("there is no case yet that this was written to") from None
    if case.status == PROVISIONAL:
        raise NotYet("the person has not arrived")
    return case, person


def _unsealed(store: Store, message: Message) -> tuple[Person, Arrival]:
    contents = store.seals.handed_over(message.data["request_id"], message.data["sealed"])
    try:
        told = Handover().load(contents)
    except ValidationError as error:
        # Only which fields: what is in them came sealed. `from None`, because the error holds what it was given.
        raise Unlike(f"sealed {', '.join(sorted(map(str, error.messages)))}") from None
    facts = ("name", "birth_year", "email", "phone", "sms_allowed", "message", "asked_by", "behalf")
    person = Person(**{name: told[name] for name in facts}, name_latin=latin(told["name"]))
    arrival = Arrival(
        channel=told["channel"],
        language=told["language"],
        language_mode=told["language_mode"],
        consent=Consent(told["notice_version"], told["notice_language"], told["consent_at"]),
        received_at=told["received_at"],
        reference=told["reference"],
        status_token=told["status_token"],
    )
    return person, arrival
