"""The story's first step under faults: intake, notifications and the gateway are killed while clients ask for help.

Each client repeats its request with its Idempotency-Key until it is answered, as the API's description tells it to.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import requests

from services.chassis import programme
from tests.eventually import eventually
from tests.faults.town import TREE, Town
from tests.processes import free_ports

NOTICE_VERSION = programme.load(TREE / "deploy" / "programmes" / "aachen").notice_version
CREATED = 201
AGAIN = (500, 502, 503, 504)


class Lotse(Town):
    """The real services and the gateway."""

    def __init__(self, broker: Any, postgres: Any, folder: Path):
        (self.port,) = free_ports(1)
        self.url = f"http://127.0.0.1:{self.port}"
        super().__init__(
            broker,
            postgres,
            folder,
            ("intake", "notifications"),
            ["deploy.lotse", "run", "--port", str(self.port)],
            LOTSE_PUBLIC_URL=self.url,
            GATEWAY_REQUESTS_PER_HOUR="1000000",
            GATEWAY_SECURE_COOKIES="false",
        )
        migrate = [sys.executable, "-m", "deploy.lotse", "migrate"]
        subprocess.run(migrate, cwd=TREE, env=self.environment, check=True, capture_output=True)

    def open(self) -> None:
        """Start one process of each, and return when the town answers."""
        for name in (*self.names, "gateway"):
            self.start(name, wait=False)
        missing = f"{self.url}/api/v1/requests/status?reference=K7M-4XQ-6&token=nobody"
        eventually(lambda: requests.get(missing, timeout=10).status_code == 404, within=60, every=0.1)


class Clients:
    """People who ask for help all the time while the block runs."""

    def __init__(self, town: Lotse, clients: int = 3, pace: float = 0.03):
        self.answers: dict[str, dict[str, Any]] = {}
        self.traces: dict[str, str] = {}
        self.again = 0
        self.errors: list[BaseException] = []
        self._url = f"{town.url}/api/v1/requests"
        self._pace = pace
        self._over = threading.Event()
        self._clients = [threading.Thread(target=self._work, daemon=True) for _ in range(clients)]

    def __enter__(self) -> Clients:
        for client in self._clients:
            client.start()
        return self

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        self._over.set()
        for client in self._clients:
            client.join(60)
        if error is None and self.errors:
            raise self.errors[0]

    def more(self, count: int) -> None:
        """Return when so many more requests have been answered."""
        enough = len(self.answers) + count
        eventually(lambda: self.errors or len(self.answers) >= enough, within=60)

    def _work(self) -> None:
        try:
            while not self._over.wait(self._pace):
                self._ask()
        except BaseException as error:  # told to the test at the end of the block
            self.errors.append(error)

    def _ask(self) -> None:
        key, trace = str(uuid4()), os.urandom(16).hex()
        self.traces[key] = trace
        body = {
            "language": "ka",
            "topics": ["housing", "language"],
            "municipality": "wuerselen",
            "name": "ნინო ბერიძე",
            "email": f"nino.{key}@example.org",
            "consent": {"notice_version": NOTICE_VERSION, "language": "ka"},
        }
        headers = {"Idempotency-Key": key, "traceparent": f"00-{trace}-{os.urandom(8).hex()}-01"}
        while True:
            try:
                answer = requests.post(self._url, json=body, headers=headers, timeout=10)
            except requests.RequestException:
                answer = None
            if answer is not None and answer.status_code == CREATED:
                self.answers[key] = answer.json()
                return
            assert answer is None or answer.status_code in AGAIN, (answer.status_code, answer.text)
            self.again += 1
            self._over.wait(0.1)


@pytest.fixture(scope="module")
def town(broker: Any, postgres: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lotse]:
    lotse = Lotse(broker, postgres, tmp_path_factory.mktemp("lotse"))
    yield lotse
    lotse.close()


# The intake dies at one point, notifications at another.
POINTS = [
    ("answer.inside", "receiver.stored"),
    ("answer.committed", "handler.inside"),
    pytest.param("relay.confirmed", "handler.committed", marks=pytest.mark.long),
    pytest.param("relay.claimed", "receiver.taken", marks=pytest.mark.long),
    pytest.param("handler.committed", "relay.confirmed", marks=pytest.mark.long),
]


@pytest.mark.parametrize(("intake", "notifications"), POINTS)
def test_every_request_is_stored_and_receipted_once_whichever_service_is_killed(
    intake: str, notifications: str, town: Lotse
) -> None:
    town.dismiss()
    armed = town.start("intake", failpoint=f"{intake}:10", wait=False)
    armed += town.start("notifications", failpoint=f"{notifications}:3", wait=False)
    town.start("gateway", wait=False)
    with Clients(town) as clients:
        eventually(lambda: all(replica.deaths == [-signal.SIGKILL] for replica in armed), within=60)
        clients.more(10)
    judge(town, clients)


def test_every_request_is_stored_and_receipted_once_when_the_gateway_is_killed(town: Lotse) -> None:
    town.dismiss()
    town.open()
    (gateway,) = town.of("gateway")
    with Clients(town) as clients:
        for _ in range(2):
            clients.more(10)
            pid = gateway.pid
            town.kill(gateway)
            eventually(lambda: gateway.pid != pid)  # noqa: B023
        clients.more(10)
    judge(town, clients)


def judge(town: Lotse, clients: Clients) -> None:
    """One request per key, one receipt per request, every step of it under the client's own trace."""
    mine = {clients.traces[key]: answer for key, answer in clients.answers.items()}
    eventually(lambda: assert_settled(town, mine), within=60, every=0.2)
    said = town.rows(
        "intake", "SELECT correlation_id, type, subject FROM outbox WHERE correlation_id = ANY(%s)", list(mine)
    )
    by_type = {
        type_: [(trace, subject) for trace, kind, subject in said if kind == type_]
        for type_ in {row[1] for row in said}
    }
    expected = {(trace, answer["request_id"]) for trace, answer in mine.items()}
    for type_ in ("request.received.v1", "contact.given.v1"):
        assert Counter(by_type[type_]) == Counter(expected), f"{type_} was not said exactly once for each request"
    ids = [answer["request_id"] for answer in mine.values()]
    assert len({answer["reference"] for answer in mine.values()}) == len(ids)
    stored = Counter(
        row[0] for row in town.rows("intake", "SELECT request_id FROM requests WHERE request_id = ANY(%s)", ids)
    )
    assert stored == Counter(ids)
    receipts = town.rows(
        "notifications", "SELECT message_id, about, kind, state, split_part(traceparent, '-', 2) FROM messages"
    )
    own = [row for row in receipts if row[1] in set(ids)]
    assert Counter((row[4], row[1]) for row in own) == Counter(expected), "not exactly one receipt for each request"
    assert {(row[2], row[3]) for row in own} == {("request_receipt", "sent")}
    mails = {path.stem for path in (town.folder / "mail").glob("*.eml")}
    assert {row[0] for row in own} <= mails
    assert mails <= {row[0] for row in receipts}, "a mail nobody wanted"
    # Also those whose client never heard the answer: as many as were asked for, and no more.
    everything = town.one("intake", "SELECT count(*) FROM requests")
    assert town.one("intake", "SELECT count(*) FROM answers") == everything == len(receipts)


def assert_settled(town: Lotse, mine: dict[str, Any]) -> bool:
    # A mail that was being sent when its process died is tried again after five minutes: let them have passed.
    town.rows(
        "notifications",
        "UPDATE messages SET leased_until = now() - interval '1 s' WHERE state = 'queued' AND leased_until > now()",
    )
    for name in town.names:
        assert town.one(name, "SELECT count(*) FROM outbox WHERE sent_at IS NULL") == 0
        assert town.rows(name, "SELECT lane FROM inbox_lanes") == []
        assert town.rows(name, "SELECT type, reason FROM inbox WHERE state <> 'done'") == []
        assert town.in_queue(name) == 0
    told = "SELECT count(*) FROM requests WHERE receipt = 'sent' AND request_id = ANY(%s)"
    assert town.one("intake", told, [answer["request_id"] for answer in mine.values()]) == len(mine)
    return True
