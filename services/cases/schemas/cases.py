"""What comes in about cases and counsellors."""

from __future__ import annotations

from typing import Any

from marshmallow import validates_schema

from services.cases.model import cases, demands
from services.cases.schemas.codes import Coded
from services.cases.schemas.names import BirthYear, LatinName, Name
from services.chassis.fields import (
    Asked,
    Code,
    Codes,
    EmailAddress,
    Flag,
    Identifier,
    Identifiers,
    Nested,
    Number,
    PhoneNumber,
    Text,
    fault_at,
)
from services.chassis.paging import Paged
from services.chassis.programme import Programme


class ListCases(Paged):
    """Cases that may be read, in pages: by status, by phase, only one's own or one counsellor's."""

    status = Code("status", among=cases.STATUSES, load_default=None, allow_none=True)
    phase = Code("phase", among=cases.PHASES, load_default=None, allow_none=True)
    mine = Flag(load_default=False)
    counsellor_id = Identifier(load_default=None, allow_none=True)


class OneCase(Asked):
    """One case, by its id."""

    case_id = Identifier(required=True)


class SeenCase(OneCase):
    """One case, as it was seen."""

    version = Number(1, 2**31 - 1, required=True)


class AssignCase(SeenCase):
    """A case, and who is to have it from now on."""

    counsellor_id = Identifier(required=True)


class Skip(Asked):
    """Why a phase is entered although something is missing."""

    reason = Code("reason", among=demands.SKIP_REASONS, required=True)


class EnterPhase(SeenCase):
    """A case, and the phase it enters; why something that the phase demands is left out, if it is."""

    phase = Code("phase", among=cases.PHASES, required=True)
    skip = Nested(Skip, load_default=None, allow_none=True)


class CloseCase(SeenCase):
    """A case that ends: why, and what came of it."""

    reason = Code("reason", among=cases.CLOSE_REASONS, required=True)
    outcome = Code("outcome", among=cases.OUTCOMES, required=True)


class Consent(Asked):
    """Which data notice was accepted, in which language."""

    notice_version = Code("notice_version", required=True)
    language = Code("language", required=True)


class Accompanied(Coded):
    """Somebody who is accompanied: what they told us about themselves, and what they came for."""

    name = Name(load_default=None, allow_none=True)
    name_latin = LatinName(load_default=None, allow_none=True)
    birth_year = BirthYear(load_default=None, allow_none=True)
    email = EmailAddress(load_default=None, allow_none=True)
    phone = PhoneNumber(load_default=None, allow_none=True)
    sms_allowed = Flag(load_default=None, allow_none=True)
    languages = Codes("language", max=8, load_default=list)
    language = Code("language", required=True)
    language_mode = Code("language_mode", load_default="spoken")
    topics = Codes("topic", max=8, required=True)
    municipality = Code("municipality", required=True)
    track = Code("track", among=cases.TRACKS, load_default=cases.TRACKS[0])
    urgency = Code("urgency", among=cases.URGENCIES, load_default="normal")
    message = Text(max=4000, lines=True, load_default=None, allow_none=True)


class OpenCase(Accompanied):
    """Somebody who has come in person and is accompanied from now on: by name, or who is known already."""

    person_id = Identifier(load_default=None, allow_none=True)
    consent = Nested(Consent, required=True)

    def __init__(self, programme: Programme, **options: Any):
        super().__init__(programme, **options)
        self._notice_version = programme.notice_version
        self.fields["consent"].schema.fields["language"].among = programme.page_languages  # type: ignore[attr-defined]

    @validates_schema(skip_on_field_errors=False)
    def _somebody(self, data: dict[str, Any], **_: Any) -> None:
        if not data.get("person_id") and data.get("name", "") is None:
            raise fault_at("name", "required")

    @validates_schema(skip_on_field_errors=False)
    def _consented(self, data: dict[str, Any], **_: Any) -> None:
        version = data.get("consent", {}).get("notice_version")
        if version and version != self._notice_version:
            raise fault_at("consent.notice_version", "notice_outdated", current=self._notice_version)


class ListCounsellors(Paged):
    """The counsellors of the own organisation, in pages; only those who take cases, most room first; or one."""

    counsellor_id = Identifier(load_default=None, allow_none=True)
    taking = Flag(load_default=False)


class NameColleagues(Asked):
    """Accounts of the own organisation, to be told by name."""

    account_ids = Identifiers(max=100, required=True)
