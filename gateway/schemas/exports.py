"""The copy of everything that is kept about a person, for that person; and sheets of cases."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from gateway.schemas import appointments as of_appointments
from gateway.schemas import cases as of_cases
from gateway.schemas import documents as of_documents
from gateway.schemas import known_people as of_known_people
from gateway.schemas import letters_in as of_letters_in
from gateway.schemas import plans as of_plans
from gateway.schemas import questions as of_questions
from gateway.schemas import releases as of_releases
from gateway.schemas import residence as of_residence
from gateway.schemas import waiting as of_waiting
from gateway.schemas.choices import CopiedChoice
from gateway.schemas.interpreters import CopiedInterpreting
from gateway.schemas.requests import Consent
from gateway.schemas.wording import LANGUAGE, REFERENCE, codes, ident, moment, text

# What a page acts by is no data of the person.
_ACTED_BY = frozenset({"version", "may"})


# How an appointment came about, and whom else it concerns.
_AMONG_OURSELVES = ("series_id", "with_case_ids", "interpreter_id", "booked_by")


def _copied(schema: type[Schema], *without: str) -> fields.List:
    """Some of these, as the copy tells them: without what only a page needs."""
    left_out = (_ACTED_BY | set(without)) & set(schema._declared_fields)
    named = type(f"Copied{schema.__name__}", (schema,), {"__doc__": schema.__doc__, "Meta": _meta(left_out)})
    return fields.List(fields.Nested(named), required=True)


def _meta(left_out: set[str] | frozenset[str]) -> type:
    return type("Meta", (), {"exclude": tuple(sorted(left_out))})


class CopiedConsent(Consent):
    """Which data notice was accepted, and when."""

    given_at = moment()


class CopiedNote(Schema):
    """That a confidential note was written. Its words may be withheld for the rights of others."""

    written_at = moment()
    by = text("Who wrote it.", required=True, allow_none=True)
    words = text("What it says, where it is told.", required=True, allow_none=True)


class CopiedGlass(Schema):
    """That somebody opened the case in an emergency."""

    by = text("Who.", required=True, allow_none=True)
    reason = text("Why, in their words.", required=True)
    broken_at = moment()
    ends_at = moment()


class CopiedCase(Schema):
    """A case with everything that was written in it."""

    case_id = ident()
    reference = fields.String(required=True, allow_none=True, metadata=REFERENCE)
    status = text("open or closed.", required=True)
    phase = text("Where the accompaniment stands.", required=True)
    track = text("Short advice or long accompaniment.", required=True)
    urgency = text("How urgent it is.", required=True)
    language = fields.String(required=True, metadata=LANGUAGE)
    language_mode = text("How to talk: written, spoken or sign.", required=True)
    municipality = text("Where the person lives.", required=True)
    topics = codes(["housing", "language"])
    channel = text("How it came in.", required=True, allow_none=True)
    earlier_number = text("Its number in the list from which it was imported.", required=True, allow_none=True)
    counsellor = text("Who accompanies them.", required=True, allow_none=True)
    consent = fields.Nested(CopiedConsent, required=True, allow_none=True)
    received_at = moment(allow_none=True)
    opened_at = moment(allow_none=True)
    changed_at = moment()
    closed_at = moment(allow_none=True)
    reason = text("Why it was closed.", required=True, allow_none=True)
    outcome = text("What came of it.", required=True, allow_none=True)
    consultations = _copied(of_cases.Consultation)
    goals = _copied(of_cases.Goal)
    steps = _copied(of_plans.Step)
    plans = _copied(of_plans.Plan, "case_id")
    assessments = _copied(of_plans.Assessment)
    distances = _copied(of_plans.Distance)
    skips = _copied(of_plans.Skipped)
    barriers = _copied(of_cases.Barrier)
    releases = _copied(of_releases.Release)
    referrals = _copied(of_releases.Referral)
    residence = _copied(of_residence.ResidenceDocument)
    sphere_changes = _copied(of_residence.SphereChange)
    questions = _copied(of_questions.QuestionInCase)
    documents = _copied(of_documents.Document)
    letters_in = _copied(of_letters_in.LetterToCase)
    notes = fields.List(fields.Nested(CopiedNote), required=True)
    locked_since = fields.List(moment("Since when it is locked for a colleague."), required=True)
    glasses = fields.List(fields.Nested(CopiedGlass), required=True)


class CopiedPerson(of_known_people.KnownPerson):
    """What the person told about themselves."""

    class Meta:
        exclude = ("version",)

    known_since = moment()


class CopiedMember(Schema):
    """Who lives with them, as they told it."""

    name = text("As it was told.", required=True, allow_none=True)
    name_latin = text("In Latin letters.", required=True, allow_none=True)
    relation = text("What they are to the person.", required=True, allow_none=True)
    joined_at = moment()


class CopiedContact(Schema):
    """How they are reached."""

    about = ident(metadata={"description": "The case or request for which it was given."})
    email = text("Where mails reach them.", required=True, allow_none=True)
    phone = text("In E.164.", required=True, allow_none=True)
    language = fields.String(required=True, metadata=LANGUAGE)
    notice_language = text("In which the data notice was accepted.", required=True)
    reference = fields.String(required=True, allow_none=True, metadata=REFERENCE)


class CopiedWay(Schema):
    """A way on which we have an address of them: whether we write there, and how they said so."""

    about = ident()
    channel = text("The way.", required=True, metadata={"example": "email"})
    state = text("allowed, stopped, bounced or not_allowed.", required=True)
    since = moment("Since when it is so.", required=True, allow_none=True)
    how = text("How it was stopped.", required=True, allow_none=True)
    proof = text("How it was allowed.", required=True, allow_none=True)
    allowed_at = moment("When it was allowed.", required=True, allow_none=True)
    is_shared = fields.Boolean(required=True, metadata={"description": "Others read it too."})


class CopiedReminder(Schema):
    """A reminder of an appointment, to be sent or sent."""

    about = ident()
    state = text("waiting, sent, not_needed, missed_its_time or unreadable.", required=True)
    due_at = moment("When it is sent, or was to be.")
    settled_at = moment("When that was decided.", required=True, allow_none=True)
    appointment = fields.Dict(required=True, allow_none=True, metadata={"description": "When and where."})


class CopiedMessage(Schema):
    """What was sent to them, or was to be."""

    about = ident()
    kind = text("A code.", required=True, metadata={"example": "appointment_invitation"})
    channel = text("Which way.", required=True, metadata={"example": "email"})
    state = text("queued, sent, failed, erased or outdated.", required=True)
    queued_at = moment()
    settled_at = moment(allow_none=True)
    reason = text("Why it was not sent.", required=True, allow_none=True)
    appointment = fields.Dict(required=True, allow_none=True, metadata={"description": "When and where, as told."})


class CopiedRequest(Schema):
    """What they asked for, as the intake still knows it."""

    reference = fields.String(required=True, metadata=REFERENCE)
    status = text("Where it stands.", required=True)
    channel = text("How it came in.", required=True)
    language = fields.String(required=True, metadata=LANGUAGE)
    language_mode = text("How to talk.", required=True)
    topics = codes(["housing"])
    municipality = text("Where the person lives.", required=True, allow_none=True)
    preferred_place = text("Where they would like to come.", required=True, allow_none=True)
    person = fields.Dict(required=True, allow_none=True, metadata={"description": "Until the hand-over."})
    track = text("Short advice or long accompaniment.", required=True, allow_none=True)
    criteria = codes(["complex_need"])
    urgency = text("How urgent it is.", required=True, allow_none=True)
    summary = text("What it was answered.", required=True, allow_none=True)
    consent = fields.Nested(CopiedConsent, required=True, allow_none=True)
    received_at = moment()
    changed_at = moment()
    offers = fields.List(fields.Dict(), required=True, metadata={"description": "Who was asked, and the answer."})
    letters = _copied(of_letters_in.LetterOfRequest)
    attachments = _copied(of_letters_in.Attachment)


class LeftOut(Schema):
    """What the copy does not tell, and why."""

    what = text("A code.", required=True, limits=validate.OneOf(["confidential_notes", "cases"]))
    reason = text("A code.", required=True, limits=validate.OneOf(["rights_of_others", "other_counsellor"]))
    count = fields.Integer(required=True, metadata={"description": "How many."})


class Controller(Schema):
    """Who is responsible for these data (GDPR article 4(7))."""

    code = text("The short name.", required=True)
    name = text("The name.", required=True)
    address = fields.List(fields.String(), required=True)
    phone = text("The telephone.", required=True)
    email = text("The address for mails.", required=True)


class PersonCopy(Schema):
    """Everything that every service keeps about a person (GDPR articles 15 and 20)."""

    made_at = moment()
    controller = fields.Nested(Controller, required=True)
    retention = fields.Dict(
        keys=fields.String(),
        values=fields.Integer(),
        required=True,
        metadata={"example": {"case_years": 3}, "description": "For how long such data are kept."},
    )
    person = fields.Nested(CopiedPerson, required=True)
    household = fields.List(fields.Nested(CopiedMember), required=True)
    cases = fields.List(fields.Nested(CopiedCase), required=True)
    appointments = _copied(
        of_appointments.Appointment,
        "counsellor_id",
        "successor_id",
        "revision",
        "interpreting",
        "interpreter_suggested",
        *_AMONG_OURSELVES,
    )
    interpreting = fields.List(fields.Nested(CopiedInterpreting), required=True)
    choices = fields.List(fields.Nested(CopiedChoice), required=True)
    waiting = _copied(of_waiting.WaitingEntry, "counsellor_id", "position")
    contacts = fields.List(fields.Nested(CopiedContact), required=True)
    ways = fields.List(fields.Nested(CopiedWay), required=True)
    reminders = fields.List(fields.Nested(CopiedReminder), required=True)
    messages = fields.List(fields.Nested(CopiedMessage), required=True)
    requests = fields.List(fields.Nested(CopiedRequest), required=True)
    left_out = fields.List(fields.Nested(LeftOut), required=True)


class RequestCopy(Schema):
    """Everything that every service keeps about somebody who has asked and has no case."""

    made_at = moment()
    controller = fields.Nested(Controller, required=True)
    retention = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    requests = fields.List(fields.Nested(CopiedRequest), required=True)
    contacts = fields.List(fields.Nested(CopiedContact), required=True)
    ways = fields.List(fields.Nested(CopiedWay), required=True)
    reminders = fields.List(fields.Nested(CopiedReminder), required=True)
    messages = fields.List(fields.Nested(CopiedMessage), required=True)


class SheetLine(Schema):
    """One field of the other system."""

    label = text("What it is called there.", required=True, metadata={"example": "Fallbeginn"})
    value = text("What is copied into it.", required=True, metadata={"example": "22.11.2026"})


class Sheet(Schema):
    """What is copied by hand from a case into the Land's database, in the order of its mask."""

    case_id = ident()
    reference = fields.String(required=True, allow_none=True, metadata=REFERENCE)
    is_example = fields.Boolean(required=True, metadata={"description": "The labels are not yet those of the mask."})
    lines = fields.List(fields.Nested(SheetLine), required=True)
