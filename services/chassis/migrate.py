"""Bringing a service's tables to the version its code needs: first the chassis's, then its own.

Each has its own chain of Alembic migrations and its own version table, so a service's history holds only
what is the service's. `HEAD` names the newest one, so that two branches that add a migration collide in git.
"""

from __future__ import annotations

import threading
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from services.chassis.database import Database

_SERVICES = Path(__file__).parent.parent
# Alembic keeps its context in module globals.
_one_at_a_time = threading.Lock()


def owners(service: str) -> tuple[str, ...]:
    """Whose migrations make up a service's database, in the order they are run; not every service has its own."""
    return tuple(owner for owner in ("chassis", service) if (_SERVICES / owner / "migrations").is_dir())


def upgrade(service: str, database: Database) -> None:
    """Run what has not been run yet; repeating it changes nothing."""
    with _one_at_a_time, database.engine.connect() as connection:
        for owner in owners(service):
            config = _config(owner)
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            connection.commit()


def pending(service: str, database: Database) -> bool:
    """Whether the tables are older than the code."""
    with database.engine.connect() as connection:
        for owner in owners(service):
            context = MigrationContext.configure(connection, opts={"version_table": f"{owner}_version"})
            if context.get_current_revision() != head(owner):
                return True
    return False


@cache
def head(owner: str) -> str | None:
    """The newest migration of the chassis or of a service."""
    return ScriptDirectory.from_config(_config(owner)).get_current_head()


def _config(owner: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("version_locations", str(_SERVICES / owner / "migrations" / "versions"))
    config.set_main_option("path_separator", "os")
    config.attributes["version_table"] = f"{owner}_version"
    return config
