"""What the intake's things are, and what may be done to them in which state: requests, offers, suggestions; and what it
knows of appointments.

A request is somebody's asking for help, before there is a case; its names are those of this package. An offer has
states of its own, so it is spoken of as `offers.OPEN`.
"""

from services.intake.model import appointments, offers
from services.intake.model.appointments import Appointment
from services.intake.model.offers import Offer
from services.intake.model.references import REFERENCE_ALPHABET, new_reference, read_reference
from services.intake.model.requests import (
    ANSWER,
    ANSWERED,
    CHANNELS,
    CHANNELS_WITHOUT_CONTACT,
    CONFIRM,
    CONFIRMED,
    CRITERIA,
    CRITERION_OF_TRACK,
    ENDED,
    ERASE,
    ERASED,
    HAND_OVER,
    HANDED_OVER,
    OFFER,
    OFFERED,
    RECALL,
    RECEIVED,
    STATUSES,
    TRACKS,
    TRANSITIONS,
    TRIAGE,
    TRIAGED,
    URGENCIES,
    WAITING,
    WITHDRAW,
    WITHDRAWN,
    Consent,
    Person,
    Request,
    Triage,
)
from services.intake.model.suggestions import Candidate, Counsellor, Reason, Suggestion, suggest

__all__ = [
    "ANSWER",
    "ANSWERED",
    "CHANNELS",
    "CHANNELS_WITHOUT_CONTACT",
    "CONFIRM",
    "CONFIRMED",
    "CRITERIA",
    "CRITERION_OF_TRACK",
    "ENDED",
    "ERASE",
    "ERASED",
    "HANDED_OVER",
    "HAND_OVER",
    "OFFER",
    "OFFERED",
    "RECALL",
    "RECEIVED",
    "REFERENCE_ALPHABET",
    "STATUSES",
    "TRACKS",
    "TRANSITIONS",
    "TRIAGE",
    "TRIAGED",
    "URGENCIES",
    "WAITING",
    "WITHDRAW",
    "WITHDRAWN",
    "Appointment",
    "Candidate",
    "Consent",
    "Counsellor",
    "Offer",
    "Person",
    "Reason",
    "Request",
    "Suggestion",
    "Triage",
    "appointments",
    "new_reference",
    "offers",
    "read_reference",
    "suggest",
]
