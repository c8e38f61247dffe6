"""The unit tests of what the reporting hears once more, on each engine: SQLite and PostgreSQL count alike."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from services.chassis.database import Database
from tests.builders import Reporting
from tests.unit.reporting.test_advice import *  # noqa: F403
from tests.unit.reporting.test_hearing import *  # noqa: F403


@pytest.fixture  # type: ignore[no-redef]
def reporting(new_database: Callable[[str], Database]) -> Reporting:
    return Reporting(new_database("reporting"))
