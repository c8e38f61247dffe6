"""The one runner: every test, each part in a process of its own, one line at the end.

    python -m tests.run                        everything but what is marked `long`
    python -m tests.run tests/unit -k triage   a part of it; other words go to pytest
    python -m tests.run --long tests/faults    what is marked `long`, too

The last line reads `N passed, N failed`. A skipped test counts as failed: what cannot run here must say so in red.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.eventually import eventually
from tests.machine import NEEDS, provide
from tests.processes import Missing, is_running, send
from tests.servers import dispose, temporary_folder

TESTS = Path(__file__).parent
SERVERS = ["rabbitmq-server", "postgresql"]
# Fast ones first. A folder with tests that is not named here runs at the end and may need everything.
PARTS: dict[str, list[str]] = {
    "unit": [],
    "contracts": [],
    "architecture": [],
    "integration": [*SERVERS, "dovecot-imapd"],
    "patched": SERVERS,
    "stories": SERVERS,
    "browser": [*SERVERS, "chromium"],
    "faults": SERVERS,
}
# Parts that run on two processors: these words go to pytest (pytest-xdist). The others keep both busy by themselves.
# A file of integration stays on one, for some start servers of their own; so does a town of the stories.
SIDE_BY_SIDE = {
    "unit": ["-n", "2"],
    "integration": ["-n", "2", "--dist", "loadfile"],
    "stories": ["-n", "2", "--dist", "loadscope"],
    "browser": ["-n", "2", "--dist", "worksteal"],
}
OWN_FAILURES = (0, 1, 5)  # pytest: all passed, some failed, none chosen; anything else is a failure of the run


def main(words: list[str]) -> int:
    signal.signal(signal.SIGTERM, interrupt)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell starts background jobs deaf to it
    long, words = "--long" in words, [word for word in words if word != "--long"]
    targets = [word for word in words if Path(word.split("::")[0]).exists()]
    options = [word for word in words if word not in targets]
    if not long:
        options = ["-m", "not long", *options]
    chosen = {part: [t for t in targets if part_of(t) in (part, None)] for part in parts()}
    if targets:
        chosen = {part: aims for part, aims in chosen.items() if aims}
    needed = {package: None for part in chosen for package in PARTS.get(part, list(NEEDS))}
    results: list[dict[str, Any]] = []
    stopped = False
    try:
        provide(needed)
        with shared_folder() as folder:
            for part, aims in chosen.items():
                paths = [str(TESTS / part)] if None in map(part_of, aims) or not aims else aims
                results.append(run_part(part, paths, options, folder))
    except Missing as reason:
        print(f"✗ {reason}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\n✗ interrupted", file=sys.stderr)
        stopped = True
    return 130 if stopped else summary(results)


def parts() -> list[str]:
    """The folders that hold tests, in the order they run."""
    holding = {path.relative_to(TESTS).parts[0] for path in TESTS.glob("*/**/test_*.py")}
    return [part for part in PARTS if part in holding] + sorted(holding - {*PARTS, "bench"})


def part_of(target: str) -> str | None:
    """The part that a path belongs to; None for the folder of all tests."""
    inside = Path(target.split("::", maxsplit=1)[0]).resolve().relative_to(TESTS.resolve())
    return inside.parts[0] if inside.parts else None


def run_part(part: str, paths: list[str], options: list[str], folder: Path) -> dict[str, Any]:
    """Run one part and say how its tests ended."""
    print(f"\n▶ {part}", flush=True)
    tally = folder / f"{part}.json"
    runner = "tests.patched_pytest" if part == "patched" else "pytest"
    places = ["-p", "tests.tally", "--tally", str(tally), "--basetemp", str(folder / f"files-{part}")]
    if not PARTS.get(part, [part]):
        places += ["-p", "no:schemathesis"]  # takes two seconds to load
    places += SIDE_BY_SIDE.get(part, [])
    started = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", runner, *places, *paths, *options], cwd=TESTS.parent, env=environment(folder)
    )
    try:
        code = process.wait()
    except KeyboardInterrupt as reason:
        # Ctrl-C reaches pytest by itself, and twice would keep it from tidying up.
        end(process, patience=10 if not reason.args else 0)
        raise
    ended: dict[str, Any] = {"counts": {}, "not_passed": []}
    if tally.exists():
        ended = json.loads(tally.read_text())
    if code not in OWN_FAILURES or not tally.exists():
        ended["counts"]["broken"] = 1
        ended["not_passed"].append(f"broken: pytest ended with {code} in {part}")
    return ended | {"part": part, "seconds": time.monotonic() - started}


def end(process: subprocess.Popen[bytes], patience: float) -> None:
    """Wait so long for pytest to end by itself, then ask it to, then kill it."""
    for seconds, signal_number in ((patience, signal.SIGINT), (30, signal.SIGKILL)):
        try:
            process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.send_signal(signal_number)
    process.wait()


def environment(folder: Path) -> dict[str, str]:
    (folder / "tmp").mkdir(exist_ok=True)
    (folder / "tmp").chmod(0o1777)
    places = {"TMPDIR": str(folder / "tmp"), "LOTSE_TEST_RUN": folder.name, "PYTHONUNBUFFERED": "1"}
    if "LOTSE_TEST_SERVERS" not in os.environ:
        named = {"LOTSE_TEST_BROKER_URL", "LOTSE_TEST_POSTGRES_URL"} & set(os.environ)
        places |= {} if named else {"LOTSE_TEST_SERVERS": str(folder)}
    return {**os.environ, **places}


@contextlib.contextmanager
def shared_folder() -> Iterator[Path]:
    """Where this run keeps its servers and files; at the end, nothing of it is left."""
    with temporary_folder() as folder:
        folder.chmod(0o711)
        try:
            yield folder
        finally:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl-C must not leave servers behind
            dispose(folder)
            end_strays(folder.name)
            signal.signal(signal.SIGINT, signal.default_int_handler)


def end_strays(run: str) -> None:
    """End what tests of this run started and forgot, known by the run's name in its environment."""
    try:
        eventually(lambda: not strays(run), within=5, every=0.1)
    except AssertionError:
        for pid, command in strays(run).items():
            print(f"✗ left behind by a test, ended now: {pid} {command}", file=sys.stderr)
            send(signal.SIGKILL, [pid])


def strays(run: str) -> dict[int, str]:
    found = {}
    for place in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if f"LOTSE_TEST_RUN={run}\0".encode() in (place / "environ").read_bytes() and is_running(int(place.name)):
                found[int(place.name)] = (place / "cmdline").read_text().replace("\0", " ")[:120]
    return found


def summary(results: list[dict[str, Any]]) -> int:
    """Print how every part ended and the one closing line; 0 only if something passed and nothing else happened."""
    print()
    passed = failed = 0
    for ended in results:
        counts = ended["counts"]
        good = counts.get("passed", 0) + counts.get("xfailed", 0)
        bad = sum(counts.values()) - good
        passed, failed = passed + good, failed + bad
        print(f"{'✗' if bad else '✓'} {ended['part']:<14} {good:>5} of {good + bad} in {ended['seconds']:.0f} s")
        for line in ended["not_passed"]:
            print(f"    {line}" + (" (a skip counts as failed)" if line.startswith("skipped") else ""))
    if not passed and not failed:
        print("✗ no test was chosen", file=sys.stderr)
    print(f"{passed} passed, {failed} failed", flush=True)
    return 0 if passed and not failed else 1


def interrupt(signal_number: int, _: object) -> None:
    raise KeyboardInterrupt(signal_number)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
