"""What a line in the history of a case is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Line:
    """Something that was done. `what` is an event's name (`goal.reached`), `by` an account or `system`; `about` holds
    the ids, codes and dates that were said, nothing personal."""

    line_id: str
    case_id: str
    happened_at: datetime
    what: str
    by: str
    about: Mapping[str, Any]
