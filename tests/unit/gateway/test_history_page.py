"""The page of what was done in a case."""

from __future__ import annotations

from typing import Any

import pytest

from gateway.staff_words import TABLES
from services.cases import events
from services.notifications.events import messages
from tests.unit.gateway.busy_morning import calls as busy
from tests.unit.gateway.fake_cases import CASE_ID
from tests.unit.gateway.staff_browser import signed_in, words

# That a case is forgotten is said, and stands in no history: the lines of the case are gone with it.
NEVER_WRITTEN_DOWN = {"case.erased"}


@pytest.fixture
def calls() -> Any:
    return busy()


def test_the_page_says_what_was_done_by_whom_and_about_what(client: Any) -> None:
    page = words(signed_in(client, "counsellor").get(f"/en/cases/{CASE_ID}/history"))
    for part in ("Goal reached", "Ada Held", "Housing"):
        assert part in page


def test_everything_that_is_said_about_a_case_has_words() -> None:
    about_cases = {event.type.removesuffix(".v1") for event in events.ALL if "case_id" in event.__dataclass_fields__}
    about_messages = {event.type.removesuffix(".v1") for event in messages.ALL}
    assert (about_cases | about_messages) - NEVER_WRITTEN_DOWN == set(TABLES["history"])
