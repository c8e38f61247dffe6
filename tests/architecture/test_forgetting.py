"""Nobody is left over: every table of every service says how it forgets, and none that knows whose it is stays by
mistake."""

from __future__ import annotations

import importlib
from typing import Any

import pytest
from sqlalchemy import Table

from services.chassis.forgetting import OF_CHASSIS, Forgetting
from tests.architecture.tables import CHASSIS, metadata_of
from tests.architecture.test_migrations import NAMES

# Columns by which a row is about somebody who is accompanied, wherever they stand.
TELLING = frozenset({"case_id", "person_id", "request_id", "about", "subject"})
# Tables that have such a column and stay all the same, as their services say why.
STAYING = {
    "cases": {"directory", "erasures", "erasure_confirmations", "forgotten"},
    "notifications": {"forgotten"},
    "reporting": {"cases", "case_steps", "appointments", "requests", "links", "milestones"},
}


def forgetting_of(service: str) -> Forgetting:
    """What a service says of its tables."""
    try:
        module = importlib.import_module(f"services.{service}.store.forgetting")
    except ModuleNotFoundError:
        module = importlib.import_module(f"services.{service}.store")
    found: Forgetting = module.FORGETTING
    return found


def tables_of(service: str) -> dict[str, Table]:
    return dict(metadata_of(service)[-1].tables)


@pytest.mark.parametrize("service", NAMES)
def test_every_table_of_a_service_says_how_it_forgets(service: str) -> None:
    declared = forgetting_of(service)
    said = [*declared.by, *declared.through, *declared.stays]
    assert set(said) == set(tables_of(service))
    assert len(said) == len(set(said)), "each says it once"


def test_every_table_of_the_chassis_says_how_it_forgets() -> None:
    assert set(OF_CHASSIS) == {name for module in CHASSIS for name in module.metadata.tables}


@pytest.mark.parametrize("service", NAMES)
def test_no_table_that_knows_whose_it_is_stays_unless_it_is_named_here(service: str) -> None:
    staying = forgetting_of(service).stays
    telling = {name for name, table in tables_of(service).items() if TELLING & set(table.c.keys())}
    assert telling & set(staying) == STAYING.get(service, set())


@pytest.mark.parametrize("service", NAMES)
def test_what_a_table_forgets_by_is_there(service: str) -> None:
    declared, tables = forgetting_of(service), tables_of(service)
    missing: list[Any] = [
        (name, column) for name, columns in declared.by.items() for column in columns if column not in tables[name].c
    ]
    for name, (column, parent) in declared.through.items():
        missing += [name] if column not in tables[name].c or parent not in declared.by else []
    assert not missing
