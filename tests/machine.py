"""What tests need from the machine, and how to get it: RabbitMQ, PostgreSQL, Chromium, Dovecot."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.dovecot import Dovecot
from tests.postgres import Postgres
from tests.processes import Missing
from tests.rabbitmq import RabbitMQ


def chromium() -> str:
    """The browser's executable; raises Missing."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if (found := shutil.which(name)) and "snap" not in os.path.realpath(found):
            return found
    raise Missing("Chromium is missing: install chromium.")


# package of Debian and Ubuntu → how to see that it is there, and what may be used instead
NEEDS: dict[str, tuple[Callable[[], str], str | None]] = {
    "rabbitmq-server": (lambda: RabbitMQ.programme("rabbitmq-server"), "LOTSE_TEST_BROKER_URL"),
    "postgresql": (lambda: Postgres.programme("initdb"), "LOTSE_TEST_POSTGRES_URL"),
    "chromium": (chromium, None),
    "dovecot-imapd": (Dovecot.programme, None),
}


def provide(packages: Iterable[str]) -> None:
    """Install what is missing where that needs no question; otherwise raise Missing with one sentence."""
    wanted = missing(packages)
    if not wanted:
        return
    root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    apt = shutil.which("apt-get")
    allowed = apt and (not root or (shutil.which("sudo") and quiet([*root, "true"])))
    if allowed:
        print(f"· installing {', '.join(wanted)} from the distribution (a minute or two)", flush=True)
        options = ["-y", "-qq", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300"]
        environment = [*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
        quiet([*environment, "update", "-qq"])
        quiet([*environment, "install", *options, *wanted], show_failure=True)
        wanted = missing(packages)
    if wanted:
        instead = [f"{url} for {name}" for name in wanted if (url := NEEDS[name][1])]
        otherwise = f", or set {' and '.join(instead)}" if instead else ""
        raise Missing(f"The tests need {', '.join(wanted)}: run `apt install {' '.join(wanted)}` as root{otherwise}.")


def missing(packages: Iterable[str]) -> list[str]:
    return [name for name in packages if not is_there(name)]


def is_there(package: str) -> bool:
    find, instead = NEEDS[package]
    try:
        return bool((instead and os.environ.get(instead)) or Path(find()).exists())
    except Missing:
        return False


def quiet(command: list[str], show_failure: bool = False) -> bool:
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode and show_failure:
        print(done.stdout[-1000:], done.stderr[-2000:], sep="\n", file=sys.stderr)
    return done.returncode == 0
