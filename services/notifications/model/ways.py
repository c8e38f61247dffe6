"""By which ways somebody may be written to, and which way a message takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.notifications.model.addressees import Addressee
from services.notifications.model.appointments import CANCELLED, INVITATION, MOVED, REMINDER
from services.notifications.model.messages import EMAIL, LETTER, SMS, STAFF

ALLOWED, STOPPED, BOUNCED = "allowed", "stopped", "bounced"

# Why nobody is written to on a way: codes that staff read as sentences.
NOT_ALLOWED, SHARED, NO_ADDRESS = "not_allowed", "shared", "no_address"

# What is printed and posted takes days: what begins sooner is told by telephone.
POST_TAKES = timedelta(days=4)

_WITH_A_MESSAGE = (EMAIL, SMS)
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
ABOUT_A_TIME = frozenset({INVITATION, MOVED, CANCELLED})


@dataclass(frozen=True)
class Way:
    """One address of somebody: `key` is a keyed token of channel and address, so that none need be read to find it.

    `proof` is how and when it was allowed, in the words of whoever wrote it down. A shared telephone belongs to
    several people, so that nothing is told on it.
    """

    about: str
    channel: str
    key: str
    state: str
    since: datetime
    proof: str | None = None
    is_shared: bool = False


def chain_of(kind: str) -> tuple[str, ...]:
    """The ways a message of this kind may take, the best first; the last resort is that staff call."""
    return _CHAIN.get(kind, _ALL)


def address_on(addressee: Addressee, channel: str) -> str | None:
    """The address somebody has on this way; None if they have none."""
    return {EMAIL: addressee.email, SMS: addressee.phone}.get(channel)


def refusal(addressee: Addressee, channel: str, way: Way | None) -> str | None:
    """Why somebody must not be written to on this way, as a code; None if they may be.

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
    return SHARED if channel == SMS and way.is_shared else None
