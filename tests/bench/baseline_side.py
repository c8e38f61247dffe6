"""The baseline as a side of the comparison: three processes, a virtual host, a database."""

import json
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.bench.load import Request, send
from tests.bench.measure import Table
from tests.bench.running import Processes
from tests.postgres import Postgres
from tests.processes import free_ports
from tests.rabbitmq import RabbitMQ

WORKERS = 10
"""nameko's default; bursts are spread over all of them, as work under load would be."""


class Baseline:
    name = "baseline"

    def __init__(self, broker: RabbitMQ, databases: Postgres, folder: Path) -> None:
        gateway, requests, listener = free_ports(3)
        self.ports = {"gateway": gateway, "requests": requests, "listener": listener}
        self.url = f"http://127.0.0.1:{gateway}"
        self.bursts = f"http://127.0.0.1:{requests}"
        database = databases.new_database("baseline")
        self.environment = {"BASELINE_AMQP_URL": broker.new_vhost("baseline"), "BASELINE_DATABASE_URL": database}
        self.changes = Table(database, "requests")
        self.effects = Table(database, "notices")
        self.processes = Processes(folder)

    def start(self) -> None:
        for name, port in self.ports.items():
            environment = {**self.environment, "BASELINE_PORT": str(port)}
            self.processes.start(name, "tests.bench.baseline", name, environment=environment)
        for name in self.ports:
            self.processes.wait_for(name, "ready")

    def rest(self) -> None:
        """There is nothing it does by itself."""

    def stop(self) -> None:
        self.processes.stop()

    @property
    def pids(self) -> list[int]:
        return self.processes.pids

    def creating(self, number: int) -> Request:
        return Request("POST", "/requests", new_request(number))

    def reading(self, request_id: str) -> Request:
        return Request("GET", f"/requests/{request_id}")

    def commit_many(self, count: int) -> None:
        self._burst("changes", count, WORKERS)

    def publish(self, count: int, publishers: int) -> float:
        started = time.perf_counter()
        self._burst("events", count, publishers)
        return time.perf_counter() - started

    def _burst(self, what: str, count: int, workers: int) -> None:
        def share(worker: int) -> None:
            part = count // workers + (worker < count % workers)
            send(self.bursts, Request("POST", f"/bursts/{what}?count={part}", new_request(worker)))

        with ThreadPoolExecutor(workers) as pool:
            list(pool.map(share, range(workers)))


def new_request(number: int) -> bytes:
    """The body of a client's request as POST /api/v1/requests takes it; no two numbers give the same."""
    return json.dumps(
        {
            "channel": "web",
            "language": "ka",
            "language_mode": "interpreter",
            "topics": ["housing", "language_course"],
            "municipality": "eschweiler",
            "message": "ჩვენ ვეძებთ ბინას სამი ადამიანისთვის და გერმანული ენის კურსს საღამოს.",
            "name": f"ნინო ბერიძე {number}",
            "email": f"nino.{number}@example.org",
            "consent": {"notice_version": "2026-10", "language": "ka"},
        }
    ).encode()
