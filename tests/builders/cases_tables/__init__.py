"""What can be asked of the cases, a file for each part: `ASKED` needs no clock, `DONE` does."""

from __future__ import annotations

from typing import Any

from tests.builders.cases_tables import (
    advice,
    of_documents,
    of_erasures,
    of_exports,
    of_mail,
    of_messages,
    of_people,
    of_plans,
    of_releases,
    of_residence,
    of_work,
    standings,
)

_PARTS = (
    advice,
    of_plans,
    of_work,
    of_documents,
    of_erasures,
    of_exports,
    of_mail,
    of_messages,
    of_releases,
    of_people,
    standings,
    of_residence,
)
ASKED: dict[str, tuple[Any, Any]] = {name: row for part in _PARTS for name, row in part.ASKED.items()}
DONE: dict[str, tuple[Any, Any]] = {name: row for part in _PARTS for name, row in part.DONE.items()}
