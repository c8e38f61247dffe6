"""A private RabbitMQ and a private PostgreSQL for tests, on free ports in a temporary folder.

    with rabbitmq() as broker, postgres() as database:
        broker.new_vhost("intake")          # pyamqp://guest:guest@127.0.0.1:27341/intake-5f0c1a
        database.new_database("intake")     # postgresql+psycopg2://postgres@127.0.0.1:23180/intake_9be2d4
        broker.kill(); broker.start()

Everything needed to find a server again lies in its folder, so any process that knows the folder may
kill and start it: `LOTSE_TEST_SERVERS` names the folder that a test run shares. Where
`LOTSE_TEST_BROKER_URL` or `LOTSE_TEST_POSTGRES_URL` is set, those servers are used and never stopped.

For development, `python -m tests.servers` starts both and prints their addresses.
"""

import contextlib
import fcntl
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.postgres import ForeignPostgres, Postgres
from tests.processes import Missing, NotOurs
from tests.rabbitmq import ForeignBroker, RabbitMQ

__all__ = ["Missing", "NotOurs", "Postgres", "RabbitMQ", "for_tests", "postgres", "private", "rabbitmq", "shared"]

KINDS: dict[str, type[RabbitMQ] | type[Postgres]] = {"rabbitmq": RabbitMQ, "postgres": Postgres}


@contextlib.contextmanager
def private(kind: str) -> Iterator[Any]:
    """A server of one's own, gone with its data at the end of the block."""
    with temporary_folder() as folder:
        try:
            server = KINDS[kind].create(folder / kind)
            server.start()
            yield server
        finally:
            dispose(folder)


def rabbitmq() -> contextlib.AbstractContextManager[RabbitMQ]:
    return private("rabbitmq")


def postgres() -> contextlib.AbstractContextManager[Postgres]:
    return private("postgres")


@contextlib.contextmanager
def for_tests(kind: str) -> Iterator[Any]:
    """The server named by the environment, the one this test run shares, or a private one."""
    foreign: dict[str, Callable[[str], Any]] = {"rabbitmq": ForeignBroker, "postgres": ForeignPostgres}
    url = os.environ.get({"rabbitmq": "LOTSE_TEST_BROKER_URL", "postgres": "LOTSE_TEST_POSTGRES_URL"}[kind])
    if "LOTSE_TEST_SERVERS" in os.environ:
        yield shared(kind, Path(os.environ["LOTSE_TEST_SERVERS"]))
    elif url:
        yield foreign[kind](url)
    else:
        with private(kind) as server:
            yield server


def shared(kind: str, folder: Path) -> RabbitMQ | Postgres:
    """The server of that kind in a folder; whoever comes first starts it, nobody but `dispose` ends it."""
    with open(folder / f"{kind}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / kind).exists():
            KINDS[kind].create(folder / kind)
        server = KINDS[kind](folder / kind)
        if "pid" not in server.state or not server.running:
            server.start()
        return server


def dispose(folder: Path) -> None:
    """Stop every server in a folder."""
    for kind, make in KINDS.items():
        if (folder / kind / "server.json").exists() and "pid" in (server := make(folder / kind)).state:
            server.dispose()


@contextlib.contextmanager
def temporary_folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="lotse-tests-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main() -> None:
    """Start both servers, print their addresses as environment assignments, and wait for Ctrl-C."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell starts background jobs deaf to it
    with temporary_folder() as folder, contextlib.suppress(KeyboardInterrupt):
        try:
            broker, database = shared("rabbitmq", folder), shared("postgres", folder)
            print(f"export LOTSE_TEST_SERVERS={folder}  # for tests: kill and restart allowed")
            print(f"export LOTSE_TEST_BROKER_URL={broker.url}")
            print(f"export LOTSE_TEST_POSTGRES_URL={database.url}", flush=True)
            while True:
                time.sleep(3600)
        finally:
            dispose(folder)


if __name__ == "__main__":
    main()
