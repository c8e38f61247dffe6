"""What a request is, and what may be done to it in which state. The law is the table TRANSITIONS."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from services.chassis.errors import FieldError, Invalid, Refused
from services.intake.model.mail import AGREED, UNKNOWN_MUNICIPALITY

RECEIVED, TRIAGED, OFFERED, CONFIRMED = "received", "triaged", "offered", "confirmed"
HANDED_OVER, ANSWERED, WITHDRAWN, ERASED = "handed_over", "answered", "withdrawn", "erased"
STATUSES = (RECEIVED, TRIAGED, OFFERED, CONFIRMED, HANDED_OVER, ANSWERED, WITHDRAWN, ERASED)

TRIAGE, OFFER, ANSWER, WITHDRAW = "triage", "offer", "answer", "withdraw"
CONFIRM, RECALL, HAND_OVER, ERASE = "confirm", "recall", "hand_over", "erase"
TRANSITIONS: dict[str, dict[str, str]] = {
    RECEIVED: {TRIAGE: TRIAGED, ANSWER: ANSWERED, WITHDRAW: WITHDRAWN},
    TRIAGED: {TRIAGE: TRIAGED, OFFER: OFFERED, ANSWER: ANSWERED, WITHDRAW: WITHDRAWN},
    # `recall`: the last open offer was declined, withdrawn or ran out.
    OFFERED: {OFFER: OFFERED, CONFIRM: CONFIRMED, RECALL: TRIAGED, WITHDRAW: WITHDRAWN},
    CONFIRMED: {HAND_OVER: HANDED_OVER},
    HANDED_OVER: {},  # the person is with the helper now and forgotten here; facts and reference stay
    ANSWERED: {ERASE: ERASED},
    WITHDRAWN: {ERASE: ERASED},
    ERASED: {},
}
# Somebody still has to do something about these.
WAITING = (RECEIVED, TRIAGED, OFFERED)
# These keep their person for the programme's retention period only.
ENDED = tuple(status for status in STATUSES if ERASE in TRANSITIONS[status])

# Why an action is refused in a state that does not allow it; every other state: `not_in_this_state`.
_REFUSALS = {
    CONFIRMED: "already_taken",
    HANDED_OVER: "already_taken",
    ANSWERED: "already_ended",
    WITHDRAWN: "already_ended",
    ERASED: "already_ended",
}

CHANNELS = ("web", "phone", "email", "sms", "walk_in", "authority", "provider")
# Who comes in person takes the reference home on a printed slip; everybody else has to be reachable.
CHANNELS_WITHOUT_CONTACT = frozenset({"walk_in"})
# Who brings a request has the client, or what they are told, in front of them; others pass it on, and the way to see
# where it stands goes to the client alone.
CHANNELS_PASSED_ON = frozenset({"authority", "provider"})

# What somebody who asks on another's behalf is to them, and who of those concerned has agreed to it.
RELATIONS = ("family", "volunteer", "school", "authority", "provider", "other")
CONSENTING = ("person", "guardian")

TRACKS = ("orientation", "case_management")
CRITERIA = ("complex_need", "several_actors", "regular_way_failed", "own_resources_lacking", "client_wants")
URGENCIES = ("low", "normal", "high")
# Nobody is accompanied for months who does not want it.
CRITERION_OF_TRACK = {"case_management": "client_wants"}


@dataclass(frozen=True)
class Behalf:
    """That somebody asks for another person: what they are to them (RELATIONS), and who has agreed (CONSENTING)."""

    relation: str
    consent_of: str


# Without a repr: what stands in here must not get into a log with some error.
@dataclass(frozen=True, repr=False)
class Person:
    """What somebody told us about themselves; encrypted wherever it is kept.

    `asked_by` and `behalf` come together: who asks for them, and by what right. A telephone number allows calls; that
    it may be written to as well is said apart (`sms_allowed`).
    """

    name: str
    email: str | None = None
    phone: str | None = None
    message: str | None = None
    asked_by: str | None = None
    birth_year: int | None = None
    behalf: Behalf | None = None
    sms_allowed: bool = False

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Person:
        """The person in these facts, `behalf` being an object in them; a fact that is left out is not known."""
        known = {field.name: told[field.name] for field in fields(cls) if field.name in told}
        return cls(**known | {"behalf": Behalf(**told["behalf"]) if told.get("behalf") else None})

    @property
    def ways(self) -> tuple[str, ...]:
        """In which ways they can be reached: `email`, `phone`."""
        return tuple(way for way in ("email", "phone") if getattr(self, way))


@dataclass(frozen=True)
class Consent:
    """Which data notice was read and accepted, in which language, and when; or (`way`) that it was sent to somebody who
    has written to us."""

    notice_version: str
    language: str
    given_at: datetime
    way: str = AGREED


@dataclass(frozen=True)
class Triage:
    """What the desk found out: short advice or long accompaniment, for which of the five criteria, how urgent."""

    track: str
    criteria: tuple[str, ...]
    urgency: str
    triaged_at: datetime


@dataclass(frozen=True)
class Request:
    """One request (Anliegen). `person` is None once it has been erased; `helper` is the organisation that took it.

    `summary` is what the desk noted of its answer; it is kept and erased with the person. `language_guessed` means that
    nobody said in which language they talk: it is the one they wrote in.
    """

    request_id: str
    reference: str
    status: str
    channel: str
    language: str
    language_mode: str
    topics: tuple[str, ...]
    municipality: str
    preferred_place: str | None
    consent: Consent
    person: Person | None
    received_at: datetime
    changed_at: datetime
    receipt: str = "none"
    triage: Triage | None = None
    helper: str | None = None
    summary: str | None = None
    language_guessed: bool = False
    version: int = 0

    def triage_as(self, triage: Triage, topics: tuple[str, ...], municipality: str | None = None) -> Request:
        """The desk has found out what is needed, what it is really about, and where the person lives.

        Invalid while one of the latter two is unknown, as it is of who has written a mail.
        """
        municipality = municipality or self.municipality
        missing = [] if topics else [FieldError.of("topics", "required")]
        if municipality == UNKNOWN_MUNICIPALITY:
            missing.append(FieldError.of("municipality", "required"))
        if missing:
            raise Invalid("invalid", "What a mail did not say has to be found out first.", errors=tuple(missing))
        found = replace(self._become(TRIAGE, triage.triaged_at), triage=triage, topics=topics)
        return replace(found, municipality=municipality)

    def talk_in(self, language: str) -> Request:
        """One has found out in which language to talk; it is no guess any more."""
        return replace(self, language=language, language_guessed=False)

    def offer(self, at: datetime) -> Request:
        """An organisation, or one more, is asked whether it takes the request. Refused before triage."""
        return self._become(OFFER, at)

    def lose_offer(self, others_open: bool, at: datetime) -> Request:
        """An offer ended without anybody having taken the request; the last one brings it back to the desk."""
        return replace(self, changed_at=at) if others_open else self._become(RECALL, at)

    def confirm(self, helper: str, at: datetime) -> Request:
        """This organisation takes it."""
        return replace(self._become(CONFIRM, at), helper=helper)

    def hand_over(self, at: datetime) -> Request:
        """The helper has the person; here they are forgotten."""
        return replace(self._become(HAND_OVER, at), person=None, summary=None)

    def answer(self, summary: str, at: datetime) -> Request:
        """The desk could help by itself. Refused while offers are open: withdraw them first."""
        return replace(self._become(ANSWER, at), summary=summary)

    def withdraw(self, at: datetime) -> Request:
        """The client does not want our help any more. Refused once the request has ended or somebody has taken it."""
        return self._become(WITHDRAW, at)

    def erase(self, at: datetime) -> Request:
        """Forget the person; what remains is a fact for statistics. Refused while the request is open."""
        return replace(self._become(ERASE, at), person=None, summary=None)

    def may(self, action: str) -> bool:
        """Whether this can be done in the present state."""
        return action in TRANSITIONS[self.status]

    def _become(self, action: str, at: datetime) -> Request:
        if not self.may(action):
            raise Refused(
                _REFUSALS.get(self.status, "not_in_this_state"),
                f"A request that is {self.status} does not allow: {action}.",
                status=self.status,
                action=action,
            )
        return replace(self, status=TRANSITIONS[self.status][action], changed_at=at)
