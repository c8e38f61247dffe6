"""What comes in about the history of a case."""

from __future__ import annotations

from services.chassis.fields import Identifier
from services.chassis.paging import Paged


class ListHistory(Paged):
    """What was done in one case, in pages."""

    case_id = Identifier(required=True)
