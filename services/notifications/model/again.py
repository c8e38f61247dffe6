"""Whether a message can be sent again by hand, and why not."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.notifications.model.addressees import Addressee
from services.notifications.model.appointments import CANCELLED, INVITATION, MOVED, REMINDER, Appointment
from services.notifications.model.messages import (
    BOUNCED,
    DELIVERED,
    ERASED,
    FAILED,
    OUTDATED,
    QUEUED,
    STAFF,
    Message,
)
from services.notifications.model.ways import Way, open_channels, refusal

# Codes that staff read as sentences.
ARRIVED, WAITS, OVERTAKEN, FORGOTTEN = "message_arrived", "message_waits", "message_overtaken", "person_forgotten"
REPEATED, OVER, NO_WAY_OPEN = "message_repeated", "appointment_over", "way_closed"
OFFER_OVER = "offer_over"
NO_WAY = "no_way"

_BY_STATE: Mapping[str, str] = {
    QUEUED: WAITS,
    DELIVERED: ARRIVED,
    ERASED: FORGOTTEN,
    OUTDATED: OVERTAKEN,
}
# What is of no use once the appointment has begun.
_AHEAD = frozenset({INVITATION, MOVED, CANCELLED, REMINDER})

# For so long it helps to read of an appointment that was missed.
_AFTERWARDS = timedelta(days=14)


@dataclass(frozen=True)
class Reached:
    """How somebody is reached now: their ways by channel."""

    addressee: Addressee
    ways: Mapping[str, Way]

    def open_for(self, message: Message, now: datetime) -> tuple[str, ...]:
        """The ways that a message like this one could take now, the best first."""
        needed_by = message.appointment.starts_at if message.appointment else None
        return open_channels(self.addressee, self.ways, message.kind, now, needed_by)


@dataclass(frozen=True)
class Standing:
    """What is known beside a message: how whoever it was for is reached (None if we do not know them any more),
    whether it was sent again already, or took the next way when this one failed, and whether a newer one tells that
    its appointment is at another time, or is not any more."""

    reached: Reached | None
    is_repeated: bool
    fell_back: bool
    is_overtaken: bool


def repetition_of(message_id: str) -> str:
    """The id of a message that is sent again: so two who press the button send one."""
    return str(uuid.uuid5(uuid.UUID(message_id), "again"))


def next_way_of(message: Message) -> str:
    """The id of what took the next way when this message failed."""
    return str(uuid.uuid5(uuid.UUID(message.message_id), message.channel))


def why_not_again(message: Message, standing: Standing, now: datetime) -> str | None:
    """Why this message cannot be sent again, as a code; None if it can.

    What came back goes out again only when its own way is open again: with another address. Where nothing but a call
    is left, sending helps nobody.
    """
    reached = standing.reached
    if message.state in _BY_STATE:
        return _BY_STATE[message.state]
    if standing.is_repeated or standing.fell_back and message.state != BOUNCED:
        return REPEATED
    if reached is None:
        return FORGOTTEN
    if message.needed_by is not None and message.needed_by <= now:
        return OFFER_OVER
    if message.appointment and _of_use_until(message.kind, message.appointment) <= now:
        return OVER
    if standing.is_overtaken:
        return OVERTAKEN
    if message.state == BOUNCED and _is_closed(reached, message):
        return NO_WAY_OPEN
    return NO_WAY_OPEN if _only_calls(reached.open_for(message, now)) else None


def trouble(last: Message | None, reached: Reached | None, now: datetime) -> str | None:
    """What staff have to see to before they write to somebody again, as a code; `last` is the newest message of which
    is known what became of it.

    `bounced`: what we write comes back from an address that we still have. `no_way`: only a call is left.
    """
    if reached is None:
        return None
    if any(way.state == BOUNCED for way in reached.ways.values()) or last and _came_back(last, reached):
        return BOUNCED
    if last is None or (last.state, last.channel) != (FAILED, STAFF) or _has_begun(last, now):
        return None
    return NO_WAY if _only_calls(reached.open_for(last, now)) else None


def _of_use_until(kind: str, appointment: Appointment) -> datetime:
    return appointment.starts_at + (timedelta() if kind in _AHEAD else _AFTERWARDS)


def _has_begun(message: Message, now: datetime) -> bool:
    return message.appointment is not None and message.appointment.starts_at <= now


def _is_closed(reached: Reached, message: Message) -> bool:
    way = reached.ways.get(message.channel)
    return refusal(reached.addressee, message.channel, way, message.kind) is not None


def _only_calls(channels: tuple[str, ...]) -> bool:
    return channels[:1] in ((), (STAFF,))


def _came_back(last: Message, reached: Reached) -> bool:
    """Whether the last message came back from the address that the next one would go to."""
    way = reached.ways.get(last.channel)
    return last.state == BOUNCED and way is not None and way.key == last.to_key
