"""The access log can only be added to, on each engine; a day that is over is signed and found in order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from services.chassis import anchors
from services.chassis.access import note_look
from services.chassis.database import Database
from services.chassis.digests import sign_days, verify
from services.chassis.identity import Actor
from services.chassis.testing import ORGANISATION, SEAL_KEYS, StoppedClock
from services.chassis.vault import SealKeys
from tests.unit.cases.conftest import *  # noqa: F403
from tests.unit.cases.test_circles import *  # noqa: F403
from tests.unit.cases.test_circles import Cases

NewDatabase = Callable[[str], Database]
MIRA = Actor(frozenset({"counsellor"}), "kim", "a7")

# These make their own databases, or read the files of SQLite.
del test_a_team_shares_its_cases_where_the_programme_says_so  # noqa: F821
del test_where_all_is_shared_every_counsellor_of_the_organisation_reads_and_nobody_else  # noqa: F821
del test_no_table_holds_in_clear_why_a_glass_was_broken  # noqa: F821


@pytest.fixture  # type: ignore[no-redef]
def cases(new_database: NewDatabase) -> Cases:
    return Cases(new_database("cases"))


def test_no_engine_changes_or_deletes_a_look(new_database: NewDatabase) -> None:
    database, clock, keys = new_database("cases"), StoppedClock(), SealKeys(ORGANISATION, SEAL_KEYS)
    note_look(database, clock, MIRA, "c1", "case")
    clock.advance(timedelta(days=2))
    kept: list[str] = []
    assert sign_days("cases", database, clock, keys, lambda _tx, said: kept.append(said.signed)) == 2
    anchors.keep(database, "intake", clock.now().date(), kept[0])
    anchors.keep(database, "intake", clock.now().date(), kept[1])
    for statement in (
        "UPDATE access_log SET who = 'a8'",
        "DELETE FROM access_log",
        "UPDATE access_digests SET looks = 0",
        "DELETE FROM access_digests",
        "UPDATE log_anchors SET signed = ''",
        "DELETE FROM log_anchors",
    ):
        with pytest.raises(DBAPIError, match="can only be added to"), database.transaction() as tx:
            tx.execute(text(statement))
    assert verify("cases", database, keys, kept) == 2
    assert anchors.kept(database, "intake") == kept[:1], "the first word holds"
