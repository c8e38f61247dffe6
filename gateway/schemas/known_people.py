"""People who are accompanied, who lives with them, and looking for somebody."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from gateway.schemas.people import Person
from gateway.schemas.wording import LANGUAGE, REFERENCE, VERSION, codes, ident, moment, text, version

RELATIONS = ("partner", "child", "parent", "sibling", "grandchild", "grandparent", "relative", "other")
_LATIN = "The name in Latin letters, as registers keep it (DIN 91379)."
_LIKED = "How like the name is, of 100."
_BORN = {"example": 1984, "description": "The year of birth, where it is known."}


class KnownPerson(Person):
    """A person as an organisation knows them. Their version is their own, not the case's."""

    person_id = ident()
    name_latin = text(_LATIN, required=True, allow_none=True, metadata={"example": "Nino Beridze"})
    languages = codes(["en", "ru"])
    version = version()


class CaseOfPerson(Schema):
    """A case in short."""

    case_id = ident()
    reference = fields.String(required=True, allow_none=True, metadata=REFERENCE)
    status = text("open or closed.", required=True)
    phase = text("Where the accompaniment stands.", required=True)


class PersonInFull(KnownPerson):
    """A person with the cases that may be seen of them."""

    cases = fields.List(fields.Nested(CaseOfPerson), required=True)


class Named(Schema):
    """As much of somebody as tells them from others."""

    person_id = ident(allow_none=True)
    name = text("As it was told, in any script.", required=True, allow_none=True)
    name_latin = text(_LATIN, required=True, allow_none=True)
    birth_year = fields.Integer(required=True, allow_none=True, metadata=_BORN)


class Member(Named):
    """Somebody who lives with the person of a case; without id, name and version where they are locked for you."""

    relation = text(
        "What they are to that person, where it was said.",
        required=True,
        allow_none=True,
        limits=validate.OneOf(RELATIONS),
    )
    joined_at = moment()
    cases = fields.List(fields.Nested(CaseOfPerson), required=True)
    version = fields.Integer(required=True, allow_none=True, metadata=VERSION)


class PeopleOfCase(Schema):
    """The people in a case."""

    person = fields.Nested(KnownPerson, required=True, allow_none=True)
    household = fields.List(fields.Nested(Member), required=True)


class Correction(Schema):
    """What is written from now on; what is not named stays, and null says that it is not known."""

    name = text("As it is told, in any script.")
    name_latin = text(f"{_LATIN} Made of the name where it is null.", allow_none=True)
    birth_year = fields.Integer(allow_none=True, metadata=_BORN)
    email = fields.Email(allow_none=True, metadata={"example": "nino@example.org"})
    phone = text("As people write it in Germany, or with a country code.", allow_none=True)
    languages = codes(["en", "ru"], required=False)
    language = fields.String(metadata=LANGUAGE)
    language_mode = text("How to talk.", limits=validate.OneOf(["written", "spoken", "sign"]))
    municipality = text("Where the person lives.", metadata={"example": "eschweiler"})


class PersonCorrected(Schema):
    """The person after the correction."""

    person_id = ident()
    version = version()


class Search(Schema):
    """Whom somebody looks for: a name in any spelling, with the year of birth if it is known; or a reference."""

    name = text("In any spelling and script.", metadata={"example": "Nino Beridze"})
    birth_year = fields.Integer(metadata=_BORN)
    reference = fields.String(metadata=REFERENCE)


class CaseFound(CaseOfPerson):
    """A case of somebody who was found, and who has it."""

    counsellor_id = ident()
    counsellor = text("Their name.", required=True, allow_none=True)


class PersonFound(Named):
    """Somebody who was found; without a name where it is only told whose case it is."""

    score = fields.Integer(required=True, metadata={"example": 92, "description": _LIKED})
    cases = fields.List(fields.Nested(CaseFound), required=True)


class Found(Schema):
    """At most 20 people, the likest first."""

    items = fields.List(fields.Nested(PersonFound), required=True)
    elsewhere = fields.Boolean(
        required=True, metadata={"description": "Whether the organisation knows somebody else like that."}
    )
    more = fields.Boolean(required=True, metadata={"description": "Whether there are more: say the year of birth."})


class Joins(Schema):
    """Who lives with the person of the case: somebody known by id, or somebody new by name."""

    relation = text("What they are to that person.", required=True, limits=validate.OneOf(RELATIONS))
    person_id = ident(required=False)
    name = text("As it is told, in any script.")
    name_latin = text(_LATIN)
    birth_year = fields.Integer(metadata=_BORN)


class MemberNoted(Schema):
    """Who joined or left, with their own version."""

    case_id = ident()
    person_id = ident()
    version = version()
