"""Figures: which tables there are, and one of them over one period."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from gateway.schemas.wording import codes, moment, text

AUDIENCES = ("inside", "public")
_TABLE = {"example": "requests"}
_PERIOD = {"example": "2026-Q3", "description": "A month (2026-10), a quarter (2026-Q3) or a year (2026)."}
_COUNT = "Nothing where fewer persons than `k` stand behind it; zero is a small number as well."


class Table(Schema):
    """A table that can be asked for."""

    table = fields.String(required=True, metadata=_TABLE)
    title = text("What it is about, as a code.", required=True, metadata={"example": "requests_received"})
    dimensions = codes(["municipality", "language"])
    counts = text("What is counted: requests, persons, appointments or contacts.", required=True)
    when = text("`during` the period, or how it was `at_end`.", required=True)
    periods = codes(["2026-11", "2026-10", "2026-Q4", "2026"])


class Tables(Schema):
    """All tables there are."""

    items = fields.List(fields.Nested(Table), required=True)


class Dimension(Schema):
    """By what is counted."""

    name = text("A code.", required=True, metadata={"example": "municipality"})
    codes = codes(["alsdorf", "wuerselen"])


class Cell(Schema):
    """One figure."""

    key = codes(["wuerselen", "ka"])
    count = fields.Integer(required=True, allow_none=True, metadata={"description": _COUNT})


class Report(Schema):
    """One table over one period. That of a period which has ended (`is_final`) never changes again."""

    table = fields.String(required=True, metadata=_TABLE)
    period = fields.String(required=True, metadata=_PERIOD)
    audience = text("For whom it is.", required=True, limits=validate.OneOf(AUDIENCES))
    as_of = moment("When it was counted.")
    is_final = fields.Boolean(required=True)
    dimensions = fields.List(fields.Nested(Dimension), required=True)
    cells = fields.List(fields.Nested(Cell), required=True)
    total = fields.Integer(required=True, allow_none=True, metadata={"description": _COUNT})
    k = fields.Integer(required=True, metadata={"example": 5, "description": "From how many persons on it is shown."})
