"""Releases, referrals and the directory where the engines differ: what is searched and paged, and two at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from services.cases.commands.directory import begin_directories
from services.chassis.database import Database
from services.chassis.errors import Conflict
from services.chassis.identity import Actor
from services.chassis.testing import said, types_of
from tests.builders import Cases
from tests.builders.people import PROGRAMME
from tests.integration.test_cases_on_both_engines import at_once
from tests.unit.cases.conftest import case_id, ketevan
from tests.unit.cases.test_referrals import (
    test_a_client_is_referred_to_a_service_of_the_directory_and_waiting_is_counted,
    test_every_organisation_begins_with_the_programmes_services_and_keeps_its_own,
    test_the_directory_is_searched_by_topic_town_and_language,
    test_whom_to_ask_again_is_due,
)
from tests.unit.cases.test_releases import (
    RELEASE,
    test_a_release_that_ends_soon_is_due_and_one_that_has_ended_is_not,
)

__all__ = [
    "case_id",
    "ketevan",
    "test_a_client_is_referred_to_a_service_of_the_directory_and_waiting_is_counted",
    "test_a_release_that_ends_soon_is_due_and_one_that_has_ended_is_not",
    "test_every_organisation_begins_with_the_programmes_services_and_keeps_its_own",
    "test_the_directory_is_searched_by_topic_town_and_language",
    "test_whom_to_ask_again_is_due",
]


@pytest.fixture
def cases(new_database: Callable[[str], Database]) -> Cases:
    cases = Cases(new_database("cases"))
    begin_directories(cases.store, Actor.system(), cases.clock, cases.hosted, PROGRAMME.directory)
    return cases


def test_two_who_withdraw_one_release_at_once_say_it_once(cases: Cases, ketevan: Actor, case_id: str) -> None:
    granted = cases.ask(ketevan, "grant_release", case_id=case_id, **RELEASE)
    errors = at_once(cases, *[lambda: cases.ask(ketevan, "withdraw_release", **granted)] * 2)
    assert [type(error) for error in errors] == [Conflict]
    assert types_of(said(cases.database)).count("release.withdrawn.v1") == 1
