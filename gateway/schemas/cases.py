"""Cases, and what is written down in them."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from gateway.schemas.circles import CircleOfCase
from gateway.schemas.desk import TRACKS, URGENCIES
from gateway.schemas.documents import DocumentsOfCase
from gateway.schemas.known_people import PeopleOfCase
from gateway.schemas.letters_in import LettersOfCase
from gateway.schemas.plans import SKIP_REASONS, PlanOfCase
from gateway.schemas.questions import QuestionsOfCase
from gateway.schemas.releases import ReleasesOfCase
from gateway.schemas.requests import Consent
from gateway.schemas.residence import ResidenceOfCase
from gateway.schemas.wording import LANGUAGE, REFERENCE, codes, day, ident, moment, text, version

_PHASES = ("clarification", "assessment", "planning", "linking", "monitoring", "evaluation")
_CLOSE_REASONS = ("goals_reached", "moved_away", "wish_of_client", "no_contact", "handed_on", "other")
_OUTCOMES = ("found_feet", "improved", "unchanged", "unknown")
_KINDS = ("in_person", "phone", "video", "written", "accompanied")
_HOW_CLEARED = ("solved", "way_around", "gave_up", "not_needed")
_DROP_REASONS = ("no_longer_wanted", "not_possible", "replaced", "other")


class CaseInList(Schema):
    """A case in the list."""

    case_id = ident()
    reference = fields.String(required=True, allow_none=True, metadata=REFERENCE)
    name = text("Whom it is about; not yet known while the case is provisional.", required=True, allow_none=True)
    language = fields.String(required=True, metadata=LANGUAGE)
    municipality = text("Where the person lives.", required=True, metadata={"example": "eschweiler"})
    topics = codes(["housing", "language"])
    track = text("Short advice or long accompaniment.", required=True, limits=validate.OneOf(TRACKS))
    urgency = text("How urgent it is.", required=True, limits=validate.OneOf(URGENCIES))
    phase = text("Where the accompaniment stands.", required=True, limits=validate.OneOf(_PHASES))
    status = text("provisional, open or closed.", required=True)
    counsellor_id = ident(allow_none=True)
    counsellor = text("Their name.", required=True, allow_none=True)
    opened_at = moment(allow_none=True)
    changed_at = moment()
    version = version()


class Cases(Schema):
    """One page of cases, the one that changed last first; `Link: …; rel="next"` where there are more."""

    items = fields.List(fields.Nested(CaseInList), required=True)


class Consultation(Schema):
    """A talk with the client."""

    consultation_id = ident()
    kind = text("How it was held.", required=True, limits=validate.OneOf(_KINDS))
    topics = codes(["housing"])
    minutes = fields.Integer(required=True)
    with_interpreter = fields.Boolean(required=True)
    held_at = moment()
    place = text("Where, as a code of the programme.", required=True, allow_none=True)
    note = text("What is to be remembered.", required=True, allow_none=True)
    by = text("Who held it.", required=True, allow_none=True)
    version = version()


class Goal(Schema):
    """What was agreed with the client for one topic."""

    goal_id = ident()
    topic = text("A code.", required=True, metadata={"example": "language"})
    words = text("In the client's words.", required=True)
    due_on = day("By when, if that was said.", required=True, allow_none=True)
    status = text("agreed, reached or dropped.", required=True)
    agreed_at = moment()
    changed_at = moment()
    version = version()


class Barrier(Schema):
    """Where help failed, and on what."""

    barrier_id = ident()
    topic = text("A code.", required=True, metadata={"example": "housing"})
    kind = text("What was in the way, as a code of the programme.", required=True)
    institution = text("Whose it is to change, as a code of the programme.", required=True)
    municipality = text("Where.", required=True, metadata={"example": "eschweiler"})
    note = text("What is to be remembered.", required=True, allow_none=True)
    met_at = moment()
    cleared_at = moment(allow_none=True)
    how = text("How it went out of the way.", required=True, allow_none=True, limits=validate.OneOf(_HOW_CLEARED))
    cleared_note = text("What is to be remembered of that.", required=True, allow_none=True)
    version = version()


class CaseInFull(
    CaseInList,
    PlanOfCase,
    DocumentsOfCase,
    PeopleOfCase,
    ResidenceOfCase,
    QuestionsOfCase,
    LettersOfCase,
    ReleasesOfCase,
    CircleOfCase,
):
    """A case with its person and its records. Looking at it is written down."""

    language_mode = text("How to talk: written, spoken or sign.", required=True)
    received_at = moment(allow_none=True)
    closed_at = moment(allow_none=True)
    reason = text("Why it was closed.", required=True, allow_none=True, limits=validate.OneOf(_CLOSE_REASONS))
    outcome = text("What had come of it then.", required=True, allow_none=True, limits=validate.OneOf(_OUTCOMES))
    consultations = fields.List(fields.Nested(Consultation), required=True)
    goals = fields.List(fields.Nested(Goal), required=True)
    barriers = fields.List(fields.Nested(Barrier), required=True)
    phases = codes(list(_PHASES))
    may = codes(["phase", "consultations", "close"])


class WalkIn(Schema):
    """Somebody who has come in person, and stays with the counsellor who opens the case."""

    person_id = ident(required=False, metadata={"description": "Who it is, of those known; then no name is needed."})
    name = text("The name to be called by, in any script.")
    name_latin = text("The name in Latin letters (DIN 91379); made of the name where it is not given.")
    birth_year = fields.Integer(metadata={"example": 1984})
    languages = codes(["en", "ru"], required=False)
    email = fields.Email(metadata={"example": "nino@example.org"})
    phone = text("As people write it in Germany, or with a country code.", metadata={"example": "+491713920012"})
    sms_allowed = fields.Boolean(
        metadata={"description": "That the number may be written to as well; otherwise it is only called."}
    )
    language = fields.String(required=True, metadata=LANGUAGE)
    language_mode = text("How to talk.", limits=validate.OneOf(["written", "spoken", "sign"]))
    topics = codes(["housing", "language"])
    municipality = text("Where the person lives.", required=True, metadata={"example": "eschweiler"})
    track = text("Short advice or long accompaniment.", limits=validate.OneOf(TRACKS))
    urgency = text("How urgent it is.", limits=validate.OneOf(URGENCIES))
    message = text("In their own words, in any language.")
    consent = fields.Nested(Consent, required=True)


class Assign(Schema):
    """Who has the case from now on."""

    counsellor_id = ident(metadata={"description": "As `GET /counsellors` names them."})


class Skip(Schema):
    """Why something that a phase demands is left out."""

    reason = text("Why.", required=True, limits=validate.OneOf(SKIP_REASONS))


class Phase(Schema):
    """Where the accompaniment stands from now on."""

    phase = text("A later one, or an earlier one again.", required=True, limits=validate.OneOf(_PHASES))
    skip = fields.Nested(Skip, metadata={"description": "To enter it although something is missing."})


class Close(Schema):
    """How the accompaniment ended."""

    reason = text("Why.", required=True, limits=validate.OneOf(_CLOSE_REASONS))
    outcome = text("What came of it.", required=True, limits=validate.OneOf(_OUTCOMES))


class CaseChanged(Schema):
    """The case after the change."""

    case_id = ident()
    version = version()


class CaseOpened(CaseChanged):
    """The new case, and how the person names it."""

    reference = fields.String(required=True, metadata=REFERENCE)


class ConsultationHeld(Schema):
    """A talk to be written down."""

    kind = text("How it was held.", required=True, limits=validate.OneOf(_KINDS))
    topics = codes(["housing"])
    minutes = fields.Integer(required=True, validate=validate.Range(1, 600))
    with_interpreter = fields.Boolean()
    place = text("Where, as a code of the programme.", metadata={"example": "wuerselen-rathaus"})
    held_at = moment("Now, where nothing is said (RFC 3339).", required=False)
    note = text("What is to be remembered; encrypted.")


class GoalAgreed(Schema):
    """A goal to be written down."""

    topic = text("A code.", required=True, metadata={"example": "language"})
    words = text("In the client's words; encrypted.", required=True)
    due_on = day("By when.")


class GoalDropped(Schema):
    """Why a goal is not aimed at any more."""

    reason = text("A code.", required=True, limits=validate.OneOf(_DROP_REASONS))


class BarrierMet(Schema):
    """A barrier to be written down."""

    topic = text("A code.", required=True, metadata={"example": "housing"})
    kind = text("What was in the way, as a code of the programme.", required=True)
    institution = text("Whose it is to change, as a code of the programme.", required=True)
    municipality = text("Where; that of the case, where nothing is said.")
    note = text("What is to be remembered; encrypted.")


class BarrierCleared(Schema):
    """How a barrier went out of the way."""

    how = text("A code.", required=True, limits=validate.OneOf(_HOW_CLEARED))
    note = text("What is to be remembered; encrypted.")


class ConsultationNoted(Schema):
    """The consultation that was written down, with its own version."""

    consultation_id = ident()
    case_id = ident()
    version = version()


class GoalNoted(Schema):
    """The goal that was written down or changed, with its own version."""

    goal_id = ident()
    case_id = ident()
    version = version()


class BarrierNoted(Schema):
    """The barrier that was written down or cleared, with its own version."""

    barrier_id = ident()
    case_id = ident()
    version = version()


class Counsellor(Schema):
    """Somebody of the own organisation who can have cases."""

    counsellor_id = ident()
    name = text("The name.", required=True)
    languages = codes(["de", "ka"])
    municipalities = codes(["wuerselen"])
    topics = codes(["housing"])
    capacity = fields.Integer(required=True)
    free = fields.Integer(required=True)
    active = fields.Boolean(required=True)


class Counsellors(Schema):
    """One page of those of the own organisation; `Link: …; rel="next"` where there are more."""

    items = fields.List(fields.Nested(Counsellor), required=True)
