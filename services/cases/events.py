"""What the cases say has happened. Thin: ids, states, codes, dates; what is personal travels sealed.

`person_ref` and `counsellor_ref` are keyed hashes for one purpose each: who reads them can count and compare within
that purpose, and name nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar


@dataclass(frozen=True)
class OfferAccepted:
    """A counsellor took what was offered to their organisation; the case is provisional until it is confirmed."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "offer.accepted.v1"
    subject: ClassVar[str] = "offer_id"

    offer_id: str
    request_id: str
    organisation: str
    case_id: str
    accepted_at: datetime


@dataclass(frozen=True)
class OfferDeclined:
    """An organisation cannot take what was offered to it. `reason` is a code."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "offer.declined.v1"
    subject: ClassVar[str] = "offer_id"

    offer_id: str
    request_id: str
    organisation: str
    reason: str
    declined_at: datetime


@dataclass(frozen=True)
class HandoverReceived:
    """The person has arrived here and is in a case; whoever handed them over can forget them."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "handover.received.v1"
    subject: ClassVar[str] = "request_id"

    request_id: str
    offer_id: str
    case_id: str
    received_at: datetime


@dataclass(frozen=True)
class CaseOpened:
    """The accompaniment of one person begins."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "case.opened.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    organisation: str
    person_ref: str
    track: str
    municipality: str
    language: str
    language_mode: str
    topics: tuple[str, ...]
    phase: str
    opened_at: datetime


@dataclass(frozen=True)
class CaseAssigned:
    """Another counsellor of the organisation has the case from now on."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "case.assigned.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    organisation: str
    assigned_at: datetime


@dataclass(frozen=True)
class CasePhaseEntered:
    """The accompaniment has come to another phase."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "case.phase_entered.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    organisation: str
    phase: str
    entered_at: datetime


@dataclass(frozen=True)
class CaseClosed:
    """The accompaniment has ended: why, and what came of it, as codes."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "case.closed.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    organisation: str
    reason: str
    outcome: str
    closed_at: datetime


@dataclass(frozen=True)
class ConsultationHeld:
    """Somebody was advised, for so many minutes, about these topics."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "consultation.held.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    consultation_id: str
    organisation: str
    kind: str
    topics: tuple[str, ...]
    minutes: int
    with_interpreter: bool
    held_at: datetime


@dataclass(frozen=True)
class GoalAgreed:
    """A goal was agreed with the client, for one topic; by when, if that was said."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "goal.agreed.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    goal_id: str
    organisation: str
    topic: str
    due_on: date | None
    agreed_at: datetime


@dataclass(frozen=True)
class GoalReached:
    """What was agreed has come about."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "goal.reached.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    goal_id: str
    organisation: str
    topic: str
    reached_at: datetime


@dataclass(frozen=True)
class GoalDropped:
    """What was agreed is not aimed at any more. `reason` is a code."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "goal.dropped.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    goal_id: str
    organisation: str
    topic: str
    reason: str
    dropped_at: datetime


@dataclass(frozen=True)
class BarrierMet:
    """Help failed, and this is what was missing: the bridge from the case to the system."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "barrier.met.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    barrier_id: str
    organisation: str
    person_ref: str
    counsellor_ref: str
    topic: str
    kind: str
    institution: str
    municipality: str
    met_at: datetime


@dataclass(frozen=True)
class BarrierCleared:
    """What stood in the way does so no longer, in this case."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "barrier.cleared.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    barrier_id: str
    organisation: str
    cleared_at: datetime


@dataclass(frozen=True)
class CounsellorListed:
    """What a counsellor speaks, covers and knows, and how many cases they have room for; the newest word holds."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "counsellor.listed.v1"
    subject: ClassVar[str] = "counsellor_ref"

    counsellor_ref: str
    organisation: str
    languages: tuple[str, ...]
    municipalities: tuple[str, ...]
    topics: tuple[str, ...]
    capacity: int
    free: int
    active: bool
    listed_at: datetime


@dataclass(frozen=True)
class CounsellorEngaged:
    """Somebody counsels in an organisation, or no longer does (`active`): for services of this installation alone.

    `counsellor_id` is the account, so that hours and appointments can be theirs; the newest word holds.
    """

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "counsellor.engaged.v1"
    subject: ClassVar[str] = "counsellor_id"

    counsellor_id: str
    organisation: str
    languages: tuple[str, ...]
    active: bool
    engaged_at: datetime


@dataclass(frozen=True)
class ContactGiven:
    """How to reach the person in a case, and in which language: sealed, for notifications alone.

    `about` is the case; `sealed` holds {email, phone, language, notice_language, status_token, reference}.
    """

    exchange: ClassVar[str] = "contacts.events"
    type: ClassVar[str] = "contact.given.v1"
    subject: ClassVar[str] = "about"

    about: str
    sealed: str


ALL = (
    OfferAccepted,
    OfferDeclined,
    HandoverReceived,
    CaseOpened,
    CaseAssigned,
    CasePhaseEntered,
    CaseClosed,
    ConsultationHeld,
    GoalAgreed,
    GoalReached,
    GoalDropped,
    BarrierMet,
    BarrierCleared,
    CounsellorListed,
    CounsellorEngaged,
    ContactGiven,
)
