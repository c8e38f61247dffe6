"""`lotse broker`: the users that services have on RabbitMQ."""

from __future__ import annotations

import json
from functools import partial

import click


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
    passwords = {
        name: keys.password(name, "broker", partial(broker_rights.url, name, host=host, port=port, vhost=vhost))
        for name in (*names, broker_rights.GATEWAY)
    }
    topologies = [extensions.topology(services.service(name)) for name in names]
    click.echo(json.dumps(broker_rights.definitions(topologies, passwords, vhost), indent=2))
