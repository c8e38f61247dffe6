"""Clients choose at once, on both engines: a time has one of them, and the others hear it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from services.chassis.answers import once
from services.chassis.clock import new_id
from services.chassis.database import Database
from tests.builders import ADA, Scheduling
from tests.builders.choices import Choosing
from tests.integration.test_booking import assert_nobody_is_in_two_places, live, race

CLIENTS = 12


@pytest.fixture
def scheduling(new_database: Callable[[str], Database]) -> Scheduling:
    made = Scheduling(new_database("scheduling"))
    made.engage(ADA)
    made.keep_hours(ADA)
    return made


def test_of_many_clients_who_choose_one_time_one_gets_it_and_another_time_stays(scheduling: Scheduling) -> None:
    clients = [Choosing(scheduling) for _ in range(CLIENTS)]
    offered = [client.offer() for client in clients]
    heard = race([lambda n=n: clients[n].choose(offered[n], 0) for n in range(CLIENTS)])  # type: ignore[misc]
    assert heard.count("time_taken") == CLIENTS - 1
    loser = heard.index("time_taken")
    (choice,) = clients[loser].see()["choices"]
    assert (choice["is_open"], [slot["is_free"] for slot in choice["slots"]]) == (True, [False, True])
    clients[loser].choose(offered[loser], 1)
    assert len(live(scheduling)) == 2
    assert_nobody_is_in_two_places(scheduling)


def test_one_client_who_presses_twice_chooses_once(scheduling: Scheduling) -> None:
    client = Choosing(scheduling)
    offered = client.offer()

    def press() -> dict[str, Any]:
        # As a service does it: what is remembered, and what is done, in one transaction.
        database, asked = scheduling.database, f"{offered['choice_id']} 0".encode()
        return once(database, scheduling.clock, new_id(), asked, lambda: client.choose(offered, 0))

    heard = race([press] * 6)
    (held,) = live(scheduling)
    assert [one["appointment_id"] for one in heard] == [held.appointment_id] * len(heard)


def test_an_absence_takes_the_time_away_and_gives_it_back(scheduling: Scheduling) -> None:
    client = Choosing(scheduling)
    booked = scheduling.book(scheduling.open_case())
    noted = scheduling.note_absence()
    (away,) = scheduling.absences()
    assert [one["appointment_id"] for one in away["to_move"]] == [booked["appointment_id"]]
    assert scheduling.slots() == []
    offered = race([client.offer, scheduling.note_absence])
    assert offered[0] == "time_taken"
    scheduling.drop_absence(noted)
    assert scheduling.slots() != []
    assert scheduling.absences() == []
