"""What the intake says has happened. Thin: ids, states, codes, dates; what is personal travels sealed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True)
class RequestReceived:
    """Somebody asked for help. `reachable_by` names the ways (email, phone), not the addresses."""

    exchange: ClassVar[str] = "intake.events"
    type: ClassVar[str] = "request.received.v1"
    subject: ClassVar[str] = "request_id"

    request_id: str
    reference: str
    channel: str
    language: str
    language_mode: str
    topics: tuple[str, ...]
    municipality: str
    reachable_by: tuple[str, ...]
    received_at: datetime


@dataclass(frozen=True)
class RequestWithdrawn:
    """The client does not want our help any more."""

    exchange: ClassVar[str] = "intake.events"
    type: ClassVar[str] = "request.withdrawn.v1"
    subject: ClassVar[str] = "request_id"

    request_id: str
    reference: str
    withdrawn_at: datetime


@dataclass(frozen=True)
class RequestErased:
    """The person behind a request has been forgotten; whoever holds anything of theirs forgets it too."""

    exchange: ClassVar[str] = "intake.events"
    type: ClassVar[str] = "request.erased.v1"
    subject: ClassVar[str] = "request_id"

    request_id: str
    erased_at: datetime


@dataclass(frozen=True)
class RequestTriaged:
    """The desk has found out what a request needs; said again if it finds out something else.

    Who has written a mail has not said where they live: until then it was `unknown`.
    """

    exchange: ClassVar[str] = "intake.events"
    type: ClassVar[str] = "request.triaged.v1"
    subject: ClassVar[str] = "request_id"

    request_id: str
    track: str
    criteria: tuple[str, ...]
    urgency: str
    topics: tuple[str, ...]
    municipality: str
    language: str
    triaged_at: datetime


@dataclass(frozen=True)
class RequestOverdue:
    """Nobody has looked at a request that waits for longer than agreed; said once for each `limit` it goes over.

    `limit` is its urgency, or untriaged.
    """

    exchange: ClassVar[str] = "intake.events"
    type: ClassVar[str] = "request.overdue.v1"
    subject: ClassVar[str] = "request_id"

    request_id: str
    reference: str
    limit: str
    unseen_since: datetime
    overdue_at: datetime


@dataclass(frozen=True)
class RequestOffered:
    """The region asks an organisation (`to`) whether it takes a request.

    The preview is all it learns before it has accepted: not who, not what was written.
    """

    exchange: ClassVar[str] = "intake.events"
    type: ClassVar[str] = "request.offered.v1"
    subject: ClassVar[str] = "request_id"

    request_id: str
    offer_id: str
    to: str
    preview_topics: tuple[str, ...]
    preview_language: str
    preview_language_mode: str
    preview_municipality: str
    preview_track: str
    preview_urgency: str
    offered_at: datetime
    expires_at: datetime


@dataclass(frozen=True)
class OfferWithdrawn:
    """An open offer is taken back: by the desk, by the client, or because another organisation was first."""

    exchange: ClassVar[str] = "intake.events"
    type: ClassVar[str] = "request.offer_withdrawn.v1"
    subject: ClassVar[str] = "request_id"

    request_id: str
    offer_id: str
    to: str
    withdrawn_at: datetime


@dataclass(frozen=True)
class OfferConfirmed:
    """The organisation that accepted gets the request."""

    exchange: ClassVar[str] = "intake.events"
    type: ClassVar[str] = "request.offer_confirmed.v1"
    subject: ClassVar[str] = "request_id"

    request_id: str
    offer_id: str
    to: str
    confirmed_at: datetime


@dataclass(frozen=True)
class OfferLapsed:
    """Nobody answered an offer in time, or an acceptance came when it did not count any more."""

    exchange: ClassVar[str] = "intake.events"
    type: ClassVar[str] = "request.offer_lapsed.v1"
    subject: ClassVar[str] = "request_id"

    request_id: str
    offer_id: str
    to: str
    lapsed_at: datetime


@dataclass(frozen=True)
class RequestHandedOver:
    """The person behind a request, sealed, for the cases of the organisation that takes it.

    `sealed` holds {name, email, phone, sms_allowed, message, asked_by, birth_year, behalf, reference, channel,
    language, language_mode, notice_version, notice_language, consent_at, received_at, status_token}.
    """

    exchange: ClassVar[str] = "intake.events"
    type: ClassVar[str] = "request.handed_over.v1"
    subject: ClassVar[str] = "request_id"

    request_id: str
    offer_id: str
    to: str
    sealed: str


@dataclass(frozen=True)
class LetterReceived:
    """Somebody has written about a request that has become a case, or (`about`) about a case that came without one.

    `to` is the organisation that helps, as far as we know it; `sealed` holds {sender, subject, text, left_out,
    received_at}. Whether the sender is who they should be, the cases know.
    """

    exchange: ClassVar[str] = "intake.events"
    type: ClassVar[str] = "letter.received.v1"
    subject: ClassVar[str] = "about"

    about: str
    to: str | None
    letter_id: str
    sealed: str


@dataclass(frozen=True)
class AttachmentPassedOn:
    """A file that came with a mail goes to the case, in so many `parts` that each is a small message; this is one.

    `sealed` holds {name, media_type, content}, the content of this part in base64.
    """

    exchange: ClassVar[str] = "intake.events"
    type: ClassVar[str] = "attachment.passed_on.v1"
    subject: ClassVar[str] = "about"

    about: str
    to: str | None
    attachment_id: str
    part: int
    parts: int
    sealed: str


@dataclass(frozen=True)
class RequestAnswered:
    """The desk could help without a case."""

    exchange: ClassVar[str] = "intake.events"
    type: ClassVar[str] = "request.answered.v1"
    subject: ClassVar[str] = "request_id"

    request_id: str
    reference: str
    answered_at: datetime


@dataclass(frozen=True)
class RequestLinked:
    """Two requests are of the same person: who counts persons counts one.

    `request_id` is the smaller of the ids, so that all that is said of the two comes in order.
    """

    exchange: ClassVar[str] = "intake.events"
    type: ClassVar[str] = "request.linked.v1"
    subject: ClassVar[str] = "request_id"

    request_id: str
    other_id: str
    linked_at: datetime


@dataclass(frozen=True)
class RequestSplit:
    """Two requests that were linked are of different persons; they are never linked again."""

    exchange: ClassVar[str] = "intake.events"
    type: ClassVar[str] = "request.split.v1"
    subject: ClassVar[str] = "request_id"

    request_id: str
    other_id: str
    split_at: datetime


@dataclass(frozen=True)
class ContactGiven:
    """How to reach the person behind a request, and in which language: sealed, for notifications alone.

    `about` is the request_id; `sealed` holds {email, phone, sms_allowed, said_over, said_at, language, notice_language,
    status_token}: whether they allowed text messages, over which channel they said so, and when.
    """

    exchange: ClassVar[str] = "contacts.events"
    type: ClassVar[str] = "contact.given.v1"
    subject: ClassVar[str] = "about"

    about: str
    sealed: str


@dataclass(frozen=True)
class ContactErased:
    """The person behind a request (`about`) is not to be reached by us any more; forget how."""

    exchange: ClassVar[str] = "contacts.events"
    type: ClassVar[str] = "contact.erased.v1"
    subject: ClassVar[str] = "about"

    about: str


@dataclass(frozen=True)
class WayStopped:
    """Somebody has answered a mail with a word for stop: nobody is to write to their address any more.

    `sealed` holds {channel, address}, for notifications alone; whose address it is, they know.
    """

    exchange: ClassVar[str] = "contacts.events"
    type: ClassVar[str] = "way.stopped.v1"
    subject: ClassVar[str] = "stop_id"

    stop_id: str
    sealed: str
    stopped_at: datetime


@dataclass(frozen=True)
class CaseForgotten:
    """Nothing of an erased case is kept here any more. `erasure_id` is the one we were told of."""

    exchange: ClassVar[str] = "intake.events"
    type: ClassVar[str] = "case.forgotten.v1"
    subject: ClassVar[str] = "erasure_id"

    case_id: str
    erasure_id: str
    forgotten_at: datetime


@dataclass(frozen=True)
class MailReturned:
    """A mail server has told of a mail of ours what became of it: `action` and `status` as in RFC 3464."""

    exchange: ClassVar[str] = "intake.events"
    type: ClassVar[str] = "mail.returned.v1"
    subject: ClassVar[str] = "message_id"

    message_id: str
    action: str
    status: str
    returned_at: datetime


ALL = (
    RequestReceived,
    RequestTriaged,
    RequestOverdue,
    RequestOffered,
    OfferWithdrawn,
    OfferConfirmed,
    OfferLapsed,
    RequestHandedOver,
    LetterReceived,
    AttachmentPassedOn,
    RequestAnswered,
    RequestWithdrawn,
    RequestErased,
    RequestLinked,
    RequestSplit,
    MailReturned,
    ContactGiven,
    ContactErased,
    WayStopped,
    CaseForgotten,
)
