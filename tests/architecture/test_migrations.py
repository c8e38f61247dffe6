"""Migrations are one chain, its newest is named in HEAD, and they make the tables that the code expects."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from services.chassis import migrate
from services.chassis.testing import fresh_database
from tests.architecture.tables import metadata_of, snapshot

SERVICES = Path(__file__).parents[2] / "services"
NAMES = sorted(path.parent.name for path in SERVICES.glob("*/settings.py"))
OWNERS = ["chassis", *NAMES]


@pytest.mark.parametrize("owner", OWNERS)
def test_migrations_are_one_chain_and_head_names_its_end(owner: str) -> None:
    script = ScriptDirectory.from_config(migrate._config(owner))
    chain = [revision.revision for revision in script.walk_revisions()][::-1]
    files = sorted(path.stem for path in (SERVICES / owner / "migrations" / "versions").glob("*.py"))
    assert script.get_heads() == chain[-1:]
    assert script.get_bases() == chain[:1]
    assert chain == [f"{number:04d}" for number in range(1, len(files) + 1)]
    assert [name.partition("_")[0] for name in files] == chain
    assert (SERVICES / owner / "migrations" / "HEAD").read_text().strip() == chain[-1]


@pytest.mark.parametrize("service", NAMES)
def test_the_migrated_tables_are_those_of_the_code(service: str, tmp_path: Path) -> None:
    migrated = fresh_database(service, tmp_path)
    written = create_engine(f"sqlite:///{tmp_path}/written.db")
    for metadata in metadata_of(service):
        metadata.create_all(written)
    assert snapshot(migrated.engine) == snapshot(written)


@pytest.mark.parametrize("service", NAMES)
def test_migrating_twice_changes_nothing_and_nothing_is_pending_afterwards(service: str, tmp_path: Path) -> None:
    database = fresh_database(service, tmp_path)
    before = snapshot(database.engine)
    migrate.upgrade(service, database)
    assert snapshot(database.engine) == before
    assert not migrate.pending(service, database)
