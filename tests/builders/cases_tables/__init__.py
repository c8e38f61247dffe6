"""What can be asked of the cases, a file for each part: `ASKED` needs no clock, `DONE` does."""

from __future__ import annotations

from typing import Any

from tests.builders.cases_tables import of_work

_PARTS = (of_work,)
ASKED: dict[str, tuple[Any, Any]] = {name: row for part in _PARTS for name, row in part.ASKED.items()}
DONE: dict[str, tuple[Any, Any]] = {name: row for part in _PARTS for name, row in part.DONE.items()}
