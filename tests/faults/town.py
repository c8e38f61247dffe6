"""A town for faults: a virtual host, databases, keys, and service processes under a supervisor.

    town = Town(broker, postgres, folder, NEIGHBOURS)
    town.start("hearer", replicas=2)
    town.start("sayer", failpoint="relay.claimed:3")   # dies there, and is started again without it

Processes are known by their pid and nothing else; who dies unasked is started again, as systemd would.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import amqp
import psycopg2
from kombu.utils.url import parse_url

from deploy import keys
from services.chassis import bus, extensions, migrate, tracing
from services.chassis.bells import Bells
from services.chassis.calls import Calls
from services.chassis.clock import SystemClock
from services.chassis.database import Database
from services.chassis.identity import Signer
from services.chassis.outbox import Outbox
from services.chassis.vault import identity_key
from tests.eventually import eventually
from tests.faults import neighbours
from tests.processes import children_of, send
from tests.rabbitmq import vhost_of

# Times are short, so that a test waits seconds where an operator would wait minutes.
LEASE_SECONDS, HANDLING_SECONDS, DRAIN_SECONDS = 2.0, 3.0, 8.0
RETRY_SECONDS = (0.2, 0.3, 0.4)
TREE = Path(__file__).parents[2]
_START_WITHIN = 60.0


@dataclass
class Replica:
    """One process of a service, through all its lives."""

    service: str
    command: Sequence[str]
    log: Path
    failpoint: str = ""
    wanted: bool = True
    paused: bool = False
    deaths: list[int] = field(default_factory=list)
    process: subprocess.Popen[bytes] | None = None
    began_at: int = 0

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def said(self, event: str) -> bool:
        """Whether it has logged this in its present life."""
        with open(self.log, "rb") as log:
            log.seek(self.began_at)
            return any(f'"event": "{event}"'.encode() in line for line in log)


class Town:
    """Real services in a world of their own."""

    def __init__(
        self,
        broker: Any,
        postgres: Any,
        folder: Path,
        names: Collection[str],
        run: Sequence[str],
        **settings: str,
    ):
        self.broker, self.postgres = broker, postgres
        self.folder = folder
        self.names = tuple(names)
        self.broker_url = broker.new_vhost("faults")
        self.databases = {name: postgres.new_database(f"faults_{name}") for name in names}
        self.replicas: list[Replica] = []
        self._run = run
        self._settings = settings
        self._connections: dict[str, Any] = {}
        self._lock = threading.RLock()
        self._over = threading.Event()
        keys.create_missing(folder / "keys", names, "kim")
        self._supervisor = threading.Thread(target=self._supervise, name="supervisor", daemon=True)
        self._supervisor.start()

    @property
    def environment(self) -> dict[str, str]:
        inherited = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("LOTSE_") or name == "LOTSE_TEST_RUN"
        }
        own = {
            "LOTSE_BROKER_URL": self.broker_url,
            "LOTSE_VAR": str(self.folder),
            "LOTSE_LEASE_SECONDS": str(LEASE_SECONDS),
            "LOTSE_HANDLING_SECONDS": str(HANDLING_SECONDS),
            "LOTSE_DRAIN_SECONDS": str(DRAIN_SECONDS),
            "LOTSE_RETRY_SECONDS": ",".join(map(str, RETRY_SECONDS)),
            "PYTHONUNBUFFERED": "1",
            "PYTHONWARNINGS": "ignore",
        }
        own |= keys.environment(self.folder / "keys", self.names, "kim")
        own |= {f"{name.upper()}_DATABASE_URL": url for name, url in self.databases.items()}
        return inherited | own | self._settings

    # Processes

    def start(self, service: str, replicas: int = 1, failpoint: str = "", *, wait: bool = True) -> list[Replica]:
        """Start so many processes of a service beside those there are; each kills or pauses itself at `failpoint`."""
        started = []
        for _ in range(replicas):
            log = self.folder / f"{service}-{len(self.replicas)}.log"
            replica = Replica(service, [*self._run, service], log, failpoint)
            with self._lock:
                self.replicas.append(replica)
                self._launch(replica)
            started.append(replica)
        if wait:
            for replica in started:
                self.wait_for(replica)
        return started

    def wait_for(self, replica: Replica) -> None:
        """Return when it takes work."""
        eventually(lambda: replica.said("started"), within=_START_WITHIN, every=0.05)

    def instead(self, service: str, failpoint: str, replicas: int = 1) -> list[Replica]:
        """Kill the processes of a service and start others, armed with a failpoint, in their place."""
        self.dismiss(service)
        return self.start(service, replicas, failpoint, wait=False)

    def of(self, service: str) -> list[Replica]:
        """The processes of a service that are to run."""
        return [replica for replica in self.replicas if replica.service == service and replica.wanted]

    def kill(self, replica: Replica) -> None:
        """kill -9, with the children that gunicorn has; the supervisor starts it again."""
        if replica.alive:
            send(signal.SIGKILL, [replica.pid, *children_of(replica.pid)])

    def pause(self, replica: Replica) -> None:
        """Freeze the process, as a machine that is moved or swaps does."""
        replica.paused = True
        os.kill(replica.pid, signal.SIGSTOP)

    def resume(self, replica: Replica) -> None:
        replica.paused = False
        os.kill(replica.pid, signal.SIGCONT)

    def retire(self, replica: Replica, within: float = 30) -> int:
        """SIGTERM, and not started again; its exit code."""
        assert replica.process is not None
        with self._lock:
            replica.wanted = False
        replica.process.terminate()
        return replica.process.wait(within)

    def dismiss(self, *services: str) -> None:
        """kill -9 all processes of these services (of all, where none is named), for good."""
        with self._lock:
            leaving = [replica for replica in self.replicas if not services or replica.service in services]
            for replica in leaving:
                replica.wanted = False
                self.kill(replica)
            for replica in leaving:
                if replica.process is not None:
                    replica.process.wait(10)
            self.replicas = [replica for replica in self.replicas if replica not in leaving]

    def close(self) -> None:
        """End every process and give the world back."""
        self._over.set()
        self._supervisor.join()
        self.dismiss()
        with contextlib.suppress(Exception):
            self.broker.drop_vhost(self.broker_url)
        for url in self.databases.values():
            self.postgres.drop_database(url)

    def _launch(self, replica: Replica) -> None:
        environment = self.environment
        if replica.failpoint and not replica.deaths:
            environment["LOTSE_FAILPOINT"] = replica.failpoint
        replica.began_at = replica.log.stat().st_size if replica.log.exists() else 0
        with open(replica.log, "ab") as log:
            replica.process = subprocess.Popen(
                [sys.executable, "-m", *replica.command],
                cwd=TREE,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def _supervise(self) -> None:
        while not self._over.wait(0.05):
            with self._lock:
                for replica in self.replicas:
                    if replica.wanted and not replica.alive:
                        assert replica.process is not None
                        replica.deaths.append(replica.process.returncode)
                        self._launch(replica)

    # The world

    def rows(self, service: str, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """What a query on a service's database gives, on a connection of our own; statements commit."""
        try:
            return self._query(service, query, values)
        except (psycopg2.OperationalError, psycopg2.InterfaceError):
            self._connections.pop(service, None)  # a fault has taken it along
            return self._query(service, query, values)

    def _query(self, service: str, query: str, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        connection = self._connections.get(service)
        if connection is None:
            connection = psycopg2.connect(self.databases[service].replace("+psycopg2", ""), connect_timeout=5)
            connection.autocommit = True
            self._connections[service] = connection
        with connection.cursor() as cursor:
            cursor.execute(query, values or None)
            return cursor.fetchall() if cursor.description else []

    def one(self, service: str, query: str, *values: Any) -> Any:
        """The one value a query gives."""
        return self.rows(service, query, *values)[0][0]

    @contextlib.contextmanager
    def locked(self, service: str, table: str) -> Iterator[None]:
        """Nobody can write to this table meanwhile: whoever wants to waits, inside a transaction."""
        connection = psycopg2.connect(self.databases[service].replace("+psycopg2", ""))
        try:
            connection.cursor().execute(f"LOCK TABLE {table} IN EXCLUSIVE MODE")
            yield
        finally:
            connection.close()

    @contextlib.contextmanager
    def channel(self) -> Iterator[Any]:
        """A channel to the broker, with py-amqp's methods."""
        at = parse_url(self.broker_url)
        connection = amqp.Connection(
            f"{at['hostname']}:{at['port']}",
            at["userid"],
            at["password"],
            virtual_host=vhost_of(self.broker_url),
            connect_timeout=5,
        )
        connection.connect()
        try:
            yield connection.channel()
        finally:
            connection.collect()

    def in_queue(self, service: str) -> int:
        """How many messages the broker holds for a service, ready or on their way."""
        queue, vhost = bus.inbound_queue(service), vhost_of(self.broker_url)
        name = f'rabbit_misc:r(<<"{vhost}">>, queue, <<"{queue}">>)'
        found = self.broker.evaluate(f"rabbit_amqqueue:with({name}, fun(Q) -> rabbit_amqqueue:info(Q, [messages]) end)")
        return int("".join(filter(str.isdigit, found)))

    def active_consumer(self, service: str) -> str:
        """The broker's name for the one consumer that is served now; empty if there is none."""
        queue, vhost = bus.inbound_queue(service), vhost_of(self.broker_url)
        name = f'rabbit_misc:r(<<"{vhost}">>, queue, <<"{queue}">>)'
        tags = "[T || {_, T, _, _, true, _, _, _} <- rabbit_amqqueue:consumers(Q)]"
        found: str = self.broker.evaluate(f"rabbit_amqqueue:with({name}, fun(Q) -> {tags} end)")
        return found.strip('[]# <>Bin"')

    def relay_holder(self, service: str) -> int:
        """The pid of the process whose relay sends."""
        return int(self.one(service, "SELECT holder FROM leases WHERE name = 'relay'").split(".")[-2])

    def calls(self) -> Calls:
        """The gateway's way of asking, for a test to use."""
        signer = Signer(identity_key((self.folder / "keys" / "identity.signing.json").read_text()))
        return Calls(self.broker_url, signer, deadline=5.0, name="test")


class Village(Town):
    """The town of the two neighbours, sayer and hearer."""

    def __init__(self, broker: Any, postgres: Any, folder: Path):
        super().__init__(broker, postgres, folder, tuple(neighbours.BY_NAME), ["tests.faults.neighbours"])
        for name, url in self.databases.items():
            database = Database(url)
            migrate.upgrade(name, database)
            neighbours.TABLES[name].create_all(database.engine)
            database.close()
        self.declare()

    def declare(self) -> None:
        """Declare exchanges, queues and bindings, as `lotse migrate` does."""
        link = eventually(lambda: bus.Link(self.broker_url, "faults.migrate"), within=60)
        try:
            for service in neighbours.BY_NAME.values():
                extensions.topology(service).declare(link.channel())
        finally:
            link.close()

    def renew(self) -> None:
        """An empty village: nothing said, nothing heard, one process of each service. Quick if all went well before."""
        for server in (self.broker, self.postgres):
            server.resume()
            if not server.running:
                server.start()
        crowded = any(len(self.of(name)) != 1 for name in self.names)
        unwell = any(replica.paused or not replica.alive or replica.failpoint for replica in self.replicas)
        if crowded or unwell or not self._is_quiet():
            self.dismiss()
        for name in self.names:
            tables = ["outbox", "outbox_sequences", "inbox", "inbox_lanes", "answers", *neighbours.TABLES[name].tables]
            self.rows(name, f"TRUNCATE {', '.join(tables)}")
        if not self.replicas:
            with self.channel() as channel:
                for name in self.names:
                    channel.queue_delete(bus.inbound_queue(name))
            self.declare()
            for name in self.names:
                self.start(name, wait=False)
        for replica in self.replicas:
            self.wait_for(replica)

    def _is_quiet(self) -> bool:
        busy = "SELECT count(*) FROM outbox WHERE sent_at IS NULL UNION ALL SELECT count(*) FROM inbox_lanes"
        try:
            rows = [count for name in self.names for (count,) in self.rows(name, busy)]
            return not any(rows) and not any(self.in_queue(name) for name in self.names)
        except Exception:
            return False


def logged(replica: Replica) -> list[dict[str, Any]]:
    """Everything a replica has logged, all its lives long."""
    found = []
    for line in replica.log.read_text(errors="replace").splitlines():
        with contextlib.suppress(ValueError):
            found.append(json.loads(line))
    return [entry for entry in found if isinstance(entry, dict)]


def say_directly(village: Village, thing: str) -> None:
    """Have the sayer's database say something while nobody can be asked: a row and its event, in one transaction."""
    database = Database(village.databases["sayer"])
    try:
        with database.transaction() as tx, tracing.span("say"):
            row = {"key": neighbours.new_key(), "thing": thing, "number": 1, "deed": "say"}
            tx.execute(neighbours.utterances.insert().values(row | {"correlation_id": tracing.current_trace_id()}))
            Outbox("sayer@kim", SystemClock(), Bells(database)).say(tx, neighbours.Said(thing, 1, ""))
    finally:
        database.close()


def unread_bytes(port: int) -> int:
    """How much lies in the sockets of this port that its server has not read."""
    lines = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return sum(int(line[4].partition(":")[2], 16) for line in lines if int(line[1].partition(":")[2], 16) == port)
