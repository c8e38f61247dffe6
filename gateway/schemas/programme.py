"""What one can choose from, and the data notice."""

from __future__ import annotations

from marshmallow import Schema, fields

from gateway.schemas.wording import LANGUAGE, names, text


class Topic(Schema):
    """One of the things we can help with."""

    code = fields.String(required=True, metadata={"example": "housing"})
    names = names()


class Language(Schema):
    """A language one may ask in."""

    code = fields.String(required=True, metadata=LANGUAGE)
    names = names()
    pages = fields.Boolean(required=True, metadata={"description": "Whether pages and messages come in this language."})


class Municipality(Schema):
    """A town or a community of the programme."""

    code = fields.String(required=True, metadata={"example": "eschweiler"})
    name = fields.String(required=True, metadata={"example": "Eschweiler"})


class Place(Schema):
    """Where consultation happens."""

    code = fields.String(required=True)
    names = names()
    municipality = fields.String(required=True)
    address = fields.String(required=True)
    phone = fields.String(required=True)


class Opening(Schema):
    """When a place is open, on the clock on the wall."""

    weekday = fields.Integer(required=True, metadata={"example": 0, "description": "0 is Monday."})
    begins = fields.String(required=True, metadata={"example": "08:00"})
    ends = fields.String(required=True, metadata={"example": "18:00"})


class Room(Schema):
    """A room of a place."""

    code = fields.String(required=True, metadata={"example": "2.04"})
    names = names()
    seats = fields.Integer(required=True)
    barrier_free = fields.Boolean(required=True)


class Accessible(Schema):
    """Something that makes it easier to come to a place."""

    code = fields.String(required=True, metadata={"example": "step_free"})
    names = names()


class PlaceInFull(Place):
    """Where consultation happens, with all that one needs to come there."""

    opening = fields.List(fields.Nested(Opening), required=True)
    rooms = fields.List(fields.Nested(Room), required=True)
    accessibility = fields.List(fields.Nested(Accessible), required=True)
    directions = names()


class ResidenceCode(Schema):
    """A residence document, a legal sphere, or what the foreigners' authority may ask for."""

    code = fields.String(required=True, metadata={"example": "duldung_60a"})
    names = names()


class Programme(Schema):
    """Everything one can choose from. Send the codes, show the names."""

    names = names()
    notice_version = text("The data notice in force.", required=True)
    topics = fields.List(fields.Nested(Topic), required=True)
    languages = fields.List(fields.Nested(Language), required=True)
    municipalities = fields.List(fields.Nested(Municipality), required=True)
    places = fields.List(fields.Nested(Place), required=True)
    residence_documents = fields.List(fields.Nested(ResidenceCode), required=True)
    spheres = fields.List(fields.Nested(ResidenceCode), required=True)
    question_purposes = fields.List(fields.Nested(ResidenceCode), required=True)


class Section(Schema):
    """A part of the data notice."""

    heading = fields.String(required=True)
    paragraphs = fields.List(fields.String(), required=True)


class Notice(Schema):
    """The data notice that a client reads and accepts."""

    notice_version = fields.String(required=True)
    language = fields.String(required=True, metadata=LANGUAGE)
    title = fields.String(required=True)
    sections = fields.List(fields.Nested(Section), required=True)
