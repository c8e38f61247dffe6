"""What clients of the demo ask for."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from deploy.demo.asking import Asking
from deploy.demo.people import CLIENTS, SHARES
from services.chassis.identity import Actor
from services.chassis.programme import Programme


def drawn(chance: random.Random, programme: Programme, count: int) -> Iterator[dict[str, Any]]:
    """So many requests, in the languages of the region."""
    for number in range(1, count + 1):
        language = chance.choices(tuple(SHARES), weights=tuple(SHARES.values()))[0]
        first, last = CLIENTS[language]
        yield {
            "channel": "web",
            "language": language,
            "language_mode": chance.choices(("written", "spoken"), weights=(5, 2))[0],
            "topics": chance.sample(tuple(programme.topics), k=chance.choices((1, 2, 3), weights=(5, 4, 1))[0]),
            "municipality": chance.choice(tuple(programme.municipalities)),
            "name": f"{chance.choice(first)} {chance.choice(last)}",
            "email": f"client{number:03}@example.org",
            "consent": {"notice_version": programme.notice_version, "language": language},
        }


def send(asking: Asking, number: int, request: dict[str, Any]) -> str:
    """Ask as this client; returns the request's id."""
    answer = asking.once(Actor.public(), "intake", "receive_request", f"request {number}", **request)
    request_id: str = answer["request_id"]
    return request_id
