"""The unit tests of accounts and sessions once more, on each engine; and many attempts at the same moment."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from services.chassis.database import Database
from services.chassis.errors import LotseError
from tests.unit.cases.reception import Reception
from tests.unit.cases.test_accounts import *  # noqa: F403
from tests.unit.cases.test_sign_in import *  # noqa: F403

# This one reads the files of SQLite.
del test_the_token_is_stored_nowhere_in_clear  # type: ignore[name-defined]  # noqa: F821


@pytest.fixture  # type: ignore[no-redef]
def reception(new_database: Callable[[str], Database]) -> Reception:
    return Reception(new_database("cases"))


def test_of_many_attempts_at_once_no_more_than_ten_are_tried(reception: Reception) -> None:
    reception.engage()

    def attempt(_number: int) -> str:
        with pytest.raises(LotseError) as refusal:
            reception.sign_in(password="not the password")
        return refusal.value.code

    with ThreadPoolExecutor(8) as several:
        heard = list(several.map(attempt, range(30)))
    assert heard.count("wrong_credentials") == 10
    assert heard.count("too_many_sign_ins") == 20
