"""The users that `lotse database definitions` makes, on a real PostgreSQL."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Callable
from typing import Any

import psycopg2
import pytest
from psycopg2.extensions import encrypt_password
from sqlalchemy import make_url

from deploy import database_users
from services.chassis import migrate
from services.chassis.database import Database


@pytest.fixture
def connect(postgres: Any) -> Callable[..., Any]:
    """A connection of its own, as `user` to `database`."""
    at = make_url(postgres.url)

    def open_(user: str | None = None, database: str = "postgres") -> Any:
        connection = psycopg2.connect(host=at.host, port=at.port, user=user or at.username, dbname=database)
        connection.autocommit = True
        return connection

    return open_


def test_each_has_a_database_that_no_other_may_enter(postgres: Any, connect: Callable[..., Any]) -> None:
    ending = secrets.token_hex(3)
    names = [f"cases_{ending}", f"intake_{ending}"]
    admin = connect()
    try:
        with admin.cursor() as cursor:
            for statement in database_users.sql(dict.fromkeys(names, "a password")).split(";\n"):
                cursor.execute(statement)
        at = make_url(postgres.url).set(username=names[0], database=names[0])
        database = Database(at.render_as_string(hide_password=False))
        migrate.upgrade("cases", database)
        assert not migrate.pending("cases", database)
        database.close()
        with pytest.raises(psycopg2.OperationalError, match="permission denied"):
            connect(names[0], names[1])
    finally:
        with admin.cursor() as cursor:
            for name in names:
                cursor.execute(f"DROP DATABASE IF EXISTS {name}")
                cursor.execute(f"DROP ROLE IF EXISTS {name}")
        admin.close()


def test_what_is_kept_of_a_password_is_what_postgresql_makes_of_it(connect: Callable[..., Any]) -> None:
    connection = connect()
    theirs = encrypt_password("Grüße", "cases", connection, "scram-sha-256")
    connection.close()
    salt = base64.b64decode(theirs.split("$")[1].partition(":")[2])
    assert database_users.verifier("Grüße", salt) == theirs
