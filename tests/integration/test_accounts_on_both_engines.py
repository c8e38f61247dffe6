"""The unit tests of accounts and sessions once more, on each engine; and many attempts at the same moment."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from services.chassis.database import Database
from services.chassis.errors import LotseError
from tests.unit.cases.reception import ADMINISTRATOR, Reception
from tests.unit.cases.test_accounts import *  # noqa: F403
from tests.unit.cases.test_new_passwords import (  # noqa: F401
    test_a_one_time_code_gives_a_new_password_once_and_ends_all_sessions,
    test_the_code_stands_in_no_table,
    test_the_last_administrator_of_an_organisation_stays_one,
    test_the_own_password_is_changed_with_the_old_one,
)
from tests.unit.cases.test_second_factors import (  # noqa: F401
    test_a_code_is_good_once_and_none_before_it,
    test_a_ticket_ends_after_ten_minutes_and_with_every_change_of_the_account,
    test_an_app_that_was_begun_anew_forgets_the_first_key_and_one_left_alone_is_void,
    test_each_recovery_code_opens_once_however_it_is_written,
    test_neither_key_nor_codes_nor_tickets_can_be_read_in_the_tables,
    test_setting_up_needs_the_password_and_ends_all_other_sessions,
)
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


def test_two_administrators_cannot_deactivate_one_another_at_the_same_moment(reception: Reception) -> None:
    both = [reception.engage(user=user, roles=["administrator"]) for user in ("karin", "otto")]

    def deactivate(account: dict[str, Any]) -> str:
        try:
            reception.change(account, ADMINISTRATOR, active=False)
        except LotseError as refusal:
            return refusal.code
        return "done"

    with ThreadPoolExecutor(2) as several:
        assert sorted(several.map(deactivate, both)) == ["done", "last_administrator"]


def test_of_many_who_try_one_recovery_code_at_once_one_gets_in(reception: Reception) -> None:
    reception.engage()
    _, codes = reception.with_app()

    def attempt(_number: int) -> str:
        try:
            return str(reception.sign_in(code=codes[0])["name"])
        except LotseError as refusal:
            return refusal.code

    with ThreadPoolExecutor(8) as several:
        heard = list(several.map(attempt, range(8)))
    assert heard.count("Mirela Kostić") == 1
    assert heard.count("wrong_code") == 7
