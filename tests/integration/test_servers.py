"""The servers that other tests rely on start, stop, survive and keep tests apart."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import amqp
import psycopg2
import pytest

from tests.eventually import eventually
from tests.processes import NotOurs, can_connect, is_running
from tests.rabbitmq import ForeignBroker, vhost_of
from tests.servers import dispose, shared, temporary_folder


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A folder with servers of this file's own, because its tests kill them."""
    with temporary_folder() as place:
        yield place
        dispose(place)


@pytest.fixture(scope="module")
def broker(folder: Path) -> Any:
    return shared("rabbitmq", folder)


@pytest.fixture(scope="module")
def postgres(folder: Path) -> Any:
    return shared("postgres", folder)


def connect(broker: Any, url: str) -> amqp.Connection:
    connection = amqp.Connection(f"127.0.0.1:{broker.port}", virtual_host=vhost_of(url), connect_timeout=5)
    connection.connect()
    return connection


def keep(broker: Any, url: str, queue: str) -> None:
    """Leave one durable, confirmed message in a durable queue."""
    with connect(broker, url) as connection:
        channel = connection.channel()
        channel.confirm_select()
        channel.queue_declare(queue, durable=True, auto_delete=False)
        channel.basic_publish_confirm(amqp.Message("kept", delivery_mode=2), routing_key=queue)


def kept(broker: Any, url: str, queue: str) -> int:
    with connect(broker, url) as connection:
        return connection.channel().queue_declare(queue, passive=True).message_count


def ask(url: str, statement: str) -> Any:
    connection = psycopg2.connect(url.replace("+psycopg2", ""))
    connection.autocommit = True
    with connection, connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else None


def test_virtual_hosts_do_not_see_one_another(broker: Any) -> None:
    one, other = broker.new_vhost("world"), broker.new_vhost("world")
    keep(broker, one, "requests")
    assert kept(broker, one, "requests") == 1
    with pytest.raises(amqp.exceptions.NotFound):
        kept(broker, other, "requests")


def test_a_dropped_virtual_host_is_gone(broker: Any) -> None:
    url = broker.new_vhost("world")
    broker.drop_vhost(url)
    with pytest.raises(amqp.exceptions.NotAllowed):
        connect(broker, url)


@pytest.mark.parametrize("end", ["kill", "stop"])
def test_a_broker_that_was_ended_comes_back_with_its_confirmed_messages(broker: Any, end: str) -> None:
    url, was = broker.new_vhost("world"), broker.pid
    keep(broker, url, "requests")
    # That there is a queue reaches the disk a moment after RabbitMQ has confirmed it: this is about its messages.
    broker.evaluate("mnesia:sync_log()")
    getattr(broker, end)()
    assert not can_connect(broker.port)
    assert not is_running(was)
    broker.start()
    assert broker.pid != was
    assert kept(broker, url, "requests") == 1


def test_a_paused_broker_accepts_connections_and_says_nothing(broker: Any) -> None:
    broker.pause()
    try:
        assert can_connect(broker.port)
        with pytest.raises(OSError):
            amqp.Connection(f"127.0.0.1:{broker.port}", connect_timeout=0.5, read_timeout=0.5).connect()
    finally:
        broker.resume()
    eventually(broker.answers)


def test_another_process_finds_the_servers_and_may_restart_them(broker: Any, postgres: Any, folder: Path) -> None:
    for kind, server in (("rabbitmq", broker), ("postgres", postgres)):
        again = shared(kind, folder)
        assert again.pid == server.pid
    os.kill(broker.pid, signal.SIGKILL)
    eventually(lambda: not broker.running)
    assert shared("rabbitmq", folder).pid == broker.pid
    assert broker.running


def test_the_command_line_tool_reaches_the_private_broker(broker: Any) -> None:
    url = broker.new_vhost("world")
    assert vhost_of(url) in broker.ctl("list_vhosts", "--silent").split()


def test_databases_do_not_see_one_another(postgres: Any) -> None:
    one, other = postgres.new_database("intake"), postgres.new_database("intake")
    ask(one, "CREATE TABLE request (reference text)")
    with pytest.raises(psycopg2.errors.UndefinedTable):
        ask(other, "SELECT * FROM request")
    postgres.drop_database(one)
    with pytest.raises(psycopg2.OperationalError):
        ask(one, "SELECT 1")


@pytest.mark.parametrize("end", ["kill", "stop"])
def test_a_database_server_that_was_ended_comes_back_with_what_was_committed(postgres: Any, end: str) -> None:
    url = postgres.new_database("intake")
    ask(url, "CREATE TABLE request (reference text); INSERT INTO request VALUES ('K7M-4XQ-6')")
    getattr(postgres, end)()
    assert not can_connect(postgres.port)
    postgres.start()
    assert ask(url, "SELECT reference FROM request") == [("K7M-4XQ-6",)]


def test_terminated_connections_break_and_new_ones_work(postgres: Any) -> None:
    url = postgres.new_database("intake")
    connection = psycopg2.connect(url.replace("+psycopg2", ""))
    assert postgres.terminate_connections(url) == 1
    with pytest.raises(psycopg2.OperationalError), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    assert ask(url, "SELECT 1") == [(1,)]


def test_postgres_is_honest_about_what_it_has_written(postgres: Any) -> None:
    assert ask(postgres.url, "SHOW fsync") == [("on",)]
    assert ask(postgres.url, "SHOW synchronous_commit") == [("on",)]


def test_a_broker_of_somebody_else_is_never_ended() -> None:
    broker = ForeignBroker("pyamqp://guest:guest@127.0.0.1:1//")
    with pytest.raises(NotOurs, match="may kill it"):
        broker.kill()
    with pytest.raises(NotOurs, match="enable rabbitmq_management"):
        broker.new_vhost("world")


def test_everything_started_is_gone_afterwards() -> None:
    with temporary_folder() as place:
        broker, database = shared("rabbitmq", place), shared("postgres", place)
        pids = [broker.pid, broker.state["epmd_pid"], database.pid]
        dispose(place)
        assert not any(is_running(pid) for pid in pids)
    assert not place.exists()
