"""What a case (Fall) is: the accompaniment of one person, through phases that may be gone through again."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from services.cases.model import after
from services.cases.model.offers import Offer
from services.chassis.errors import Refused
from services.chassis.rights import NOBODY_ELSE, Circle

PROVISIONAL, OPEN, CLOSED, DROPPED = "provisional", "open", "closed", "dropped"
STATUSES = (PROVISIONAL, OPEN, CLOSED, DROPPED)
# What a counsellor has to have room for.
UNDER_WAY = (PROVISIONAL, OPEN)

RECEIVE, DROP, ASSIGN, ENTER_PHASE, RECORD, CLOSE = "receive", "drop", "assign", "enter_phase", "record", "close"
REOPEN, CORRECT = "reopen", "correct"
TRANSITIONS: dict[str, dict[str, str]] = {
    PROVISIONAL: {RECEIVE: OPEN, DROP: DROPPED, ASSIGN: PROVISIONAL},
    OPEN: {ASSIGN: OPEN, ENTER_PHASE: OPEN, RECORD: OPEN, CORRECT: OPEN, CLOSE: CLOSED},
    # What is wrong about somebody is put right as long as it is kept (GDPR article 16).
    CLOSED: {REOPEN: OPEN, CORRECT: CLOSED},
    DROPPED: {},
}

# In order: the Case Management cycle of the programme.
PHASES = ("clarification", "assessment", "planning", "linking", "monitoring", "evaluation")
TRACKS = ("orientation", "case_management")
URGENCIES = ("low", "normal", "high")
CLOSE_REASONS = ("goals_reached", "moved_away", "wish_of_client", "no_contact", "handed_on", "other")
OUTCOMES = ("found_feet", "improved", "unchanged", "unknown")


@dataclass(frozen=True)
class Consent:
    """Which data notice the person read and accepted, in which language, and when."""

    notice_version: str
    language: str
    given_at: datetime


@dataclass(frozen=True)
class Coming:
    """How somebody came who was not handed over: by which channel, with which consent, and since when they are
    accompanied."""

    channel: str
    consent: Consent
    at: datetime


@dataclass(frozen=True)
class Arrival:
    """What comes with a person who is handed over, beside who they are.

    `reference` and `status_token` are those of their request; who comes without one gets a reference, and has no
    status page.
    """

    channel: str
    language: str
    language_mode: str
    consent: Consent
    received_at: datetime
    reference: str | None = None
    status_token: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Case:
    """One case. It has no person while it is provisional, and none if it was dropped."""

    case_id: str
    organisation: str
    status: str
    counsellor_id: str
    phase: str
    track: str
    urgency: str
    language: str
    language_mode: str
    municipality: str
    topics: tuple[str, ...]
    changed_at: datetime
    offer_id: str | None = None
    request_id: str | None = None
    person_id: str | None = None
    reference: str | None = None
    channel: str | None = None
    consent: Consent | None = None
    received_at: datetime | None = None
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    reason: str | None = None
    outcome: str | None = None
    version: int = 0
    # Who stands close to it at the moment it was loaded; it is kept elsewhere.
    circle: Circle = NOBODY_ELSE

    noun = "case"

    @classmethod
    def provisional(cls, case_id: str, offer: Offer, counsellor_id: str, at: datetime) -> Case:
        """The case that an accepted offer will become once it is confirmed and the person is handed over."""
        return cls(
            case_id=case_id,
            organisation=offer.organisation,
            status=PROVISIONAL,
            counsellor_id=counsellor_id,
            phase=PHASES[0],
            track=offer.track,
            urgency=offer.urgency,
            language=offer.language,
            language_mode=offer.language_mode,
            municipality=offer.municipality,
            topics=offer.topics,
            changed_at=at,
            offer_id=offer.offer_id,
            request_id=offer.request_id,
        )

    def receive(self, person_id: str, arrival: Arrival, at: datetime) -> Case:
        """The person has arrived, and the accompaniment begins. Refused if it has begun or was dropped."""
        return replace(
            self._become(RECEIVE, at),
            person_id=person_id,
            reference=arrival.reference,
            channel=arrival.channel,
            language=arrival.language,
            language_mode=arrival.language_mode,
            consent=arrival.consent,
            received_at=arrival.received_at,
            opened_at=at,
        )

    def drop(self, at: datetime) -> Case:
        """The offer came to nothing; there is nobody to accompany."""
        return self._become(DROP, at)

    def assign(self, counsellor_id: str, at: datetime) -> Case:
        """Another counsellor has it from now on. Refused if it is theirs already, or has ended."""
        assigned = self._become(ASSIGN, at)
        if counsellor_id == self.counsellor_id:
            raise Refused("already_assigned", "This counsellor has the case already.")
        return replace(assigned, counsellor_id=counsellor_id)

    def enter_phase(self, phase: str, at: datetime) -> Case:
        """Go on to a later phase, or back to an earlier one. Refused for the one it is in."""
        entered = self._become(ENTER_PHASE, at)
        if phase == self.phase:
            raise Refused("already_there", f"The case is in this phase already: {phase}.", phase=phase)
        return replace(entered, phase=phase)

    def close(self, reason: str, outcome: str, at: datetime) -> Case:
        """End the accompaniment: why (CLOSE_REASONS), and what came of it (OUTCOMES)."""
        return replace(self._become(CLOSE, at), reason=reason, outcome=outcome, closed_at=at)

    def reopen(self, at: datetime) -> Case:
        """Go on where it had ended. Refused unless it is closed."""
        return replace(self._become(REOPEN, at), reason=None, outcome=None, closed_at=None)

    def correct(self, at: datetime, language: str, language_mode: str, municipality: str) -> Case:
        """What was written about how to talk with the person, and where they live, is another now."""
        corrected = self._become(CORRECT, at)
        return replace(corrected, language=language, language_mode=language_mode, municipality=municipality)

    def require_open(self) -> None:
        """Raises Refused unless something may be written down in it."""
        after(TRANSITIONS, self.noun, self.status, RECORD)

    def may(self, action: str) -> bool:
        """Whether this can be done in the present state."""
        return action in TRANSITIONS[self.status]

    def _become(self, action: str, at: datetime) -> Case:
        return replace(self, status=after(TRANSITIONS, self.noun, self.status, action), changed_at=at)
