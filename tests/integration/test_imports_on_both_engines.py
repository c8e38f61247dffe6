"""The rules of importing once more, on each engine; and two who import the same list at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from services.chassis.database import Database
from services.chassis.errors import Conflict
from services.chassis.identity import Actor
from tests.builders import Cases
from tests.unit.cases.conftest import *  # noqa: F403
from tests.unit.cases.test_imports import *  # noqa: F403
from tests.unit.cases.test_imports import take_in, the_case

NewDatabase = Callable[[str], Database]

# This reads the file of SQLite; what PostgreSQL keeps is read in tests/stories/test_importing.py.
del test_no_table_holds_the_line_in_clear  # type: ignore[name-defined]  # noqa: F821


@pytest.fixture  # type: ignore[no-redef]
def cases(new_database: NewDatabase) -> Cases:
    return Cases(new_database("cases"))


def test_two_who_import_the_same_list_at_once_take_each_case_in_once(cases: Cases, ketevan: Actor) -> None:
    gate, states = threading.Barrier(2), list[str]()

    def work() -> None:
        gate.wait()
        try:
            states.append(cases.database.again(lambda: take_in(cases, ketevan)).state)
        except Conflict:
            states.append("conflict")

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert states.count("new") == 1
    the_case(cases, ketevan)
