"""Lotse as somebody would run it, in both worlds: its address, its mail, its databases and what it has logged."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests
from sqlalchemy import Engine, create_engine, inspect, text

from deploy import services
from tests.builders.mails import Post
from tests.eventually import eventually
from tests.processes import free_ports
from tests.stories.post import Folder, Mailbox, PostOffice

TREE = Path(__file__).parents[2]
SIGNING_KEY = "by which the provider of text messages signs"
STARTS_WITHIN = 60
STOPS_WITHIN = 30
SERVICES = tuple(services.names())
OF_SERVICES = tuple(f"{service.upper()}_" for service in SERVICES)


class Town:
    """A running installation. `databases` are the URLs per service; `mail` is where its letters arrive."""

    world: str

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (self.port,) = free_ports(1)
        self.url = f"http://127.0.0.1:{self.port}"
        self.databases: dict[str, str] = {}
        self.mail: Mailbox = Mailbox()
        self.post = Post(folder / "post")
        self.broker_files: list[Path] = []
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self._engines: dict[str, Engine] = {}

    def environment(self) -> dict[str, str]:
        outside = {key: value for key, value in os.environ.items() if not key.startswith(("LOTSE_", "GATEWAY_"))}
        return {
            **{key: value for key, value in outside.items() if not key.startswith(OF_SERVICES)},
            **{key: value for key, value in os.environ.items() if key == "LOTSE_TEST_RUN"},
            "LOTSE_VAR": str(self.folder / "var"),
            "LOTSE_PUBLIC_URL": self.url,
            "LOTSE_LOG_LEVEL": "DEBUG",
            "GATEWAY_REQUESTS_PER_HOUR": "100000",
            "INTAKE_MAILBOX_URL": self.post.url,
            "INTAKE_MAILBOX_SECONDS": "1",
            "LOTSE_MAILBOX_ADDRESS": "hilfe@example.org",
            "NOTIFICATIONS_SMS_URL": f"file:{self.folder / 'var' / 'sms'}",
            "NOTIFICATIONS_SMS_SIGNING_KEY": SIGNING_KEY,
            "PYTHONWARNINGS": "ignore",
            "PYTHONUNBUFFERED": "1",
        }

    def lotse(self, name: str, *words: str) -> None:
        """Start `lotse WORDS`, with its output in `<name>.log`."""
        with open(self.folder / f"{name}.log", "ab") as out:
            self._processes[name] = subprocess.Popen(
                [sys.executable, "-m", "deploy.lotse", *words],
                cwd=TREE,
                env=self.environment(),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
            )

    def done(self, *words: str) -> str:
        """What `lotse WORDS` prints, once it has done it."""
        command = [sys.executable, "-m", "deploy.lotse", *words]
        done = subprocess.run(command, cwd=TREE, env=self.environment(), capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def await_answer(self) -> None:
        """Return when the gateway answers and intake answers behind it."""

        def answers() -> bool:
            for name, process in self._processes.items():
                if process.poll() is not None:
                    raise SystemError(f"{name} ended at start:\n{self.logged()[-4000:]}")
            unknown = {"reference": "K7M-4XQ-6", "token": "nobody"}
            return requests.get(f"{self.url}/api/v1/requests/status", unknown, timeout=10).status_code in (404, 422)

        eventually(answers, within=STARTS_WITHIN, every=0.1, unless=SystemError)

    def stop(self) -> None:
        """SIGTERM to all, as an administrator stops it."""
        for engine in self._engines.values():
            engine.dispose()
        for process in self._processes.values():
            process.terminate()
        for name, process in self._processes.items():
            try:
                process.wait(STOPS_WITHIN)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                raise AssertionError(f"{name} did not stop within {STOPS_WITHIN} s") from None

    def end(self, service: str) -> bool:
        """SIGTERM to one service; False where all of them are one process."""
        process = self._processes.get(service)
        if process is not None:
            process.terminate()
            process.wait(STOPS_WITHIN)
        return process is not None

    def logged(self) -> str:
        """Everything the processes have printed and logged."""
        return "".join(path.read_text(errors="replace") for path in sorted(self.folder.glob("*.log")))

    def engine(self, service: str) -> Engine:
        """The way into one service's database, the same for all stories."""
        if service not in self._engines:
            self._engines[service] = create_engine(self.databases[service])
        return self._engines[service]

    def rows(self, service: str, statement: str, **values: Any) -> list[dict[str, Any]]:
        """What one service's database answers."""
        with self.engine(service).connect() as connection:
            return [dict(row._mapping) for row in connection.execute(text(statement), values)]

    def counts(self) -> dict[str, int]:
        """How many rows each table has, and how much mail there is: what must not change when nothing may happen."""
        found = {"mail": len(self.mail.letters())}
        for service in SERVICES:
            # Purges and leases come and go by the clock, whatever anybody asks.
            tables = [table for table in self.tables(service) if table not in ("acts", "leases", "inbox_lanes")]
            count = " UNION ALL ".join(f"SELECT '{table}' AS name, count(*) AS n FROM {table}" for table in tables)
            found |= {f"{service}.{row['name']}": row["n"] for row in self.rows(service, count)}
        return found

    def is_quiet(self) -> bool:
        """Whether everything that was said has been heard and dealt with: nothing queued, under way or waiting.

        The services are read one after the other, so one of them may answer to what it heard after it was read: only
        two readings that found the same are a quiet town."""
        seen = self._all_heard()
        return seen is not None and seen == self._all_heard()

    def _all_heard(self) -> dict[str, set[str]] | None:
        """What was said, by its type; None while something of it has not been dealt with."""
        said: dict[str, set[str]] = {}
        heard: dict[str, dict[str, set[str]]] = {}
        for service in SERVICES:
            for row in self.rows(service, "SELECT type, message_id, sent_at FROM outbox"):
                if row["sent_at"] is None:
                    return None
                said.setdefault(row["type"], set()).add(row["message_id"])
            for row in self.rows(service, "SELECT type, message_id, state FROM inbox"):
                if row["state"] == "waiting":
                    return None
                heard.setdefault(service, {}).setdefault(row["type"], set()).add(row["message_id"])
        # Whoever has ever heard of a type hears all of it.
        is_all = all(said.get(type_, set()) <= ids for types in heard.values() for type_, ids in types.items())
        return said if is_all else None

    def tables(self, service: str) -> list[str]:
        return sorted(inspect(self.engine(service)).get_table_names())

    def stored(self, service: str) -> bytes:
        """Everything one service keeps, as whoever steals the disk sees it."""
        raise NotImplementedError


class EmbeddedTown(Town):
    """One process: `lotse up`, SQLite files, mail as files."""

    world = "embedded"

    def start(self) -> None:
        self.mail = Folder(self.folder / "var" / "mail")
        self.databases = {service: f"sqlite:///{self.folder / 'var' / service}.db" for service in SERVICES}
        self.lotse("lotse", "up", "--port", str(self.port))
        self.await_answer()

    def stored(self, service: str) -> bytes:
        return b"".join(path.read_bytes() for path in sorted((self.folder / "var").glob(f"{service}.db*")))


class RealTown(Town):
    """A process per service and the gateway; RabbitMQ, where each has its own rights, PostgreSQL and SMTP."""

    world = "real"

    def __init__(self, folder: Path, broker: Any, vhost: str, databases: dict[str, str], office: PostOffice) -> None:
        super().__init__(folder)
        self.broker, self.vhost, self.databases, self.mail, self.office = broker, vhost, databases, office, office

    def environment(self) -> dict[str, str]:
        return {
            **super().environment(),
            **{f"{service.upper()}_DATABASE_URL": url for service, url in self.databases.items()},
            **{
                f"{name.upper()}_BROKER_URL_FILE": str(self.folder / "var" / "keys" / f"{name}.broker-url")
                for name in (*SERVICES, "gateway")
            },
            "NOTIFICATIONS_MAIL_URL": f"smtp://127.0.0.1:{self.office.port}",
            "GATEWAY_SECURE_COOKIES": "false",
        }

    def start(self) -> None:
        self.office.open()
        at = urlsplit(self.vhost)
        where = ("--host", str(at.hostname), "--port", str(at.port), "--vhost", at.path[1:])
        self.broker.load(json.loads(self.done("broker", "definitions", *where)))
        self.done("migrate")
        for service in SERVICES:
            self.lotse(service, "run", service)
        self.lotse("gateway", "run", "gateway", "--port", str(self.port))
        self.await_answer()

    def stop(self) -> None:
        try:
            super().stop()
        finally:
            self.office.close()

    def stored(self, service: str) -> bytes:
        tables = [self.rows(service, f'SELECT * FROM "{table}"') for table in self.tables(service)]
        return b"\n".join(as_bytes(value) for table in tables for row in table for value in row.values())


def as_bytes(value: Any) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


@contextlib.contextmanager
def running(town: Any) -> Iterator[Any]:
    """The town, started; stopped at the end whatever happens."""
    try:
        town.start()
        yield town
    finally:
        town.stop()
