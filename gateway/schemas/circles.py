"""Who stands close to a case, who stands in for whom, who works together, and who has looked at whom."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from gateway.schemas.wording import LANGUAGE, REFERENCE, codes, day, ident, moment, text, version

_ESCALATIONS = ("nobodys", "urgent_waits")
_SHARING = ("own", "team", "organisation")


class Colleague(Schema):
    """Somebody of the own organisation."""

    account_id = ident()
    name = text("The name.", required=True, allow_none=True)


class Locked(Colleague):
    """For whom a case does not exist: a conflict of interest."""

    locked_at = moment()


class Glass(Schema):
    """Somebody looks into a case that is not theirs, with a reason and for hours only."""

    glass_id = ident()
    case_id = ident()
    by = text("Who.", required=True, allow_none=True)
    reason = text("Why, in their words.", required=True)
    broken_at = moment()
    ends_at = moment("When it ends by itself (RFC 3339).")


class GlassOfCase(Glass):
    """A broken glass of one case."""

    is_open = fields.Boolean(required=True)


class InCircle(Schema):
    """Who stands close to a case."""

    counsellor = text("Who has it.", required=True, allow_none=True)
    deputies = fields.List(fields.Nested(Colleague), required=True)
    team = fields.List(fields.Nested(Colleague), required=True)
    with_everybody = fields.Boolean(required=True, metadata={"description": "Shared with all counsellors here."})
    locks = fields.List(fields.Nested(Locked), required=True)
    glasses = fields.List(fields.Nested(GlassOfCase), required=True)


class CircleOfCase(Schema):
    """What a case tells of its circle."""

    circle = fields.Nested(InCircle, required=True)
    through_glass_until = moment("Until when you see it through a broken glass.", allow_none=True)


class Circle(InCircle):
    """A case by its reference, without the person, and who stands close to it."""

    case_id = ident()
    reference = fields.String(required=True, allow_none=True, metadata=REFERENCE)
    status = text("provisional, open, closed or dropped.", required=True)
    phase = text("Where the accompaniment stands.", required=True)
    language = fields.String(required=True, metadata=LANGUAGE)
    municipality = text("Where the person lives.", required=True, metadata={"example": "eschweiler"})
    topics = codes(["housing", "language"])
    urgency = text("How urgent it is.", required=True)
    counsellor_id = ident()
    opened_at = moment(allow_none=True)
    version = version()
    may = codes(["assign", "lock", "break_glass"])
    through_glass_until = moment("Until when you see it through a broken glass.", allow_none=True)
    colleagues = fields.List(fields.Nested(Colleague), required=True)


class Lock(Schema):
    """For whom a case is to exist no longer, or again."""

    account_id = ident(metadata={"description": "As `GET /cases/{case_id}/circle` names colleagues."})


class BreakGlass(Schema):
    """Why a case has to be seen, and for how long."""

    reason = text(
        "In your words; encrypted, and shown to the counsellor and the data protection officer.", required=True
    )
    hours = fields.Integer(required=True, validate=validate.Range(1, 24))


class GlassBroken(Schema):
    """The glass is broken."""

    glass_id = ident()
    case_id = ident()
    ends_at = moment("When it ends by itself (RFC 3339).")


class CasesInPhase(Schema):
    """How many cases are in a phase."""

    phase = text("A code.", required=True)
    cases = fields.Integer(required=True)


class Escalation(Schema):
    """A case that needs somebody: nobody has it, or it is urgent and waits."""

    kind = text("Why.", required=True, limits=validate.OneOf(_ESCALATIONS))
    case_id = ident()
    reference = fields.String(required=True, allow_none=True, metadata=REFERENCE)
    phase = text("Where the accompaniment stands.", required=True)
    urgency = text("How urgent it is.", required=True)
    counsellor = text("Who has it.", required=True, allow_none=True)
    changed_at = moment()


class CaseFigures(Schema):
    """How many cases are open, and which of them need somebody."""

    phases = fields.List(fields.Nested(CasesInPhase), required=True)
    escalations = fields.List(fields.Nested(Escalation), required=True)


class NameDeputy(Schema):
    """Who takes whose cases as their own, from one day to another, both included."""

    counsellor_id = ident(required=False, metadata={"description": "Whose cases; your own where nothing is said."})
    deputy_id = ident()
    from_on = day("The first day.", required=True)
    until_on = day("The last day.", required=True)


class Deputyship(Schema):
    """Somebody has another counsellor's cases as their own."""

    deputyship_id = ident()
    counsellor_id = ident()
    counsellor = text("Whose cases.", required=True, allow_none=True)
    deputy_id = ident()
    deputy = text("Who takes them.", required=True, allow_none=True)
    from_on = day("The first day.", required=True)
    until_on = day("The last day.", required=True)
    has_begun = fields.Boolean(required=True)
    may_end = fields.Boolean(required=True)
    version = version()


class Deputies(Schema):
    """One page of those who deputise today or later."""

    items = fields.List(fields.Nested(Deputyship), required=True)


class DeputyNamed(Schema):
    """The deputyship after the change."""

    deputyship_id = ident()
    version = version()


class FoundTeam(Schema):
    """Who works together."""

    name = text("What the team is called.", required=True)
    members = fields.List(fields.UUID(), required=True)


class ChangeTeam(Schema):
    """What becomes of a team; what is left out stays."""

    name = text("What the team is called.")
    members = fields.List(fields.UUID())


class Team(Schema):
    """Counsellors who work together."""

    team_id = ident()
    name = text("What the team is called.", required=True)
    members = fields.List(fields.Nested(Colleague), required=True)
    version = version()


class Teams(Schema):
    """The teams of the own organisation, and what its counsellors share with one another."""

    items = fields.List(fields.Nested(Team), required=True)
    sharing = text("own, team or organisation.", required=True, limits=validate.OneOf(_SHARING))


class TeamFounded(Schema):
    """The team after the change."""

    team_id = ident()
    version = version()


class TeamDissolved(Schema):
    """The team that was dissolved."""

    team_id = ident()


class Given(Schema):
    """One case, and who gets it."""

    case_id = ident()
    to = ident()


class HandOver(Schema):
    """Who gets the cases under way: all one colleague, some of them each their own, or both."""

    to = ident(required=False)
    cases = fields.List(fields.Nested(Given))


class Left(Schema):
    """A case that stayed, because it is locked for whoever would have got it."""

    case_id = ident()
    reference = fields.String(required=True, allow_none=True, metadata=REFERENCE)


class HandedOver(Schema):
    """How many cases changed hands, and which did not."""

    handed_over = fields.Integer(required=True)
    left = fields.List(fields.Nested(Left), required=True)


class Look(Schema):
    """Somebody was shown something."""

    look_id = ident()
    subject = text("What was looked at: its id.", required=True)
    what = text("What kind of thing, or of search, that is.", required=True)
    who = text("Who; their account where the name is not known here.", required=True)
    roles = codes(["counsellor"])
    looked_at = moment()


class Looks(Schema):
    """One page of looks, the last one first."""

    items = fields.List(fields.Nested(Look), required=True)


class GlassInLog(Glass):
    """A broken glass, with the reference of its case."""

    reference = fields.String(required=True, allow_none=True, metadata=REFERENCE)


class AccessLog(Looks):
    """One page of all looks, and the last times a glass was broken."""

    glasses = fields.List(fields.Nested(GlassInLog), required=True)
