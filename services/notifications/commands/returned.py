"""Take what mail servers and providers tell of messages of ours."""

from __future__ import annotations

from services.chassis import logs, returned_mail
from services.chassis.clock import Clock
from services.chassis.mailboxes import Found, Mailbox, Unreachable
from services.chassis.stop_words import is_stop
from services.notifications.carriers.seven_hooks import Call, read
from services.notifications.commands.delivery import note_receipt
from services.notifications.commands.ways import stop_way
from services.notifications.model.messages import SMS
from services.notifications.model.receipts import of_report
from services.notifications.model.text_answers import TextAnswer
from services.notifications.model.ways import BY_REPLY
from services.notifications.store import Store

# At one visit; the next one comes within minutes.
_AT_ONCE = 50

_log = logs.get("receipts")


def read_bounces(store: Store, clock: Clock, box: Mailbox | None, own_organisation: str) -> int:
    """Read what has come back to the mailbox for it; returns how many mails told something. Run by the clock, outside
    of any transaction.

    A mail is marked in the mailbox after what it says is safe. One that tells nothing of ours is flagged, for a person.
    """
    told = 0
    try:
        for found in box.unread(_AT_ONCE) if box else ():
            if _take(store, clock, found, own_organisation):
                told += 1
                found.take()
            else:
                found.keep_apart()
    except Unreachable as error:
        _log.warning("bounces_unreachable", reason=str(error))
    return told


def take_report(store: Store, clock: Clock, message_id: str, action: str, status: str, own_organisation: str) -> None:
    """Note what a mail server's report (RFC 3464) says of a mail of ours."""
    receipt = of_report(message_id, action, status, clock.now())
    if receipt:
        note_receipt(store, clock, receipt, own_organisation)


def take_call(store: Store, clock: Clock, call: Call, key: str, own_organisation: str) -> None:
    """Take what seven.io calls us with: a receipt, or what somebody has written to our number.

    Who writes a word for stop gets no more text messages; any other words go, sealed, to where an answered mail goes.
    Told again it is said again, under the same name. Raises NotAllowed for a call that is not theirs.
    """
    told = read(call, key, clock.now())
    if isinstance(told, TextAnswer):
        _take_answer(store, clock, told)
    elif told:
        note_receipt(store, clock, told, own_organisation)


def _take(store: Store, clock: Clock, found: Found, own_organisation: str) -> bool:
    report = returned_mail.read(found.content) if found.content is not None else None
    if report:
        take_report(store, clock, report.message_id, report.action, report.status, own_organisation)
    return report is not None


def _take_answer(store: Store, clock: Clock, answer: TextAnswer) -> None:
    if is_stop(answer.words):
        stop_way(store, clock, SMS, answer.sender, BY_REPLY)
    else:
        store.texts.pass_on(answer, _answered(store, answer.sender), clock.now())


def _answered(store: Store, number: str) -> str | None:
    """The request or case that somebody answers: what their number was last written about, otherwise what they were
    told of last on another way, or the only one there is. None for whom we do not know, and for a telephone that
    several people share."""
    key = store.ways.key(SMS, number)
    theirs = store.ways.by_key(key)
    if any(way.is_shared for way in theirs):
        return None
    clients = {about for about, known in store.addressees.of({way.about for way in theirs}).items() if known.is_client}
    last = store.messages.last_to(clients, key)
    if last is None:
        return clients.pop() if len(clients) == 1 else None
    return last.about
