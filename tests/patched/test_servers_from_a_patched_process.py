"""The servers can be used, killed and started from a process that eventlet has patched."""

import socket
from typing import Any

from eventlet.green import socket as green_socket


def test_this_process_is_patched() -> None:
    assert socket.socket is green_socket.socket


def test_a_broker_is_killed_and_started_from_here(broker: Any) -> None:
    broker.new_vhost("patched")
    broker.kill()
    broker.start()
    assert broker.answers()


def test_a_database_is_made_and_dropped_from_here(database: str, postgres: Any) -> None:
    assert postgres.terminate_connections(database) == 0
