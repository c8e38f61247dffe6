"""What the intake accepts from the wire."""

from __future__ import annotations

from typing import Any

from marshmallow import EXCLUDE, Schema, fields, validates_schema

from services.chassis.fields import (
    Asked,
    Code,
    Codes,
    EmailAddress,
    Flag,
    Identifier,
    Moment,
    Nested,
    Number,
    PhoneNumber,
    Text,
    fault_at,
)
from services.chassis.paging import Paged
from services.chassis.programme import Programme
from services.chassis.warrants import WARRANT_MAX
from services.intake import model
from services.intake.model.erasures import REASONS
from services.intake.model.likenesses import VERDICTS

_NEWEST_VERSION = 2_000_000_000
# Within a lifetime of today, so that a slip of the finger is seen; that nobody is born tomorrow the clock knows.
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


class Consent(Asked):
    """Which data notice was accepted, in which language."""

    notice_version = Code("notice_version", required=True)
    language = Code("language", required=True)


class Behalf(Asked):
    """What somebody who asks for another person is to them, and who has agreed to it."""

    relation = Code("relation", among=model.RELATIONS, required=True)
    consent_of = Code("consent_of", among=model.CONSENTING, required=True)


class ReceiveRequest(Asked):
    """Somebody asks for help, or it is asked for them (`POST /requests`); the channel is the caller's usual one."""

    knows_programme = True

    channel = Code("channel", among=model.CHANNELS, load_default=None, allow_none=True)
    language = Code("language", required=True)
    language_mode = Code("language_mode", load_default="written")
    topics = Codes("topic", max=8, required=True)
    municipality = Code("municipality", required=True)
    preferred_place = Code("place", load_default=None, allow_none=True)
    message = Text(max=4000, lines=True, load_default=None, allow_none=True)
    name = Text(max=200, required=True)
    email = EmailAddress(load_default=None, allow_none=True)
    phone = PhoneNumber(load_default=None, allow_none=True)
    sms_allowed = Flag(load_default=False)
    birth_year = Number(_FIRST_YEAR, _LAST_YEAR, load_default=None, allow_none=True)
    asked_by = Text(max=200, load_default=None, allow_none=True)
    behalf = Nested(Behalf, load_default=None, allow_none=True)
    consent = Nested(Consent, required=True)

    def __init__(self, programme: Programme, **options: Any):
        super().__init__(**options)
        self._notice_version = programme.notice_version
        for field, among in (
            ("language", programme.request_languages),
            ("language_mode", programme.language_modes),
            ("municipality", programme.municipalities),
            ("preferred_place", programme.places),
        ):
            self.fields[field].among = among  # type: ignore[attr-defined]
        self.fields["topics"].one.among = programme.topics  # type: ignore[attr-defined]
        self.fields["consent"].schema.fields["language"].among = programme.page_languages  # type: ignore[attr-defined]

    @validates_schema(skip_on_field_errors=False)
    def _reachable(self, data: dict[str, Any], **_: Any) -> None:
        gave_none = "email" in data and "phone" in data and not (data["email"] or data["phone"])
        if gave_none and data.get("channel") not in model.CHANNELS_WITHOUT_CONTACT:
            raise fault_at("email", "contact_missing")

    @validates_schema(skip_on_field_errors=False)
    def _writable(self, data: dict[str, Any], **_: Any) -> None:
        if data.get("sms_allowed") and "phone" in data and not data["phone"]:
            raise fault_at("phone", "number_missing")

    @validates_schema(skip_on_field_errors=False)
    def _on_behalf(self, data: dict[str, Any], **_: Any) -> None:
        told = "asked_by" in data and "behalf" in data
        if told and bool(data["asked_by"]) != bool(data["behalf"]):
            raise fault_at("asked_by" if data["behalf"] else "behalf", "required")

    @validates_schema(skip_on_field_errors=False)
    def _consented(self, data: dict[str, Any], **_: Any) -> None:
        version = data.get("consent", {}).get("notice_version")
        if version and version != self._notice_version:
            raise fault_at("consent.notice_version", "notice_outdated", current=self._notice_version)


class Holder(Asked):
    """Who holds a reference and its status link may see and withdraw that request."""

    reference = Text(max=20, required=True)
    token = Text(max=64, required=True)


class ListRequests(Paged):
    """The desk reads its list (`GET /requests`)."""

    knows_programme = True

    status = Code("status", among=model.STATUSES, load_default=None, allow_none=True)
    municipality = Code("municipality", load_default=None, allow_none=True)
    language = Code("language", load_default=None, allow_none=True)
    reference = Text(max=20, load_default=None, allow_none=True)
    waiting = Flag(load_default=None, allow_none=True)
    overdue = Flag(load_default=None, allow_none=True)

    def __init__(self, programme: Programme, **options: Any):
        super().__init__(**options)
        self.fields["municipality"].among = programme.municipalities  # type: ignore[attr-defined]
        self.fields["language"].among = programme.request_languages  # type: ignore[attr-defined]


class ListOffersMade(Paged):
    """The desk reads whom it has asked (`GET /requests/offers`)."""

    knows_programme = True

    status = Code("status", among=model.offers.STATUSES, load_default=None, allow_none=True)
    to = Code("organisation", load_default=None, allow_none=True)

    def __init__(self, programme: Programme, **options: Any):
        super().__init__(**options)
        self.fields["to"].among = programme.organisations  # type: ignore[attr-defined]


class OneRequest(Asked):
    """The desk opens one request (`GET /requests/{id}`, `GET /requests/{id}/suggestions`)."""

    request_id = Identifier(required=True)


class ChangedRequest(OneRequest):
    """The desk changes the request as it saw it."""

    version = Number(1, _NEWEST_VERSION, required=True)


class TriageRequest(ChangedRequest):
    """The desk notes what a request needs (`POST /requests/{id}/triage`)."""

    knows_programme = True

    track = Code("track", among=model.TRACKS, required=True)
    criteria = Codes("criterion", max=len(model.CRITERIA), among=model.CRITERIA, load_default=list)
    urgency = Code("urgency", among=model.URGENCIES, required=True)
    topics = Codes("topic", max=8, load_default=None, allow_none=True)
    municipality = Code("municipality", load_default=None, allow_none=True)
    language = Code("language", load_default=None, allow_none=True)

    def __init__(self, programme: Programme, **options: Any):
        super().__init__(**options)
        self.fields["topics"].one.among = programme.topics  # type: ignore[attr-defined]
        self.fields["municipality"].among = programme.municipalities  # type: ignore[attr-defined]
        self.fields["language"].among = programme.request_languages  # type: ignore[attr-defined]

    @validates_schema(skip_on_field_errors=False)
    def _wanted(self, data: dict[str, Any], **_: Any) -> None:
        needed = model.CRITERION_OF_TRACK.get(data.get("track", ""))
        if needed and "criteria" in data and needed not in data["criteria"]:
            raise fault_at("criteria", "client_must_want")


class OfferRequest(ChangedRequest):
    """The desk offers a request to an organisation of the programme (`POST /requests/{id}/offers`)."""

    knows_programme = True

    to = Code("organisation", required=True)

    def __init__(self, programme: Programme, **options: Any):
        super().__init__(**options)
        self.fields["to"].among = programme.organisations  # type: ignore[attr-defined]


class WithdrawOffer(ChangedRequest):
    """The desk takes an offer back (`POST /requests/{id}/offers/{offer_id}/withdraw`)."""

    offer_id = Identifier(required=True)


class AnswerRequest(ChangedRequest):
    """The desk could help by itself and notes how (`POST /requests/{id}/answer`)."""

    summary = Text(max=4000, lines=True, required=True)


class MarkLetterRead(ChangedRequest):
    """The desk has read a letter (`POST /requests/{id}/letters/{letter_id}/read`); the version is the letter's."""

    letter_id = Identifier(required=True)


class OneAttachment(OneRequest):
    """The desk opens a file that came with a mail (`GET /requests/{id}/attachments/{attachment_id}`)."""

    attachment_id = Identifier(required=True)


class DecideLikeness(ChangedRequest):
    """The desk says whether two requests are of the same person (`POST /requests/{id}/likenesses`)."""

    other_id = Identifier(required=True)
    verdict = Code("verdict", among=VERDICTS, required=True)
    despite = Flag(load_default=False)


class ExportSubject(Asked):
    """Whose requests are wanted, as the cases have warranted it."""

    warrant = Text(max=WARRANT_MAX, required=True)


class FindSubjects(Asked):
    """Whose request has this reference (data protection)."""

    reference = Text(max=40, required=True)


class ProposeRequestErasure(OneRequest):
    """The person behind which request is to be forgotten, and on which ground (`POST /requests/{id}/erase`)."""

    reason = Code("erasure_reason", among=REASONS, required=True)


class Heard(Schema):
    """The base of what is read of others' events: only the fields that are used."""

    class Meta:
        unknown = EXCLUDE


class MessageOutcome(Heard):
    """What notifications says of a message it sent or could not send."""

    message_id = Text(max=36, required=True)
    about = Text(max=64, required=True)
    kind = Code("kind", required=True)


class TextReceived(Heard):
    """What notifications say of a text message that somebody has sent us."""

    text_id = Text(max=64, required=True)
    about = Text(max=64, required=True)
    sealed = Text(max=400_000, required=True)


class OfferAccepted(Heard):
    """What an organisation's cases say when it takes a request."""

    offer_id = Text(max=64, required=True)
    organisation = Text(max=64, required=True)
    case_id = Text(max=36, required=True)


class OfferDeclined(Heard):
    """What an organisation's cases say when it does not take a request."""

    offer_id = Text(max=64, required=True)
    organisation = Text(max=64, required=True)
    reason = Code("reason", required=True)


class HandoverReceived(Heard):
    """What the helper's cases say once they have the person."""

    request_id = Text(max=64, required=True)
    offer_id = Text(max=64, required=True)


class AppointmentBooked(Heard):
    """What the scheduling says of a new appointment."""

    appointment_id = Text(max=36, required=True)
    case_id = Text(max=36, required=True)
    place = Text(max=64, required=True)
    starts_at = Moment(required=True)
    ends_at = Moment(required=True)


class AppointmentMoved(AppointmentBooked):
    """What the scheduling says of an appointment at another time or place."""

    revision = Number(1, _NEWEST_VERSION, required=True)


class AppointmentEnded(Heard):
    """What the scheduling says of an appointment that was cancelled, kept or missed."""

    appointment_id = Text(max=36, required=True)


class QuestionAsked(Heard):
    """What the cases say of a question that the foreigners' authority has asked."""

    case_id = Text(max=36, required=True)
    question_id = Text(max=36, required=True)
    purpose = Text(max=64, required=True)
    asked_at = Moment(required=True)


class QuestionAnswered(Heard):
    """What the cases say of a question that was answered."""

    question_id = Text(max=36, required=True)
    answered_at = Moment(required=True)


class QuestionDeclined(Heard):
    """What the cases say of a question that was not answered."""

    question_id = Text(max=36, required=True)
    declined_at = Moment(required=True)


class CaseErased(Heard):
    """What the cases say of a case that is forgotten."""

    case_id = Text(max=36, required=True)
    erasure_id = Text(max=36, required=True)
    request_id = Text(max=36, load_default=None, allow_none=True)
    with_linked = Flag(load_default=False)


class RequestForgotten(Heard):
    """What another service says of a request of which it keeps nothing."""

    request_id = Text(max=64, required=True)


class CounsellorListed(Heard):
    """What an organisation's cases say of a counsellor, without their name."""

    counsellor_ref = Text(max=64, required=True)
    organisation = Text(max=64, required=True)
    languages = fields.List(Text(max=16, required=True), required=True)
    municipalities = fields.List(Text(max=64, required=True), required=True)
    topics = fields.List(Text(max=64, required=True), required=True)
    capacity = Number(0, 10_000, required=True)
    free = Number(-10_000, 10_000, required=True)
    active = Flag(required=True)
    listed_at = Moment(required=True)
