"""`deploy/setup` on a machine without Pango, which prints letters: installed where nobody has to be asked, otherwise
named in a sentence. The machine is made of a few tools and of stand-ins that write down how they were called."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
TOOLS = ("sh", "dirname", "cat", "mktemp", "rm", "date", "sha256sum", "cut", "grep", "tail", "df", "awk", "touch")
LIBRARIES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


class Machine:
    """A tree with nothing left to set up but Pango."""

    def __init__(self, place: Path) -> None:
        self.tree, self.tools, self.called = place / "tree", place / "tools", place / "called"
        self.has_pango = place / "has-pango"
        (self.tree / "deploy").mkdir(parents=True)
        self.tools.mkdir()
        shutil.copy(ROOT / "deploy" / "setup", self.tree / "deploy" / "setup")
        lock = self.tree / "requirements-dev.lock"
        lock.write_text("# nothing to install\n")
        venv = self.tree / ".venv"
        (venv / "bin").mkdir(parents=True)
        (venv / ".requirements-dev.lock").write_text(hashlib.sha256(lock.read_bytes()).hexdigest())
        self._script(venv / "bin" / "python", f'case "$*" in *pango*) [ -e {self.has_pango} ] ;; esac')
        self._script(venv / "bin" / "pip", "exit 1")
        for tool in TOOLS:
            found = shutil.which(tool)
            assert found, f"{tool} belongs to every machine"
            (self.tools / tool).symlink_to(found)
        self.is_root(False)

    def is_root(self, root: bool = True) -> None:
        self._script(self.tools / "id", f"echo {0 if root else 1000}")

    def has_apt(self, then: str = "") -> None:
        self._script(self.tools / "apt-get", f'echo "$*" >>{self.called}; {then or f"touch {self.has_pango}"}')

    def set_up(self) -> subprocess.CompletedProcess[str]:
        """Run it as `make test` does."""
        setup = [str(self.tree / "deploy" / "setup"), "test"]
        environment = {"PATH": str(self.tools), "HOME": os.environ.get("HOME", "/")}
        return subprocess.run(setup, env=environment, capture_output=True, text=True, timeout=30)

    def calls(self) -> list[str]:
        return self.called.read_text().splitlines() if self.called.exists() else []

    @staticmethod
    def _script(path: Path, body: str) -> None:
        path.write_text(f"#!/bin/sh\n{body}\n")
        path.chmod(0o755)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_where_pango_is_nothing_is_asked_for(machine: Machine) -> None:
    machine.has_pango.touch()
    machine.has_apt()
    done = machine.set_up()
    assert (done.returncode, done.stderr, machine.calls()) == (0, "", [])


def test_where_nobody_has_to_be_asked_pango_is_installed(machine: Machine) -> None:
    machine.is_root()
    machine.has_apt()
    done = machine.set_up()
    assert (done.returncode, done.stderr) == (0, "")
    assert machine.calls() == ["update", f"install -y {LIBRARIES}"]


@pytest.mark.parametrize("apt", [True, False], ids=["not as root", "another distribution"])
def test_otherwise_a_sentence_says_what_to_install(machine: Machine, apt: bool) -> None:
    if apt:
        machine.has_apt()
    done = machine.set_up()
    assert done.returncode == 1
    assert f"Pango, which prints letters, is missing: run `apt install {LIBRARIES}` as root" in done.stderr
    assert "(elsewhere: the package pango)" in done.stderr
    assert machine.calls() == []


def test_a_distribution_without_it_is_named_with_its_own_words(machine: Machine) -> None:
    machine.is_root()
    machine.has_apt('echo "E: Unable to locate package libpango-1.0-0" >&2; exit 100')
    done = machine.set_up()
    assert done.returncode == 1
    assert "Unable to locate package" in done.stderr
    assert 'This failed while doing "installing Pango from the distribution"' in done.stderr
