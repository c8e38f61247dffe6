"""The unit tests of the desk once more, on each engine: triage, offers, lists, suggestions."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from services.chassis.database import Database
from tests.builders import Intake
from tests.unit.intake.test_contradictions import *  # noqa: F403
from tests.unit.intake.test_desk_list import *  # noqa: F403
from tests.unit.intake.test_likenesses import *  # type: ignore[assignment]  # noqa: F403
from tests.unit.intake.test_offering import *  # noqa: F403
from tests.unit.intake.test_suggestions import *  # type: ignore[assignment]  # noqa: F403
from tests.unit.intake.test_triage import *  # type: ignore[assignment]  # noqa: F403
from tests.unit.intake.test_waiting import *  # type: ignore[assignment]  # noqa: F403


@pytest.fixture  # type: ignore[no-redef]
def intake(new_database: Callable[[str], Database]) -> Intake:
    return Intake(new_database("intake"))
