"""Releases, referrals, and the directory of services outside."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from gateway.schemas.wording import LANGUAGE, codes, day, ident, moment, text, version

_STATUSES = ("in_force", "expired", "withdrawn")
_ANSWERS = ("accepted", "waiting", "declined")
_REFERRAL_STATUSES = ("asked", *_ANSWERS, "ended")
_END_REASONS = ("finished", "broken_off", "no_answer", "not_needed", "other")
_RECIPIENT = {"example": "doctor", "description": "Who is told, as a code of the programme."}
_PURPOSE = {"example": "appointment", "description": "What for, as a code of the programme."}
_KIND = {"example": "course_provider", "description": "Who that is in a release, as a code of the programme."}
_EXPLAINED_IN = LANGUAGE | {"description": "In which it was explained; that of the case if left out."}
_TOPIC = {"example": "language", "description": "A code."}
_WAITED = {"example": 12, "description": "Whole days from asking to the answer, or its end, or now."}
_DAYS = {"example": 90, "description": "How long one waits there, in days, as was last heard."}


class Release(Schema):
    """What the client allows."""

    release_id = ident()
    recipient = fields.String(required=True, metadata=_RECIPIENT)
    recipient_name = text("Who exactly.", required=True, allow_none=True)
    data = codes(["contact", "health"])
    purpose = fields.String(required=True, metadata=_PURPOSE)
    valid_until = day("The last day on which it allows anything.", required=True)
    status = text("Whether it allows anything today.", required=True, limits=validate.OneOf(_STATUSES))
    language = fields.String(required=True, metadata=LANGUAGE)
    interpreter_present = fields.Boolean(required=True)
    granted_at = moment()
    withdrawn_at = moment(allow_none=True)
    by = text("Who wrote it down.", required=True, allow_none=True)
    may = codes(["withdraw"])
    version = version()


class Referral(Schema):
    """Somebody outside who was asked for the client."""

    referral_id = ident()
    topic = fields.String(required=True, metadata=_TOPIC)
    service_id = ident(allow_none=True)
    name = text("Who was asked.", required=True, allow_none=True)
    release_id = ident(allow_none=True)
    status = text("What became of it.", required=True, limits=validate.OneOf(_REFERRAL_STATUSES))
    asked_at = moment()
    answered_at = moment(allow_none=True)
    ask_again_on = day("When to ask again.", required=True, allow_none=True)
    waited_days = fields.Integer(required=True, metadata=_WAITED)
    reason = text("Why it ended, as a code.", required=True, allow_none=True)
    changed_at = moment()
    by = text("Who asked.", required=True, allow_none=True)
    version = version()


class ReleasesOfCase(Schema):
    """What a case knows of releases and referrals, the newest first."""

    releases = fields.List(fields.Nested(Release), required=True)
    referrals = fields.List(fields.Nested(Referral), required=True)


class ReleaseGranted(Schema):
    """A release to be written down."""

    recipient = fields.String(required=True, metadata=_RECIPIENT)
    recipient_name = text("Who exactly; encrypted. Required for `other`.")
    data = codes(["contact", "health"])
    purpose = fields.String(required=True, metadata=_PURPOSE)
    valid_until = day("The last day; at most a year ahead.", required=True)
    language = fields.String(metadata=_EXPLAINED_IN)
    interpreter_present = fields.Boolean()


class ReleaseNoted(Schema):
    """The release that was written down or withdrawn, with its own version."""

    release_id = ident()
    case_id = ident()
    version = version()


class ReferralMade(Schema):
    """Whom a client is referred to: an entry of the directory, or somebody by their name."""

    topic = fields.String(required=True, metadata=_TOPIC)
    service_id = ident(required=False, metadata={"description": "As `GET /directory` names it."})
    outside_name = text("Who, if the directory does not have them; encrypted.")
    release_id = ident(required=False, metadata={"description": "What allows to tell them anything."})
    ask_again_on = day("When to ask again, if there is no answer until then.")


class ReferralAnswered(Schema):
    """What was answered."""

    answer = text("A code.", required=True, limits=validate.OneOf(_ANSWERS))
    ask_again_on = day("When to ask again, on a waiting list.")
    waiting_days = fields.Integer(metadata=_DAYS)


class ReferralEnded(Schema):
    """Why nothing more comes of it."""

    reason = text("A code.", required=True, limits=validate.OneOf(_END_REASONS))


class ReferralNoted(Schema):
    """The referral that was written down or changed, with its own version."""

    referral_id = ident()
    case_id = ident()
    version = version()


class Service(Schema):
    """A service outside."""

    service_id = ident()
    name = text("What it is called.", required=True)
    kind = fields.String(required=True, metadata=_KIND)
    topics = codes(["language"])
    languages = codes(["de", "ka"])
    municipalities = codes(["wuerselen"])
    address = text("Where it is.", required=True, allow_none=True)
    phone = text("E.164.", required=True, allow_none=True)
    email = text("An address.", required=True, allow_none=True)
    about = text("What it offers.", required=True, allow_none=True)
    waiting_days = fields.Integer(required=True, allow_none=True, metadata=_DAYS)
    heard_on = day("When that was heard.", required=True, allow_none=True)
    active = fields.Boolean(required=True)
    version = version()


class Directory(Schema):
    """One page of the own organisation's directory, by name; `Link: …; rel="next"` where there is more."""

    items = fields.List(fields.Nested(Service), required=True)


class ServiceChanged(Schema):
    """What is another now; what is left out stays."""

    name = text("What it is called.")
    kind = fields.String(metadata=_KIND)
    topics = codes(["language"], required=False)
    languages = codes(["de", "ka"], required=False)
    municipalities = codes(["wuerselen"], required=False)
    address = text("Where it is.", allow_none=True)
    phone = text("As people write it in Germany, or with a country code.", allow_none=True)
    email = text("An address.", allow_none=True)
    about = text("What it offers.", allow_none=True)
    waiting_days = fields.Integer(allow_none=True, metadata=_DAYS)
    heard_on = day("When that was heard; today, if left out.", allow_none=True)
    active = fields.Boolean(metadata={"description": "False where it is not there any more."})


class ServiceAdded(ServiceChanged):
    """A service that the directory does not have yet."""

    name = text("What it is called.", required=True)
    kind = fields.String(required=True, metadata=_KIND)
    topics = codes(["language"])

    class Meta:
        exclude = ("active",)


class ServiceNoted(Schema):
    """The entry that was added or changed."""

    service_id = ident()
    version = version()
