"""What comes in about letters that came by mail."""

from __future__ import annotations

from services.cases.schemas.cases import OneCase
from services.chassis.fields import Identifier, Number


class MarkLetterRead(OneCase):
    """A letter to a case that was read, as it was seen."""

    letter_id = Identifier(required=True)
    version = Number(1, 2**31 - 1, required=True)
