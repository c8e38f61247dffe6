"""By which ways somebody may be written to, and which way a message takes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.notifications.model.addressees import Addressee
from services.notifications.model.appointments import REMINDER
from services.notifications.model.messages import EMAIL, LETTER, SMS, STAFF

# Ways that somebody has an address on, and may stop.
WRITTEN = (EMAIL, SMS)

ALLOWED, STOPPED, BOUNCED = "allowed", "stopped", "bounced"

# Why nobody is written to on a way: codes that staff read as sentences.
NOT_ALLOWED, SHARED, NO_ADDRESS = "not_allowed", "shared", "no_address"

# How a way came to be allowed or stopped: codes that staff and clients read as sentences. What staff wrote down
# themselves stands beside them in their own words (`proof`).
GIVEN, ON_FORM, AT_DESK, ON_STATUS_PAGE, BY_STAFF = "given", "form", "desk", "status_page", "staff"
WROTE_BY_TEXT = "text"
BY_LINK, BY_ONE_CLICK, BY_REPLY = "link", "one_click", "reply"

# What is printed and posted takes days: what begins sooner is told by telephone.
POST_TAKES = timedelta(days=4)

_WITH_A_MESSAGE = (EMAIL, SMS)
# All that is told on a telephone that others read as well.
PLEASE_CALL = "please_call"

# Which ways a kind may take, the best first. What is not named here takes all of them.
_CHAIN: Mapping[str, tuple[str, ...]] = {
    "request_receipt": _WITH_A_MESSAGE,  # the status page and the slip say the same
    "request_withdrawn": _WITH_A_MESSAGE,
    REMINDER: _WITH_A_MESSAGE,  # nobody calls everybody on the day before
    "slot_offer": (EMAIL, SMS, STAFF),  # gone before a letter comes
    "waiting_offer": (EMAIL, SMS, STAFF),
    "appointment_missed": (EMAIL, SMS, LETTER),
    "interpreter_asked": (EMAIL, SMS, STAFF),
    "interpreter_released": (EMAIL, SMS, STAFF),
    "interpreter_moved": (EMAIL, SMS, STAFF),
}
_ALL = (EMAIL, SMS, LETTER, STAFF)


@dataclass(frozen=True)
class Way:
    """One address of somebody: `key` is a keyed token of channel and address, so that none need be read to find it.

    `proof` is how it was allowed (a code, or the words of whoever wrote it down) at `allowed_at`; it stays when the way
    ends. `how` is the code of how it was stopped. A shared telephone belongs to several people, so that nothing is told
    on it but that they call us.
    """

    about: str
    channel: str
    key: str
    state: str
    since: datetime
    proof: str | None = None
    is_shared: bool = False
    how: str | None = None
    allowed_at: datetime | None = None


def chain_of(kind: str) -> tuple[str, ...]:
    """The ways a message of this kind may take, the best first; the last resort is that staff call."""
    return _CHAIN.get(kind, _ALL)


def proof_of(said_over: str | None) -> str:
    """The code of how text messages were allowed, by the channel over which it was said; none is known of old."""
    return {None: GIVEN, "web": ON_FORM, "sms": WROTE_BY_TEXT}.get(said_over, AT_DESK)


def address_on(addressee: Addressee, channel: str) -> str | None:
    """The address somebody has on this way; None if they have none."""
    return {EMAIL: addressee.email, SMS: addressee.phone}.get(channel)


def open_channels(
    addressee: Addressee,
    ways: Mapping[str, Way],
    kind: str,
    now: datetime | None = None,
    needed_by: datetime | None = None,
    tried: Collection[str] = (),
) -> tuple[str, ...]:
    """The ways by which a message of this kind can reach them, the best first; `ways` are theirs, by channel.

    What is needed before the post comes (`needed_by`, seen from `now`) is not posted; `tried` are the ways that
    failed.
    """
    too_late = {LETTER} if now and needed_by and needed_by - now < POST_TAKES else set()
    return tuple(
        channel
        for channel in chain_of(kind)
        if channel not in tried and channel not in too_late and not refusal(addressee, channel, ways.get(channel), kind)
    )


def refusal(addressee: Addressee, channel: str, way: Way | None, kind: str) -> str | None:
    """Why somebody must not be written to on this way with a message of this kind, as a code; None if they may be.

    Paper and our own staff ask for no permission. Who gave an e-mail address allowed it by that, for the matter they
    gave it for (GDPR article 6(1)(b)); a telephone number allows calls, and a text message only if that was said.
    """
    if channel in (LETTER, STAFF):
        return None
    if address_on(addressee, channel) is None:
        return NO_ADDRESS
    if way is None:
        return None if channel == EMAIL else NOT_ALLOWED
    if way.state != ALLOWED:
        return way.state
    return SHARED if channel == SMS and way.is_shared and not _is_worth_a_call(kind) else None


def told_as(kind: str, way: Way | None) -> str:
    """As which kind of message it is told on a way: a telephone that others read only asks them to call us."""
    return PLEASE_CALL if way is not None and way.channel == SMS and way.is_shared else kind


def _is_worth_a_call(kind: str) -> bool:
    """Whether somebody should call us for it: what we would post, or call them for."""
    return not {LETTER, STAFF}.isdisjoint(chain_of(kind))
