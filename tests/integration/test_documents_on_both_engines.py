"""Documents on each engine: unreadable where they lie, whole when they come back, taken out once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest

from services.chassis.database import Database
from services.chassis.errors import Conflict, LotseError
from services.chassis.identity import Actor
from tests.builders import Cases
from tests.unit.cases import conftest as office
from tests.unit.cases import test_documents as in_memory

NewDatabase = Callable[[str], Database]
ketevan, case_id = office.ketevan, office.case_id
test_names_and_contents_are_unreadable_in_the_tables = in_memory.test_names_and_contents_are_unreadable_in_the_tables
test_the_largest_file_that_is_taken_comes_back_whole = in_memory.test_the_largest_file_that_is_taken_comes_back_whole
test_the_list_goes_on = in_memory.test_a_case_shows_what_came_last_and_the_list_goes_on_page_by_page


@pytest.fixture
def cases(new_database: NewDatabase) -> Cases:
    return Cases(new_database("cases"))


def test_of_two_who_take_a_document_out_at_once_one_does(cases: Cases, ketevan: Actor, case_id: str) -> None:
    one: dict[str, Any] = {"case_id": case_id, **in_memory.upload(cases, ketevan, case_id)}
    refused: list[LotseError] = []
    gate = threading.Barrier(2)

    def take_out() -> None:
        gate.wait()
        try:
            cases.database.again(lambda: cases.ask(ketevan, "withdraw_document", **one))
        except LotseError as error:
            refused.append(error)

    threads = [threading.Thread(target=take_out) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [type(error) for error in refused] == [Conflict]
    assert in_memory.said(cases.database)[-1].type == "document.withdrawn.v1"
