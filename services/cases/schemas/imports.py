"""What comes in from a spreadsheet."""

from __future__ import annotations

from services.cases.model import cases
from services.cases.schemas.cases import Accompanied
from services.cases.schemas.names import Name
from services.chassis.fields import Code, Day, Identifier, Text

CHANNELS = ("web", "phone", "email", "walk_in", "authority", "provider")
NUMBER_MAX = 64


class ImportCase(Accompanied):
    """A case as an organisation kept it: its number there, the person, and how far it had come."""

    number = Text(max=NUMBER_MAX, required=True)
    name = Name(required=True)
    track = Code("track", among=cases.TRACKS, load_default="case_management")
    channel = Code("channel", among=CHANNELS, load_default="walk_in")
    phase = Code("phase", among=cases.PHASES, load_default=cases.PHASES[0])
    opened_on = Day(required=True)
    consent_on = Day(required=True)
    counsellor_id = Identifier(required=True)
