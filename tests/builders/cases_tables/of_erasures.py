"""What is asked about erasures, holds and retention: name → how it is read, and who answers."""

from __future__ import annotations

from typing import Any

from services.cases.commands import erasures as erasure_commands
from services.cases.commands import holds as hold_commands
from services.cases.queries import erasures as erasure_queries
from services.cases.schemas import erasures as of_erasures
from services.cases.schemas import people as of_people

ASKED: dict[str, tuple[Any, Any]] = {
    "erasures": (of_erasures.ListErasures, erasure_queries.erasures),
    "retention": (of_erasures.DryRun, erasure_queries.retention),
}
DONE: dict[str, tuple[Any, Any]] = {
    "traces": (of_people.OnePerson, erasure_queries.traces),
    "erasure": (of_erasures.OneErasure, erasure_queries.erasure),
    "propose_erasure": (of_erasures.ProposeErasure, erasure_commands.propose_erasure),
    "confirm_erasure": (of_erasures.SeenErasure, erasure_commands.confirm_erasure),
    "reject_erasure": (of_erasures.SeenErasure, erasure_commands.reject_erasure),
    "place_hold": (of_erasures.PlaceHold, hold_commands.place_hold),
    "release_hold": (of_erasures.SeenHold, hold_commands.release_hold),
}
