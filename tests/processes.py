"""A server as a process in a folder: start, stop, kill, pause, and find it again from another process."""

import contextlib
import json
import os
import random
import signal
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.eventually import eventually

START_WITHIN = 90
STOP_WITHIN = 20


class Missing(RuntimeError):
    """A server is not installed; the message says in one sentence what to do."""


class NotOurs(RuntimeError):
    """The server belongs to somebody else and may not be stopped by a test."""


class Server:
    """A server process whose whereabouts are written in `server.json` of its folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def state(self) -> dict[str, Any]:
        return dict(json.loads((self.folder / "server.json").read_text()))

    def remember(self, **facts: Any) -> None:
        known = self.state if (self.folder / "server.json").exists() else {}
        (self.folder / "server.json.new").write_text(json.dumps(known | facts))
        (self.folder / "server.json.new").replace(self.folder / "server.json")

    @property
    def pid(self) -> int:
        return int(self.state["pid"])

    @property
    def port(self) -> int:
        return int(self.state["port"])

    @property
    def running(self) -> bool:
        return is_running(self.pid)

    def start(self) -> None:
        """Start the server and return when it answers; the data of an earlier run are kept."""
        if "pid" in self.state and self.running:
            raise RuntimeError(f"{type(self).__name__} is already running as process {self.pid}")
        process = self.spawn()
        self.remember(pid=process.pid)

        def answers_or_died() -> bool:
            if process.poll() is not None:
                raise SystemError(f"{type(self).__name__} ended at start:\n{self.log()}")
            return self.answers()

        eventually(answers_or_died, within=START_WITHIN, every=0.05, unless=SystemError)

    def stop(self) -> None:
        """Stop as an administrator would; kill if that takes longer than 20 s."""
        if self.running:
            self.resume()
            os.kill(self.pid, self.STOP)
            try:
                wait_until_gone([self.pid])
            except AssertionError:
                self.kill()

    def kill(self) -> None:
        """kill -9, with all children, and return when they are gone."""
        family = [self.pid, *children_of(self.pid)]
        send(signal.SIGKILL, family)
        wait_until_gone(family)

    def restart(self) -> None:
        self.stop()
        self.start()

    def pause(self) -> None:
        """Freeze the server: connections stay open and nobody answers."""
        send(signal.SIGSTOP, [self.pid, *children_of(self.pid)])

    def resume(self) -> None:
        send(signal.SIGCONT, [self.pid, *children_of(self.pid)])

    def log(self) -> str:
        return "\n".join((self.folder / "out").read_text(errors="replace").splitlines()[-30:])

    def run(self, command: list[str], **settings: Any) -> subprocess.Popen[bytes]:
        """Start a process in its own session, so that Ctrl-C reaches the tests first."""
        with open(self.folder / "out", "ab") as out:
            return subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True, **settings
            )

    STOP = signal.SIGTERM
    spawn: Callable[[], subprocess.Popen[bytes]]
    answers: Callable[[], bool]


def is_running(pid: int) -> bool:
    """Whether a process still works; one that only waits to be buried does not."""
    with contextlib.suppress(ChildProcessError, OSError):
        os.waitpid(pid, os.WNOHANG)
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        # A leading thread that has ended waits for the others, which may still hold sockets.
        return pid > 0 and (state not in "ZX" or len(os.listdir(f"/proc/{pid}/task")) > 1)
    except OSError:
        return False


def children_of(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in listed.read_text().split()] if listed.exists() else []


def send(signal_number: int, pids: list[int]) -> None:
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            if pid > 0:
                os.kill(pid, signal_number)


def wait_until_gone(pids: list[int]) -> None:
    eventually(lambda: not any(is_running(pid) for pid in pids), within=STOP_WITHIN, every=0.01)


def free_ports(count: int) -> list[int]:
    """Ports nobody listens on, below those the kernel hands out to clients.

    A client that keeps dialling a port of that higher range while its server is away may be given the very
    port as its own, connect to itself, and keep the server from coming back.
    """
    ports: list[int] = []
    while len(ports) < count:
        port = random.randint(15_000, 32_000)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            ports.append(port)
    return ports


def can_connect(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False
