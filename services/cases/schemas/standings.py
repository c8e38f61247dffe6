"""What comes in about deputies, teams, locks, the glass, caseloads and looks."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, validates_schema

from services.cases.model import standings
from services.cases.schemas.cases import OneCase, SeenCase
from services.chassis.fields import Asked, Day, Fault, Identifier, Identifiers, Nested, Number, Text, fault_at
from services.chassis.paging import Paged

_VERSIONS = 2**31 - 1
_CASES_MAX = 500


class ListDeputies(Paged):
    """Who deputises for whom in the own organisation, in pages."""


class NameDeputy(Asked):
    """Somebody takes a counsellor's cases as their own for some days; one's own where no counsellor is named."""

    counsellor_id = Identifier(load_default=None, allow_none=True)
    deputy_id = Identifier(required=True)
    from_on = Day(required=True)
    until_on = Day(required=True)


class EndDeputyship(Asked):
    """A deputyship, as it was seen."""

    deputyship_id = Identifier(required=True)
    version = Number(1, _VERSIONS, required=True)


class ListTeams(Asked):
    """The teams of the own organisation."""


class FoundTeam(Asked):
    """Who works together from now on."""

    name = Text(max=100, required=True)
    members = Identifiers(max=standings.MEMBERS_MAX, required=True)


class ChangeTeam(Asked):
    """A team, as it was seen, and what becomes of it; what is left out stays."""

    team_id = Identifier(required=True)
    version = Number(1, _VERSIONS, required=True)
    name = Text(max=100)
    members = Identifiers(max=standings.MEMBERS_MAX)


class DissolveTeam(Asked):
    """A team, as it was seen."""

    team_id = Identifier(required=True)
    version = Number(1, _VERSIONS, required=True)


class LockCase(SeenCase):
    """A case, as it was seen, and for whom it is to exist no longer, or again."""

    account_id = Identifier(required=True)


class BreakGlass(OneCase):
    """A case that is somebody else's, why it has to be seen, and for how many hours."""

    reason = Text(max=2000, lines=True, required=True)
    hours = Number(standings.HOURS_MIN, standings.HOURS_MAX, required=True)


class Given(Asked):
    """One case, and who gets it."""

    case_id = Identifier(required=True)
    to = Identifier(required=True)


class HandOverCaseload(Asked):
    """Whose cases are handed over: all `to` one colleague, some of them each to their own (`cases`), or both."""

    counsellor_id = Identifier(required=True)
    to = Identifier(load_default=None, allow_none=True)
    cases = fields.List(Nested(Given), load_default=list, error_messages={"invalid": Fault("wrong_type")})

    @validates_schema
    def _some(self, data: dict[str, Any], **_: Any) -> None:
        if not data["to"] and not data["cases"]:
            raise fault_at("to", "required")
        if len(data["cases"]) > _CASES_MAX:
            raise fault_at("cases", "too_many", max=_CASES_MAX)


class CaseFigures(Asked):
    """How many cases there are, and which of them need somebody."""


class CircleOfCase(Paged):
    """Who stands close to a case; the colleagues for whom it can be locked in pages."""

    case_id = Identifier(required=True)


class AccessLogOfCase(Paged):
    """Who has looked at a case, in pages."""

    case_id = Identifier(required=True)


class AccessLog(Paged):
    """All looks of the own organisation's staff, or of one of them, in pages."""

    account_id = Identifier(load_default=None, allow_none=True)
