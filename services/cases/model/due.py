"""What is due (fällig) in a case: something that was to have happened by a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Due:
    """Something of a case that is due on a day. `kind` is a code (`goal`, `step`); `about` holds what tells it apart
    from others of its kind: ids, codes, and words that only who may read the case is shown."""

    kind: str
    case_id: str
    on: date
    about: Mapping[str, str]
