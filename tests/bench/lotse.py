"""Lotse as a side of the comparison: a process per service and the gateway, or everything embedded in one."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from urllib.request import urlopen

from tests.bench.load import Request
from tests.bench.measure import Table
from tests.bench.running import Processes
from tests.eventually import eventually
from tests.postgres import Postgres
from tests.processes import free_ports
from tests.rabbitmq import RabbitMQ

COMMITTERS = 4
_UNLIMITED = "1000000000"


class _Deployed:
    """What both worlds have in common: an address, a folder, and a status page that says when it is ready."""

    def __init__(self, folder: Path) -> None:
        (self.port,) = free_ports(1)
        self.url = f"http://127.0.0.1:{self.port}"
        folder.mkdir()
        self.processes = Processes(folder)
        self.environment = {
            "LOTSE_VAR": str(folder),
            "LOTSE_PORT": str(self.port),
            "LOTSE_PUBLIC_URL": self.url,
            "LOTSE_LOG_LEVEL": "WARNING",
            "GATEWAY_SECURE_COOKIES": "false",
            "GATEWAY_REQUESTS_PER_HOUR": _UNLIMITED,
            "PYTHONWARNINGS": "ignore",
        }

    def rest(self) -> None:
        """There is nothing it does by itself."""

    def stop(self) -> None:
        self.processes.stop()

    @property
    def pids(self) -> list[int]:
        return self.processes.pids

    def _run(self, name: str, *words: str) -> None:
        self.processes.start(name, "deploy.lotse", *words, environment=self.environment)

    def _wait_until_ready(self, *urls: str) -> None:
        for url in urls:
            eventually(partial(_is_ready, url), within=60)


def _is_ready(url: str) -> bool:
    return urlopen(f"{url}/health/ready", timeout=5).status == 200


class Embedded(_Deployed):
    """`lotse demo`: every service, the gateway and the broker in one process, filled on its first start."""

    name = "embedded"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder / "embedded")

    def start(self) -> None:
        self._run("demo", "demo")
        self._wait_until_ready(self.url)

    def rest(self) -> None:
        mark = Path(self.environment["LOTSE_VAR"]) / "demo.filled"
        eventually(mark.exists, within=240, every=0.5)


class Lotse(_Deployed):
    """A process per service, RabbitMQ, PostgreSQL."""

    name = "lotse"

    def __init__(self, broker: RabbitMQ, databases: Postgres, folder: Path) -> None:
        super().__init__(folder / "lotse")
        self._databases = databases
        self._broker = broker
        intake, notifications = databases.new_database("intake"), databases.new_database("notifications")
        self.changes = Table(intake, "requests")
        self.effects = Table(notifications, "messages")
        self._health = dict(zip(("intake", "notifications"), free_ports(2), strict=True))
        self.environment |= {
            "LOTSE_BROKER_URL": broker.new_vhost("lotse"),
            "INTAKE_DATABASE_URL": intake,
            "NOTIFICATIONS_DATABASE_URL": notifications,
        }
        self.environment |= {f"{name.upper()}_HEALTH_PORT": str(port) for name, port in self._health.items()}
        self._migrated = False

    def start(self) -> None:
        if not self._migrated:
            subprocess.run(
                [sys.executable, "-m", "deploy.lotse", "migrate"], env={**os.environ, **self.environment}, check=True,
                stdout=subprocess.DEVNULL,
            )  # fmt: skip
            self._migrated = True
        for name in self._health:
            self._run(name, "run", name)
        self._run("gateway", "run", "gateway")
        self._wait_until_ready(*(f"http://127.0.0.1:{port}" for port in self._health.values()), self.url)

    def creating(self, number: int) -> Request:
        return Request("POST", "/api/v1/requests", json.dumps(new_request(number)).encode())

    def reading(self, request_id: str) -> Request:
        reference, token = self._known(request_id)
        return Request("GET", f"/api/v1/requests/status?reference={reference}&token={token}")

    def commit_many(self, count: int) -> None:
        with ThreadPoolExecutor(COMMITTERS) as pool:
            list(pool.map(self._commit, range(count)))

    def publish(self, count: int, publishers: int) -> float:
        del publishers  # there is one relay, whatever there is to do
        words = [sys.executable, "-W", "ignore", "-m", "tests.bench.relay", str(count)]
        environment = {
            **os.environ,
            "BENCH_BROKER_URL": self._broker.new_vhost("relay"),
            "BENCH_DATABASE_URL": self._databases.new_database("relay"),
        }
        return float(subprocess.run(words, env=environment, check=True, capture_output=True, text=True).stdout)

    def _intake(self):
        """The intake's memory in this process: its commits ring the bell of the relay in its own process."""
        if not hasattr(self, "_store"):
            from deploy import keys
            from services.chassis import environment
            from services.chassis.assembly import Assembly
            from services.chassis.extensions import topology
            from services.intake.service import IntakeService
            from services.intake.settings import IntakeSettings
            from services.intake.store import Store

            folder = Path(self.environment["LOTSE_VAR"]) / "keys"
            found = {**self.environment, **keys.environment(folder, self._health, "kim")}
            settings = environment.read(IntakeSettings, "INTAKE", found)
            parts = Assembly("intake", settings, topology(IntakeService))
            parts.bells.start()
            self._store, self._clock = Store(parts.database, parts.outbox, parts.vault, parts.seal_keys), parts.clock
        return self._store

    def _commit(self, number: int) -> None:
        from services.chassis.identity import Actor
        from services.intake import commands

        store = self._intake()
        left_out = ("phone", "preferred_place", "asked_by", "birth_year", "behalf")
        asked = new_request(number) | dict.fromkeys(left_out)
        asked["email"] = f"{os.urandom(8).hex()}@example.org"
        commands.receive_request(store, Actor.public(), self._clock, 5, asked)

    def _known(self, request_id: str) -> tuple[str, str]:
        store = self._intake()
        return store.get(request_id).reference, store.status_token(request_id)


def new_request(number: int) -> dict:
    """What the baseline's clients ask for too, in Lotse's codes."""
    return {
        "channel": "web",
        "language": "ka",
        "language_mode": "spoken",
        "topics": ["housing", "language"],
        "municipality": "eschweiler",
        "message": "ჩვენ ვეძებთ ბინას სამი ადამიანისთვის და გერმანული ენის კურსს საღამოს.",
        "name": f"ნინო ბერიძე {number}",
        "email": f"nino.{number}@example.org",
        "consent": {"notice_version": "2026-11", "language": "ka"},
    }
