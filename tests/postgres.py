"""PostgreSQL for tests: a private server, or the one that LOTSE_TEST_POSTGRES_URL names."""

import contextlib
import glob
import os
import pwd
import secrets
import shutil
import signal
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg2

from tests.processes import Missing, NotOurs, Server, free_ports


class Databases:
    """Databases come and go on the server at `url`."""

    url: str

    def new_database(self, name: str = "test") -> str:
        """The URL of a fresh, empty database, called `name` and a random ending. Takes about 50 ms."""
        database = f"{name}_{secrets.token_hex(3)}"
        self.execute(f'CREATE DATABASE "{database}" TEMPLATE template0')
        return urlunsplit(urlsplit(self.url)._replace(path=f"/{database}"))

    def drop_database(self, url: str) -> None:
        self.execute(f'DROP DATABASE IF EXISTS "{name_of(url)}" WITH (FORCE)')

    def connections(self, database: str) -> int:
        """How many connections to a database are open."""
        rows = self.execute("SELECT 1 FROM pg_stat_activity WHERE datname = %s", name_of(database))
        return len(rows)

    def terminate_connections(self, database: str) -> int:
        """Cut every connection to a database (its name or its URL); how many were cut."""
        rows = self.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()",
            name_of(database),
        )
        return len(rows)

    def execute(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        connection = psycopg2.connect(self.url.replace("+psycopg2", ""), connect_timeout=5)
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(statement, values or None)
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()


class Postgres(Databases, Server):
    STOP = signal.SIGINT  # PostgreSQL's fast shutdown: clients are sent away, nothing is lost

    @classmethod
    def create(cls, folder: Path) -> "Postgres":
        database = cls(folder)
        initdb = database.programme("initdb")
        folder.mkdir(parents=True)
        (port,) = free_ports(1)
        database.remember(kind="postgres", port=port)
        if os.geteuid() == 0:
            folder.parent.chmod(0o711)
            shutil.chown(folder, database.account()["user"])
        options = ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        made = database.run([initdb, *options, "-D", str(folder / "data")], cwd=folder, **database.account())
        if made.wait():
            raise RuntimeError(f"initdb failed:\n{database.log()}")
        return database

    @property
    def url(self) -> str:  # type: ignore[override]
        return f"postgresql+psycopg2://postgres@127.0.0.1:{self.port}/postgres"

    def spawn(self) -> subprocess.Popen[bytes]:
        settings = {"port": self.port, "listen_addresses": "127.0.0.1", "unix_socket_directories": self.folder}
        settings |= {"max_connections": 200, "max_wal_size": "2GB"}
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        # Left by a kill; as long as nobody has buried the dead server, its number would pass for a living one.
        for left in (self.folder / "data/postmaster.pid", self.folder / f".s.PGSQL.{self.port}.lock"):
            left.unlink(missing_ok=True)
        command = [self.programme("postgres"), "-D", str(self.folder / "data"), *options]
        return self.run(command, cwd=self.folder, **self.account())

    def answers(self) -> bool:
        with contextlib.suppress(psycopg2.OperationalError):
            return self.execute("SELECT 1") == [(1,)]
        return False

    def dispose(self) -> None:
        self.stop()

    @staticmethod
    def account() -> dict[str, Any]:
        """PostgreSQL refuses to run as root."""
        if os.geteuid() != 0:
            return {}
        name = next(name for name in ("postgres", "nobody") if has_account(name))
        return {"user": name, "group": pwd.getpwnam(name).pw_gid, "extra_groups": []}

    @staticmethod
    def programme(name: str) -> str:
        newest_first = sorted(glob.glob(f"/usr/lib/postgresql/*/bin/{name}"), key=version_in, reverse=True)
        found = next(iter(newest_first), None) or shutil.which(name)
        if not found:
            raise Missing("PostgreSQL is missing: install postgresql, or set LOTSE_TEST_POSTGRES_URL.")
        return found


class ForeignPostgres(Databases):
    def __init__(self, url: str) -> None:
        self.url = url

    def __getattr__(self, name: str) -> Any:
        raise NotOurs(f"LOTSE_TEST_POSTGRES_URL names a server that is not ours, so no test may {name} it: unset it.")


def has_account(name: str) -> bool:
    with contextlib.suppress(KeyError):
        return bool(pwd.getpwnam(name))
    return False


def version_in(path: str) -> int:
    return int(path.split("/")[4].partition(".")[0])


def name_of(url_or_name: str) -> str:
    return url_or_name.rpartition("/")[2]
