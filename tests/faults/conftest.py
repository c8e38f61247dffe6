"""One village for the whole suite; each test finds it empty and well."""

from collections.abc import Iterator
from typing import Any

import pytest

from services.chassis import logs
from tests.faults.town import Village


@pytest.fixture(scope="session")
def the_village(broker: Any, postgres: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Village]:
    logs.configure("ERROR")  # that the clients of a test lose their connection is meant
    village = Village(broker, postgres, tmp_path_factory.mktemp("village"))
    yield village
    village.close()


@pytest.fixture
def village(the_village: Village) -> Village:
    """Sayer and hearer, one process each, nothing said yet."""
    the_village.renew()
    return the_village
