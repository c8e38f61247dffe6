"""`lotse database`: the users that services have on PostgreSQL."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from functools import partial
from urllib.parse import quote

import click

_ROUNDS = 4096  # what PostgreSQL itself takes


@click.group()
def database() -> None:
    """The users that services have on PostgreSQL, each with a database of its own."""


@database.command()
@click.option("--host", default="postgres", show_default=True, help="Where services reach PostgreSQL.")
@click.option("--port", type=int, default=5432, show_default=True)
def definitions(host: str, port: int) -> None:
    """Print the SQL that makes a user and a database for each service.

    Each service's address with its password is kept with the keys (<service>.database-url), for
    <SERVICE>_DATABASE_URL_FILE; one that is there stays. Passwords are printed hashed.
    """
    from deploy import keys, services, world

    world.settle()
    passwords = {
        name: keys.password(name, "database", partial(url, name, host=host, port=port)) for name in services.names()
    }
    click.echo(sql(passwords))


def url(name: str, password: str, host: str, port: int) -> str:
    """The address by which a service reaches its own database as its own user."""
    return f"postgresql+psycopg2://{name}:{quote(password, safe='')}@{host}:{port}/{name}"


def sql(passwords: Mapping[str, str]) -> str:
    """What makes a user and a database for each of these services; nobody else can connect to it."""
    return "\n".join(
        f"CREATE ROLE {name} LOGIN PASSWORD '{verifier(password)}';\n"
        f"CREATE DATABASE {name} OWNER {name} ENCODING 'UTF8' TEMPLATE template0;\n"
        f"REVOKE CONNECT, TEMPORARY ON DATABASE {name} FROM PUBLIC;"
        for name, password in sorted(passwords.items())
    )


def verifier(password: str, salt: bytes | None = None) -> str:
    """What PostgreSQL keeps of a password: enough to check it, too little to sign in with (RFC 5802 section 3)."""
    salt = salt or secrets.token_bytes(16)
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, _ROUNDS)
    stored = hashlib.sha256(hmac.digest(salted, b"Client Key", "sha256")).digest()
    server = hmac.digest(salted, b"Server Key", "sha256")
    return f"SCRAM-SHA-256${_ROUNDS}:{_b64(salt)}${_b64(stored)}:{_b64(server)}"


def _b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
