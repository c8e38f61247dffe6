"""What the intake does when it hears others: translate, then act; no rules here."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime

from services.chassis.clock import Clock
from services.chassis.envelope import Event
from services.chassis.errors import NotFound
from services.chassis.handler import Message, NotYet
from services.intake import commands, events, mails
from services.intake.commands.mail import Reading
from services.intake.model import Appointment, Counsellor
from services.intake.model.appointments import CANCELLED, KEPT, MISSED
from services.intake.model.questions import ANSWERED, DECLINED, Question
from services.intake.store import Store

_RECEIPT = "request_receipt"
_TO_INTERPRETERS = "interpreter_"


def on_message_sent(store: Store, clock: Clock, message: Message) -> None:
    """A letter has left: somebody may answer it. Of the receipt, the status page and the desk may say so.

    What an interpreter answers belongs to no case: it comes to the desk as something new.
    """
    if message.data["kind"].startswith(_TO_INTERPRETERS):
        return
    # Whoever told us that it came back told us more: what is said late of its leaving is no news.
    if store.mail.note_sent(message.data["message_id"], message.data["about"], clock.now()):
        _note(store, message, "sent")


def on_message_delivered(store: Store, clock: Clock, message: Message) -> None:
    """A letter has arrived, so it has left: neither the client's page nor the desk's list says more."""
    on_message_sent(store, clock, message)


def on_message_bounced(store: Store, clock: Clock, message: Message) -> None:
    """The receipt had left and came back: it did not reach anybody. The same told again changes nothing."""
    if not message.data["kind"].startswith(_TO_INTERPRETERS):
        store.mail.note_sent(message.data["message_id"], message.data["about"], clock.now())
    _note(store, message, "failed")


def on_text_received(store: Store, clock: Clock, reading: Reading, message: Message) -> None:
    """Somebody has sent a text message: it lands where an answered mail would."""
    text_id, about = message.data["text_id"], message.data["about"]
    told = store.unsealed_text(about, message.data["sealed"])
    text = mails.of_text(text_id, told["sender"], told["words"], about if about != text_id else None)
    commands.take_text(store, clock, reading, text)


def on_message_failed(store: Store, message: Message) -> None:
    """The receipt could not be delivered: somebody should call instead."""
    _note(store, message, "failed")


def on_offer_accepted(store: Store, clock: Clock, message: Message) -> None:
    """The first organisation that accepts in time gets the request; whoever comes too late is told so."""
    with _known():
        commands.confirm_offer(store, clock, **message.data)


def on_offer_declined(store: Store, clock: Clock, message: Message) -> None:
    """The organisation does not take it: the desk sees why, and has it back if nobody else is being asked."""
    with _known():
        commands.decline_offer(store, clock, **message.data)


def on_handover_received(store: Store, clock: Clock, message: Message) -> None:
    """The helper has the person: we forget them."""
    with _known():
        commands.hand_over_request(store, clock, **message.data)


def on_counsellor_listed(store: Store, message: Message) -> None:
    """Keep in the directory what an organisation lets us know of a counsellor."""
    lists = {name: tuple(message.data[name]) for name in ("languages", "municipalities", "topics")}
    store.directory.enter(Counsellor(**message.data | lists))


def on_appointment_booked(store: Store, message: Message) -> None:
    """Keep when and where somebody is expected: it is shown to whoever asks where their request stands."""
    store.appointments.book(Appointment(**message.data))


def on_appointment_moved(store: Store, message: Message) -> None:
    """Keep the other time or place."""
    store.appointments.move(Appointment(**message.data))


def on_appointment_cancelled(store: Store, message: Message) -> None:
    """Nobody is expected any more."""
    store.appointments.end(message.data["appointment_id"], CANCELLED)


def on_appointment_kept(store: Store, message: Message) -> None:
    """They met; it is not shown any more."""
    store.appointments.end(message.data["appointment_id"], KEPT)


def on_appointment_missed(store: Store, message: Message) -> None:
    """Nobody came; it is not shown any more."""
    store.appointments.end(message.data["appointment_id"], MISSED)


def on_question_asked(store: Store, message: Message) -> None:
    """Keep that the foreigners' authority has asked: it is shown to whom it is about."""
    store.questions.ask(Question(**message.data))


def on_question_answered(store: Store, message: Message) -> None:
    """Keep that it was answered, and when."""
    _decide(store, message, ANSWERED, message.data["answered_at"])


def on_question_declined(store: Store, message: Message) -> None:
    """Keep that it was not answered, and when that was decided."""
    _decide(store, message, DECLINED, message.data["declined_at"])


def on_case_erased(store: Store, clock: Clock, message: Message) -> None:
    """Forget the request that the case had come from, and say so; whoever knows how to reach the person forgets it."""
    data, now = message.data, clock.now()

    def said(gone: Collection[str]) -> list[Event]:
        erased: list[Event] = []
        for request_id in gone:
            erased += [events.ContactErased(request_id), events.RequestErased(request_id, now)]
        return [*erased, events.CaseForgotten(data["case_id"], data["erasure_id"], now)]

    if not store.forgotten.forget(data["case_id"], data["request_id"], data["with_linked"], now, said):
        raise NotYet("something of this case or its request is still to be sent")


def on_forgotten_by_notifications(store: Store, clock: Clock, message: Message) -> None:
    """The notifications keep nothing of an erased request."""
    _note_forgotten(store, clock, message)


def on_forgotten_by_reporting(store: Store, clock: Clock, message: Message) -> None:
    """Nothing in the figures leads back to an erased request."""
    _note_forgotten(store, clock, message)


def _note_forgotten(store: Store, clock: Clock, message: Message) -> None:
    # A type has one reaction, over whichever exchange it comes: who says it, the source tells.
    source = message.envelope.source.partition("@")[0]
    if not store.erasures.note_confirmed(message.data["request_id"], source, clock.now()):
        raise NotYet("something of this request is still to be sent")


def _decide(store: Store, message: Message, status: str, at: datetime) -> None:
    if not store.questions.decide(message.data["question_id"], status, at):
        raise NotYet("this question has not been heard of")


@contextmanager
def _known() -> Iterator[None]:
    """What we do not know has not arrived: it is asked for again later."""
    try:
        yield
    except NotFound as error:
        raise NotYet(error.sentence) from error


def _note(store: Store, message: Message, outcome: str) -> None:
    if message.data["kind"] == _RECEIPT:
        store.note_receipt(message.data["about"], outcome)
