"""Take what mail servers and providers tell of messages of ours."""

from __future__ import annotations

from services.chassis import logs, returned_mail
from services.chassis.clock import Clock
from services.chassis.mailboxes import Found, Mailbox, Unreachable
from services.chassis.stop_words import is_stop
from services.notifications.carriers.seven_hooks import Call, read
from services.notifications.carriers.texts import TextAnswer
from services.notifications.commands.delivery import note_receipt, tell_whoever_sees_to_it
from services.notifications.commands.ways import stop_way
from services.notifications.model.messages import SMS
from services.notifications.model.receipts import of_report
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

    Who writes a word for stop gets no more text messages; of any other words staff are told, who read them in the
    provider's inbox. Raises NotAllowed for a call that is not theirs.
    """
    told = read(call, key, clock.now())
    if isinstance(told, TextAnswer):
        _take_answer(store, clock, told, own_organisation)
    elif told:
        note_receipt(store, clock, told, own_organisation)


def _take(store: Store, clock: Clock, found: Found, own_organisation: str) -> bool:
    report = returned_mail.read(found.content) if found.content is not None else None
    if report:
        take_report(store, clock, report.message_id, report.action, report.status, own_organisation)
    return report is not None


def _take_answer(store: Store, clock: Clock, answer: TextAnswer, own_organisation: str) -> None:
    if is_stop(answer.words):
        stop_way(store, clock, SMS, answer.sender, "reply")
        return
    theirs = {way.about for way in store.ways.by_key(store.ways.key(SMS, answer.sender))}
    for message in store.messages.to(theirs)[-1:]:  # what they were told last is what they answer
        tell_whoever_sees_to_it(store, clock, message, "text_arrived", own_organisation)
