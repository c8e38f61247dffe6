"""What is done with mails: each is taken once, and becomes a request, a letter at one, or a letter for a case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any

from services.chassis import logs, metrics, returned_mail
from services.chassis.clock import Clock, new_id
from services.chassis.errors import changed, unknown
from services.chassis.identity import Actor
from services.chassis.mailboxes import Found, Mailbox, Unreachable
from services.chassis.references import new_reference
from services.chassis.returned_mail import ReturnedMail
from services.intake import model, permissions
from services.intake.commands import passing_on
from services.intake.commands.requests import received
from services.intake.events import MailReturned, WayStopped
from services.intake.mails import references_in
from services.intake.model import mail as of_mail
from services.intake.model.mail import BY_TEXT, Letter, Mail
from services.intake.store import Store

_DAY, _YEAR = timedelta(days=1), timedelta(days=365)
# At one visit; the next one comes within a minute.
_AT_ONCE = 50
# While a request is in one of these, its person is here and somebody waits; what is written lands there.
_HERE = frozenset(model.WAITING)
_WITH_HELPER = frozenset({model.CONFIRMED, model.HANDED_OVER})

_log = logs.get("mailbox")


@dataclass(frozen=True)
class Reading:
    """How mails are read here. `read` makes a Mail of bytes, `guess` tells the language of a text."""

    read: Callable[[bytes], Mail]
    guess: Callable[[str], str]
    language_pages: frozenset[str]
    default_language: str
    notice_version: str
    per_sender_a_day: int


def read_mailbox(store: Store, who: Actor, clock: Clock, box: Mailbox | None, reading: Reading) -> list[str]:
    """Take in what has come; returns what became of each mail. Run by the clock, outside of any transaction.

    A mail is marked in the mailbox after what it says is safe: a crash in between repeats it, and changes nothing.
    """
    permissions.require(who, permissions.READ_MAILBOX)
    outcomes: list[str] = []
    try:
        for found in box.unread(_AT_ONCE) if box else ():
            outcomes.append(_take(store, clock, reading, found))
            (found.keep_apart if outcomes[-1] in of_mail.KEPT_APART else found.take)()
    except Unreachable as error:
        _log.warning("mailbox_unreachable", reason=str(error))
    for outcome in outcomes:
        metrics.MAILS.labels(outcome).inc()
    return outcomes


def take_text(store: Store, clock: Clock, reading: Reading, mail: Mail) -> str:
    """Take in a text message (SMS) as a mail is; returns what became of it. Told again, nothing happens.

    What one number sends beyond what is taken in a day stays with the provider, and operators are shown that it does.
    """
    outcome = _take_mail(store, clock, reading, mail)
    if outcome == of_mail.TOO_MANY:
        reason = "more text messages of one number than are taken in a day: read it at the provider, then archive this"
        store.mail.park(mail.fingerprint, reason, clock.now())
    metrics.MAILS.labels(outcome).inc()
    return outcome


def mark_letter_read(
    store: Store, who: Actor, clock: Clock, request_id: str, letter_id: str, version: int
) -> dict[str, Any]:
    """Note that the desk has read what somebody wrote. Raises Conflict for another version than the one seen."""
    permissions.require_of_request(who, permissions.READ_LETTERS, store.organisation)
    letter = next((one for one in store.mail.letters_of(request_id) if one.letter_id == letter_id), None)
    if letter is None:
        raise unknown("letter")
    if letter.version != version:
        raise changed("letter", letter.version)
    read = letter if letter.read_at else store.mail.mark_read(letter, clock.now())
    return {"request_id": request_id, "letter_id": letter_id, "version": read.version}


def forget_old_mail(store: Store, who: Actor, clock: Clock) -> None:
    """Forget which mails were taken, and which letters sent, a year ago; by whom, after a day. Run by the clock."""
    permissions.require(who, permissions.READ_MAILBOX)
    store.mail.forget_until(clock.now() - _YEAR, clock.now() - _DAY)


def _take(store: Store, clock: Clock, reading: Reading, found: Found) -> str:
    try:
        if found.content is None:
            raise ValueError("larger than a letter can be")
        mail = reading.read(found.content)
    except Exception as error:  # whatever a stranger has sent: it must neither be lost nor be looped on
        return _park(store, clock, found, type(error).__name__)
    if mail.automatic:
        told = returned_mail.read(found.content)
        return _returned(store, clock, mail, told) if told else _settled(store, clock, mail, of_mail.AUTOMATIC)
    return _take_mail(store, clock, reading, mail)


def _take_mail(store: Store, clock: Clock, reading: Reading, mail: Mail) -> str:
    if store.mail.taken_from(mail.sender, clock.now() - _DAY) >= reading.per_sender_a_day:
        return _settled(store, clock, mail, of_mail.TOO_MANY)
    with store.together():
        outcome, take = _what_it_is(store, clock, reading, mail)
        if not store.mail.claim(mail.fingerprint, mail.sender, outcome, clock.now()):
            return of_mail.TAKEN_BEFORE
        take()
        if mail.says_stop and mail.says_more:
            _stop(store, clock, mail)
    return outcome


def _settled(store: Store, clock: Clock, mail: Mail, outcome: str) -> str:
    is_new = store.mail.claim(mail.fingerprint, "", outcome, clock.now())
    return outcome if is_new or outcome in of_mail.KEPT_APART else of_mail.TAKEN_BEFORE


def _returned(store: Store, clock: Clock, mail: Mail, told: ReturnedMail) -> str:
    """A mail server tells what became of a mail of ours: whoever sent it is told."""
    with store.together():
        if not store.mail.claim(mail.fingerprint, "", of_mail.RETURNED, clock.now()):
            return of_mail.TAKEN_BEFORE
        store.say(MailReturned(told.message_id, told.action, told.status, clock.now()))
    return of_mail.RETURNED


def _park(store: Store, clock: Clock, found: Found, kind: str) -> str:
    fingerprint = sha256(found.content or b"").hexdigest()
    with store.together():
        store.mail.claim(fingerprint, "", of_mail.UNREADABLE, clock.now())
        reason = f"a mail cannot be read ({kind}); it is flagged in the mailbox: read it there, then archive this"
        store.mail.park(fingerprint, reason, clock.now())
    _log.warning("mail_unreadable", kind=kind)
    return of_mail.UNREADABLE


def _what_it_is(store: Store, clock: Clock, reading: Reading, mail: Mail) -> tuple[str, Callable[[], None]]:
    """What becomes of a mail, and how. What answers something that is over begins anew: nobody would see it there."""
    if mail.says_stop and not mail.says_more:
        return of_mail.STOPPED, lambda: _stop(store, clock, mail)
    answered = mail.about or store.mail.answered(mail.answers)
    request = _request_of(store, mail, answered)
    if request is not None and request.status in _HERE:
        return of_mail.LETTER, lambda: _keep_letter(store, clock, mail, request)
    if request is not None and request.status in _WITH_HELPER:
        return of_mail.PASSED_ON, lambda: _pass_on(store, clock, mail, request.request_id, request.helper)
    if answered is not None and request is None:  # a case of somebody who came in person
        return of_mail.PASSED_ON, lambda: _pass_on(store, clock, mail, answered, None)
    return of_mail.REQUEST, lambda: _open_request(store, clock, reading, mail)


def _request_of(store: Store, mail: Mail, answered: str | None) -> model.Request | None:
    """The request that a mail is about: by the letter it answers, otherwise by the reference in its subject."""
    if answered is not None:
        found = store.find(answered) or store.find(store.mail.request_of_case(answered) or "")
        if found is not None:
            return found
    about = (store.about(reference) for reference in references_in(mail.subject))
    return next((request for request in about if request is not None), None)


def _stop(store: Store, clock: Clock, mail: Mail) -> None:
    """Whoever wrote this wants no more mails: those who write them are told."""
    stop_id = new_id()
    store.say(WayStopped(stop_id, store.sealed_stop(stop_id, mail.sender), clock.now()))


def _keep_letter(store: Store, clock: Clock, mail: Mail, request: model.Request) -> None:
    store.mail.add(_letter(clock, mail, request))
    store.mail.keep(request.request_id, mail.enclosed, clock.now())


def _pass_on(store: Store, clock: Clock, mail: Mail, about: str, to: str | None) -> None:
    letter = Letter(
        letter_id=new_id(),
        request_id=about,
        received_at=clock.now(),
        sender=mail.sender,
        subject=mail.subject,
        text=mail.text,
        known_sender=False,  # the cases know
        left_out=mail.left_out,
    )
    store.say(*passing_on.a_mail(store, about, to, letter, mail))


def _open_request(store: Store, clock: Clock, reading: Reading, mail: Mail) -> None:
    now = clock.now()
    language = reading.guess(f"{mail.subject}\n{mail.text}")
    read_in = language if language in reading.language_pages else reading.default_language
    request = model.Request(
        request_id=new_id(),
        reference=new_reference(),
        status=model.RECEIVED,
        channel=mail.channel,
        language=language,
        language_mode="written",
        topics=(),
        municipality=of_mail.UNKNOWN_MUNICIPALITY,
        preferred_place=None,
        consent=model.Consent(reading.notice_version, read_in, now, of_mail.NOTICE_SENT),
        # Who sends us a text message can be answered by one.
        person=model.Person(
            mail.name, mail.email, mail.phone, mail.message, sms_allowed=mail.channel == BY_TEXT and bool(mail.phone)
        ),
        received_at=now,
        changed_at=now,
        receipt="queued",
        language_guessed=True,
    )
    saved = store.add(request, lambda added: received(store, added))
    store.mail.keep(saved.request_id, mail.enclosed, now)
    if mail.is_long or mail.left_out:  # what the request has no room for
        store.mail.add(_letter(clock, mail, saved))


def _letter(clock: Clock, mail: Mail, request: model.Request) -> Letter:
    ways = (request.person.email, request.person.phone) if request.person else ()
    return Letter(
        letter_id=new_id(),
        request_id=request.request_id,
        received_at=clock.now(),
        sender=mail.sender,
        subject=mail.subject,
        text=mail.text,
        known_sender=mail.sender.casefold() in {way.casefold() for way in ways if way},
        left_out=mail.left_out,
    )
