"""`lotse broker`: the users that services have on RabbitMQ."""

from __future__ import annotations

import json
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

import click

_PASSWORD_BYTES = 24


@click.group()
def broker() -> None:
    """The users that services have on RabbitMQ, each with no more rights than it needs."""


@broker.command()
@click.option("--host", default="rabbitmq", show_default=True, help="Where services reach the broker.")
@click.option("--port", type=int, default=5672, show_default=True)
@click.option("--vhost", default="/", show_default=True, help="The virtual host they share.")
def definitions(host: str, port: int, vhost: str) -> None:
    """Print what RabbitMQ loads at its start (load_definitions): users, rights, exchanges.

    Each service's address with its password is kept with the keys (<service>.broker-url), for
    <SERVICE>_BROKER_URL_FILE; one that is there stays. Passwords are printed hashed.
    """
    from deploy import broker_rights, keys, services, world
    from services.chassis import extensions

    world.settle()
    names = services.names()
    addresses = {
        name: _address(keys.folder() / f"{name}.broker-url", name, host, port, vhost)
        for name in (*names, broker_rights.GATEWAY)
    }
    passwords = {name: unquote(urlsplit(address).password or "") for name, address in addresses.items()}
    topologies = [extensions.topology(services.service(name)) for name in names]
    click.echo(json.dumps(broker_rights.definitions(topologies, passwords, vhost), indent=2))


def _address(path: Path, name: str, host: str, port: int, vhost: str) -> str:
    from deploy import broker_rights, keys

    keys.write_once(path, broker_rights.url(name, secrets.token_urlsafe(_PASSWORD_BYTES), host, port, vhost))
    return path.read_text(encoding="utf-8").strip()
