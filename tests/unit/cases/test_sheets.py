"""The sheet for the Land: each value where the programme says it is, in the other system's words; only of one's own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from services.cases.queries.sheets import case_sheet, value_of
from services.chassis.access import access_log
from services.chassis.errors import NotAllowed, NotFound
from services.chassis.identity import Actor
from services.chassis.programme import LandSheet, SheetLine
from tests.builders import Cases
from tests.builders.people import PROGRAMME

ZONE = ZoneInfo("Europe/Berlin")
CASE: dict[str, Any] = {
    "opened_at": "2026-11-22T23:30:00+00:00",
    "due_on": "2026-11-22",
    "topics": ["housing", "language"],
    "closed_at": None,
    "person": {"birth_year": 1984},
    "goals": [{"status": "reached", "topic": "housing"}, {"status": "agreed", "topic": "housing"}],
}


def line(source: str, **facts: Any) -> SheetLine:
    return SheetLine("Feld", source, **facts)


@pytest.mark.parametrize(
    ("asked", "value"),
    [
        (line("person.birth_year"), "1984"),
        (line("person.name"), ""),
        (line("nothing.at.all"), ""),
        (line("opened_at", shown="day"), "23.11.2026"),
        (line("due_on", shown="day"), "22.11.2026"),
        (line("closed_at", shown="day"), ""),
        (line("topics", codes={"housing": "Wohnen"}), "Wohnen; language"),
        (line("goals", shown="count"), "2"),
        (line("goals", where={"status": "reached"}, shown="count"), "1"),
        (line("goals", each="topic", codes={"housing": "Wohnen"}), "Wohnen"),
        (line("closed_at", shown="count"), "0"),
    ],
)
def test_a_line_tells_its_value_as_the_other_system_says_it(asked: SheetLine, value: str) -> None:
    assert value_of(asked, CASE, ZONE) == value


def test_a_way_of_showing_that_there_is_not_is_refused_when_the_programme_is_read() -> None:
    with pytest.raises(ValueError, match="shown as 'picture'"):
        line("topics", shown="picture")


def test_every_line_of_the_programmes_sheet_is_about_something_that_a_case_tells(
    cases: Cases, ketevan: Actor, case_id: str
) -> None:
    told = cases.ask(ketevan, "case", case_id=case_id)
    known = set(told) | {"closed_at", "reason", "outcome", "channel"}
    assert PROGRAMME.land_sheet.is_example
    for each in PROGRAMME.land_sheet.lines:
        first, _, second = each.source.partition(".")
        assert first in known, each.label
        assert not second or second in told[first], each.label
        assert each.label.startswith("Beispiel: ")


def test_the_sheet_of_ones_own_case_is_a_look(cases: Cases, ketevan: Actor, case_id: str) -> None:
    sheet = cases.ask(ketevan, "case_sheet", case_id=case_id)
    values = {each["label"].removeprefix("Beispiel: "): each["value"] for each in sheet["lines"]}
    assert (values["Fallnummer"], values["Status"], values["Zugangsweg"]) == ("K7M-4XQ-6", "laufend", "Online")
    assert values["Handlungsfelder"] == "Wohnen; Sprache"
    with cases.database.reading() as tx:
        assert ("sheet", ketevan.ref) in [(row.what, row.who) for row in tx.execute(access_log.select())]


def test_nobody_elses_sheet_is_told(cases: Cases, lado: Actor, dagmar: Actor, lioba: Actor, case_id: str) -> None:
    for who in (lado, dagmar, lioba):
        with pytest.raises(NotAllowed):
            cases.ask(who, "case_sheet", case_id=case_id)
    with pytest.raises(NotFound):
        cases.ask(replace(lado, organisation="kim"), "case_sheet", case_id=case_id)


def test_what_is_closed_says_when_and_why(cases: Cases, ketevan: Actor, case_id: str) -> None:
    version = cases.ask(ketevan, "case", case_id=case_id)["version"]
    cases.ask(ketevan, "close_case", case_id=case_id, version=version, reason="moved_away", outcome="improved")
    wanted = LandSheet(False, (line("reason", codes={"moved_away": "Wegzug"}), line("outcome")))
    told = case_sheet(cases.store, ketevan, cases.clock, wanted, ZONE, case_id)
    assert [each["value"] for each in told["lines"]] == ["Wegzug", "improved"]
    assert told["is_example"] is False
