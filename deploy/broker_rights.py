"""Who may do what on the broker: a user for each service and for the gateway, with no more than their work takes.

| user | may declare | may write | may read |
|---|---|---|---|
| a service | its two queues | its own exchanges, and answers | its two queues, its own questions, the events it hears |
| the gateway | its queues for answers | questions | answers to itself |

So nobody can put a message into somebody else's queue, say something in another's name, or read along. Exchanges are
part of the definitions, because whoever may declare one may delete it.
"""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from services.chassis import bus

GATEWAY = "gateway"
_NOTHING, _ALL = "^$", ".*"
_KEPT = {"durable": True, "auto_delete": False}
_SALT_BYTES = 4  # of RabbitMQ's rabbit_password_hashing_sha256


@dataclass(frozen=True)
class Rights:
    """Regular expressions over names of queues and exchanges; `under` narrows an exchange to routing keys, as
    (write, read)."""

    configure: str
    write: str
    read: str
    under: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def of_service(topology: bus.Topology) -> Rights:
    """What a service needs, from what it says, hears and is asked."""
    questions = bus.calls_queue(topology.service)
    own = {bus.inbound_queue(topology.service), questions}
    heard: dict[str, set[str]] = defaultdict(set)
    for exchange, type_ in topology.hears:
        heard[exchange].add(type_)
    return Rights(
        configure=_any_of(own),
        write=_any_of(own | topology.says | {bus.REPLIES}),
        read=_any_of(own | heard.keys() | {bus.CALLS}),
        under={bus.CALLS: (_NOTHING, _any_of({questions}))}
        | {
            exchange: (_ALL if exchange in topology.says else _NOTHING, _any_of(types))
            for exchange, types in heard.items()
        },
    )


def of_gateway() -> Rights:
    """What a gateway needs: to ask, and to hear the answers to its own questions."""
    answers = rf"{GATEWAY}\.replies\.[^.]+"
    return Rights(
        configure=f"^{answers}$",
        write=f"^({answers}|{bus.CALLS})$",
        read=f"^({answers}|{bus.REPLIES})$",
        under={bus.REPLIES: (_NOTHING, f"^{answers}$")},
    )


def user_of(name: str, vhost: str) -> str:
    """What the user of a service is called. Users belong to the whole broker, so those of another virtual host than the
    usual one carry its name."""
    return name if vhost == "/" else f"{vhost}.{name}"


def url(name: str, password: str, host: str, port: int, vhost: str) -> str:
    """The address by which a service reaches the broker as its own user."""
    user, path = quote(user_of(name, vhost), safe=""), quote(vhost, safe="")
    return f"pyamqp://{user}:{quote(password, safe='')}@{host}:{port}/{path}"


def definitions(topologies: Iterable[bus.Topology], passwords: Mapping[str, str], vhost: str) -> dict[str, Any]:
    """What RabbitMQ loads at its start (`load_definitions`): virtual host, users with hashed passwords, their rights,
    exchanges, and the queues of what is heard, so that nothing that is said before somebody first hears it is lost.
    `passwords` are those of the services and of the gateway by name."""
    found = {topology.service: topology for topology in topologies}
    rights = {name: of_service(topology) for name, topology in found.items()} | {GATEWAY: of_gateway()}
    exchanges = {bus.CALLS, bus.REPLIES}
    for topology in found.values():
        exchanges |= topology.says | {exchange for exchange, _ in topology.hears}
    return {
        "vhosts": [{"name": vhost}],
        "users": [_user(user_of(name, vhost), passwords[name]) for name in sorted(rights)],
        "permissions": [
            {
                "user": user_of(name, vhost),
                "vhost": vhost,
                "configure": each.configure,
                "write": each.write,
                "read": each.read,
            }
            for name, each in sorted(rights.items())
        ],
        "topic_permissions": [
            {"user": user_of(name, vhost), "vhost": vhost, "exchange": exchange, "write": write, "read": read}
            for name, each in sorted(rights.items())
            for exchange, (write, read) in sorted(each.under.items())
        ],
        "exchanges": [
            {"name": name, "vhost": vhost, "internal": False, "arguments": {}, **bus.EXCHANGE}
            for name in sorted(exchanges)
        ],
        "queues": [
            {"name": bus.inbound_queue(name), "vhost": vhost, "arguments": bus.INBOUND_ARGUMENTS, **_KEPT}
            for name in sorted(found)
        ],
        "bindings": [
            {
                "source": exchange,
                "vhost": vhost,
                "destination": bus.inbound_queue(name),
                "destination_type": "queue",
                "routing_key": type_,
                "arguments": {},
            }
            for name, topology in sorted(found.items())
            for exchange, type_ in sorted(topology.hears)
        ],
    }


def _any_of(names: Collection[str]) -> str:
    return f"^({'|'.join(re.escape(name) for name in sorted(names))})$"


def _user(name: str, password: str) -> dict[str, Any]:
    salt = secrets.token_bytes(_SALT_BYTES)
    hashed = base64.b64encode(salt + hashlib.sha256(salt + password.encode()).digest()).decode()
    return {
        "name": name,
        "password_hash": hashed,
        "hashing_algorithm": "rabbit_password_hashing_sha256",
        "tags": [],
    }
