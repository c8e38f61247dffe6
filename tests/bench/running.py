"""The processes of one side: started and stopped together, and what they take of the machine."""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

READY_WITHIN = 60.0
STOPPED_WITHIN = 30.0


class Processes:
    """Processes whose output goes to `folder`, one file each; it is shown when one of them ends too early."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    @property
    def pids(self) -> list[int]:
        return [process.pid for process in self.running.values()]

    def start(self, name: str, module: str, *words: str, environment: dict[str, str]) -> None:
        """Start `python -m MODULE WORDS` as `name`; `environment` is added to our own."""
        with open(self.folder / f"{name}.log", "wb") as out:
            self.running[name] = subprocess.Popen(
                [sys.executable, "-m", module, *words],
                env={**os.environ, **environment},
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
            )

    def wait_for(self, name: str, line: str) -> None:
        """Return when `name` has printed `line`; RuntimeError with its output if it ends before, or within 60 s."""
        until = time.monotonic() + READY_WITHIN
        while line not in (said := self.output(name)).splitlines():
            if self.running[name].poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"{name} did not become ready:\n{said[-3000:]}")
            time.sleep(0.01)

    def output(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text(errors="replace")

    def stop(self) -> None:
        """SIGTERM to all; SIGKILL to what is still there 30 s later."""
        for process in self.running.values():
            process.terminate()
        for process in self.running.values():
            try:
                process.wait(STOPPED_WITHIN)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.running.clear()


def memory_mib(pids: Iterable[int]) -> float:
    """What the processes and their children keep in memory, in MiB; pages they share count once (PSS)."""
    return sum(_kib(pid, "Pss:") for pid in _with_children(pids)) / 1024


def cpu_seconds(pids: Iterable[int]) -> float:
    """How long the processes and their children, also those that have ended, have been computing so far."""
    return sum(_ticks(pid) for pid in _with_children(pids)) / os.sysconf("SC_CLK_TCK")


class Disturbance:
    """What others take of the processors from now on: not we, and not what we have started."""

    def __init__(self) -> None:
        self.since, self.used = time.monotonic(), self._used_by_others()

    def share(self) -> float:
        """Between 0 and 1; some hundredths are the kernel's own work for us."""
        available = (time.monotonic() - self.since) * (os.cpu_count() or 1)
        return max(self._used_by_others() - self.used, 0) / available

    @staticmethod
    def _used_by_others() -> float:
        user, nice, system, _idle, _iowait, *interrupts_and_stolen = _processor_ticks()[:8]
        busy = user + nice + system + sum(interrupts_and_stolen)
        return busy / os.sysconf("SC_CLK_TCK") - cpu_seconds([os.getpid()])


def _processor_ticks() -> list[int]:
    return [int(ticks) for ticks in Path("/proc/stat").read_text().splitlines()[0].split()[1:]]


def _with_children(pids: Iterable[int]) -> list[int]:
    found: list[int] = []
    for pid in pids:
        found.append(pid)
        with contextlib.suppress(OSError):
            for task in Path(f"/proc/{pid}/task").iterdir():
                found += _with_children(int(child) for child in (task / "children").read_text().split())
    return found


def _kib(pid: int, field: str) -> int:
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith(field):
                return int(line.split()[1])
    return 0


def _ticks(pid: int) -> int:
    with contextlib.suppress(OSError):
        after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return sum(int(ticks) for ticks in after_name[11:15])  # own and ended children's, user and system
    return 0
