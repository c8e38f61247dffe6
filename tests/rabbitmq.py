"""RabbitMQ for tests: a private broker, or the one that LOTSE_TEST_BROKER_URL names."""

import contextlib
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import urllib.request
from base64 import b64encode
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

from tests.eventually import eventually
from tests.processes import Missing, NotOurs, Server, can_connect, free_ports, is_running, send, wait_until_gone


class RabbitMQ(Server):
    @classmethod
    def create(cls, folder: Path) -> "RabbitMQ":
        broker = cls(folder)
        broker.programme("rabbitmq-server")
        folder.mkdir(parents=True)
        for name in ("home", "mnesia", "log"):
            (folder / name).mkdir()
        cookie = secrets.token_hex(16)
        (folder / "home/.erlang.cookie").write_text(cookie)
        (folder / "home/.erlang.cookie").chmod(0o400)
        (folder / "plugins").write_text("[].\n")
        port, dist, epmd = free_ports(3)
        (folder / "rabbitmq.conf").write_text(
            f"listeners.tcp.1 = 127.0.0.1:{port}\ndisk_free_limit.absolute = 1MB\nlog.file.level = warning\n"
        )
        node = f"lotse-{secrets.token_hex(4)}@localhost"
        broker.remember(kind="rabbitmq", port=port, dist_port=dist, epmd_port=epmd, node=node, cookie=cookie)
        return broker

    @property
    def url(self) -> str:
        return self.url_of("/")

    def url_of(self, vhost: str) -> str:
        return f"pyamqp://guest:guest@127.0.0.1:{self.port}/{vhost}"

    def new_vhost(self, name: str = "test") -> str:
        """The URL of a fresh virtual host, called `name` and a random ending. Takes about 30 ms."""
        vhost = f"{name}-{secrets.token_hex(3)}"
        self.evaluate(
            f'ok = rabbit_vhost:add(<<"{vhost}">>, <<"tests">>), ok = rabbit_auth_backend_internal:set_permissions('
            f'<<"guest">>, <<"{vhost}">>, <<".*">>, <<".*">>, <<".*">>, <<"tests">>)'
        )
        return self.url_of(vhost)

    def drop_vhost(self, url: str) -> None:
        self.evaluate(f'rabbit_vhost:delete(<<"{vhost_of(url)}">>, <<"tests">>)')

    def load(self, definitions: dict[str, Any]) -> None:
        """Load users, rights and exchanges, as a broker does at its start."""
        path = self.folder / f"{secrets.token_hex(4)}.definitions.json"
        path.write_text(json.dumps(definitions))
        self.ctl("import_definitions", str(path))

    def evaluate(self, erlang: str) -> str:
        """Evaluate Erlang inside the broker: the quick way to what rabbitmqctl does in a second."""
        at, caller = self.state, f"tests-{secrets.token_hex(4)}"
        done = subprocess.run(
            # Who calls has a name of its own: of two callers of one name, as all have by default, one is turned away.
            ["erl_call", "-h", caller, "-sname", at["node"], "-c", at["cookie"], "-e"],
            input=erlang + ".\n",
            capture_output=True,
            text=True,
            env=self.environment(),
        )
        if done.returncode or not done.stdout.startswith("{ok,"):
            raise RuntimeError(f"the broker would not do {erlang!r}: {done.stdout} {done.stderr}")
        return done.stdout[len("{ok,") : -1].strip()

    def ctl(self, *words: str) -> str:
        """What `rabbitmqctl WORDS` prints; for example ctl("set_vm_memory_high_watermark", "0")."""
        command = [self.programme("rabbitmqctl"), "-q", "-n", self.state["node"], *words]
        done = subprocess.run(command, capture_output=True, text=True, env=self.environment())
        if done.returncode:
            raise RuntimeError(f"rabbitmqctl {' '.join(words)}: {done.stderr or done.stdout}")
        return done.stdout

    def spawn(self) -> subprocess.Popen[bytes]:
        at = self.state
        if not is_running(at.get("epmd_pid", 0)):
            # Erlang would start a daemon of its own and leave it behind.
            epmd = self.run(["epmd", "-port", str(at["epmd_port"]), "-address", "127.0.0.1"])
            self.remember(epmd_pid=epmd.pid)
            eventually(lambda: can_connect(at["epmd_port"]), within=10)
        return self.run([self.programme("rabbitmq-server")], env=self.environment())

    def environment(self) -> dict[str, str]:
        at = self.state
        inherited = {k: v for k, v in os.environ.items() if not k.startswith(("RABBITMQ_", "ERL_", "NOTIFY_SOCKET"))}
        return inherited | {
            "HOME": str(self.folder / "home"),
            "PATH": os.environ.get("PATH", "/usr/bin:/bin") + ":/usr/sbin:/sbin",
            "ERL_EPMD_PORT": str(at["epmd_port"]),
            "RABBITMQ_NODENAME": at["node"],
            "RABBITMQ_MNESIA_BASE": str(self.folder / "mnesia"),
            "RABBITMQ_LOG_BASE": str(self.folder / "log"),
            "RABBITMQ_NODE_PORT": str(at["port"]),
            "RABBITMQ_DIST_PORT": str(at["dist_port"]),
            "RABBITMQ_CONFIG_FILE": str(self.folder / "rabbitmq.conf"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(self.folder / "plugins"),
            # No busy waiting: the tests need the cores.
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "+sbwt none +sbwtdcpu none +sbwtdio none"
            " -kernel inet_dist_use_interface {127,0,0,1}",
            # Makes the start script become the Erlang process, so that its pid is the one to kill.
            "detached": "1",
        }

    def answers(self) -> bool:
        """Whether clients are served; the port is open a little earlier than that."""
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=5) as wire:
            wire.settimeout(5)
            wire.sendall(b"AMQP\x00\x00\x09\x01")
            if wire.recv(1) == b"\x01":  # a method frame: connection.start
                return self.evaluate("rabbit:is_running()") == "true"
        return False

    def dispose(self) -> None:
        self.stop()
        epmd = self.state.get("epmd_pid", 0)
        send(signal.SIGTERM, [epmd])
        wait_until_gone([epmd])

    @staticmethod
    def programme(name: str) -> str:
        # Debian's command in the PATH is a wrapper that insists on the system's own broker.
        places = [f"/usr/lib/rabbitmq/bin/{name}", f"/opt/rabbitmq/sbin/{name}"]
        found = next((place for place in places if os.access(place, os.X_OK)), None) or shutil.which(name)
        if not found:
            raise Missing("RabbitMQ is missing: install rabbitmq-server, or set LOTSE_TEST_BROKER_URL.")
        return found


class ForeignBroker:
    """A broker given by LOTSE_TEST_BROKER_URL; its management API makes and drops virtual hosts."""

    def __init__(self, url: str) -> None:
        self.url = url
        at = urlsplit(url)
        self.credentials = f"{at.username or 'guest'}:{at.password or 'guest'}"
        self.management = os.environ.get("LOTSE_TEST_BROKER_MANAGEMENT_URL", f"http://{at.hostname}:15672")

    def new_vhost(self, name: str = "test") -> str:
        vhost = f"{name}-{secrets.token_hex(3)}"
        self.ask("PUT", f"/api/vhosts/{vhost}", {})
        user = self.credentials.partition(":")[0]
        self.ask("PUT", f"/api/permissions/{vhost}/{user}", {"configure": ".*", "write": ".*", "read": ".*"})
        return urlunsplit(urlsplit(self.url)._replace(path=f"/{vhost}"))

    def drop_vhost(self, url: str) -> None:
        self.ask("DELETE", f"/api/vhosts/{quote(vhost_of(url), safe='')}")

    def load(self, definitions: dict[str, Any]) -> None:
        self.ask("POST", "/api/definitions", definitions)

    def ask(self, method: str, path: str, body: Any = None) -> None:
        credentials = b64encode(self.credentials.encode()).decode()
        headers = {"Content-Type": "application/json", "Authorization": f"Basic {credentials}"}
        request = urllib.request.Request(self.management + path, method=method, headers=headers)
        try:
            urllib.request.urlopen(request, data=json.dumps(body).encode() if body is not None else None, timeout=10)
        except OSError as error:
            raise NotOurs(
                f"The management API of the broker ({self.management}) does not answer ({error}): "
                "enable rabbitmq_management, or set LOTSE_TEST_BROKER_MANAGEMENT_URL."
            ) from error

    def __getattr__(self, name: str) -> Any:
        raise NotOurs(f"LOTSE_TEST_BROKER_URL names a broker that is not ours, so no test may {name} it: unset it.")


def vhost_of(url: str) -> str:
    return urlsplit(url).path[1:]
