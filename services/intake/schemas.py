"""What the intake accepts from the wire."""

from __future__ import annotations

from typing import Any

from marshmallow import EXCLUDE, Schema, validates_schema

from services.chassis.fields import Asked, Code, Codes, EmailAddress, Nested, PhoneNumber, Text, fault_at
from services.chassis.programme import Programme
from services.intake import model


class Consent(Asked):
    """Which data notice was accepted, in which language."""

    notice_version = Code("notice_version", required=True)
    language = Code("language", required=True)


class ReceiveRequest(Asked):
    """Somebody asks for help (`POST /requests`)."""

    knows_programme = True

    channel = Code("channel", among=model.CHANNELS, load_default="web")
    language = Code("language", required=True)
    language_mode = Code("language_mode", load_default="written")
    topics = Codes("topic", max=8, required=True)
    municipality = Code("municipality", required=True)
    preferred_place = Code("place", load_default=None, allow_none=True)
    message = Text(max=4000, lines=True, load_default=None, allow_none=True)
    name = Text(max=200, required=True)
    email = EmailAddress(load_default=None, allow_none=True)
    phone = PhoneNumber(load_default=None, allow_none=True)
    asked_by = Text(max=200, load_default=None, allow_none=True)
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
    def _consented(self, data: dict[str, Any], **_: Any) -> None:
        version = data.get("consent", {}).get("notice_version")
        if version and version != self._notice_version:
            raise fault_at("consent.notice_version", "notice_outdated", current=self._notice_version)


class Holder(Asked):
    """Who holds a reference and its status link may see and withdraw that request."""

    reference = Text(max=20, required=True)
    token = Text(max=64, required=True)


class MessageOutcome(Schema):
    """What notifications says of a message it sent or could not send."""

    class Meta:
        unknown = EXCLUDE

    about = Text(max=64, required=True)
    kind = Code("kind", required=True)
