"""The programme's own words, on both engines: of many who publish at once one does, and each replica reads them."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from services.chassis.database import Database
from services.chassis.errors import Conflict
from services.chassis.testing import StoppedClock
from services.notifications.commands.templates import publish_template, withdraw_template
from services.notifications.queries.templates import template
from tests.builders import PROGRAMME, Notifications
from tests.unit.notifications.test_own_words import ADMINISTRATOR, KIND, OURS


@pytest.fixture
def notifications(new_database: Callable[[str], Database]) -> Notifications:
    return Notifications(new_database("notifications"), StoppedClock())


def test_of_many_who_publish_at_once_one_does_and_the_others_are_told(notifications: Notifications) -> None:
    store, clock, letters = notifications.store, notifications.clock, notifications.letters

    def publish(number: int) -> str:
        ours = OURS | {"subject": f"Wort {number}: {{date}}"}
        try:
            answer = publish_template(store, ADMINISTRATOR, clock, letters, PROGRAMME, KIND, "de", 1, **ours)
        except Conflict as late:
            return f"late: {late.params['version']} is the newest"
        return str(answer["template"])

    with ThreadPoolExecutor(8) as many:
        became = sorted(many.map(publish, range(8)))
    assert became == ["late: 2 is the newest"] * 7 + ["own-1"]

    replica = Notifications(notifications.database, StoppedClock()).store
    assert list(replica.templates.in_force({KIND})) == [(KIND, "de")]
    withdraw_template(store, ADMINISTRATOR, clock, PROGRAMME, KIND, "de", 2)
    assert replica.templates.in_force({KIND}) == {}
    assert [step["template"] for step in template(replica, ADMINISTRATOR, letters, KIND, "de")["steps"]] == [
        None,
        "own-1",
    ]
