"""What notifications reads of times that clients choose from, and of what clients do: only the fields it uses."""

from __future__ import annotations

from marshmallow import Schema

from services.chassis.fields import Moment, Text


class ChoiceOffered(Schema):
    choice_id = Text(max=64, required=True)
    case_id = Text(max=64, required=True)
    organisation = Text(max=64, required=True)
    source = Text(max=20, required=True)
    until = Moment(required=True)


class ClientActed(Schema):
    case_id = Text(max=64, required=True)
    organisation = Text(max=64, required=True)
    counsellor_id = Text(max=64, required=True)
    did = Text(max=20, required=True)
