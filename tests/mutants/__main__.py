"""Take each guarantee away, in a copy of the tree, and see the tests that should notice go red.

    python -m tests.mutants                 all of them; exit code 0 only if each one is noticed
    python -m tests.mutants token twice     those whose name holds one of these words

First the same tests have to be green on an unchanged copy. The tree itself is never touched.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.mutants.catalogue import CATALOGUE, Change, Mutant
from tests.run import end_strays, interrupt
from tests.servers import dispose, shared, temporary_folder

TREE = Path(__file__).parents[2]
NOT_COPIED = shutil.ignore_patterns(".git", ".venv", ".cache", ".hypothesis", "node_modules", "__pycache__", "var")
GREEN, RED = 0, 1  # pytest's exit codes; any other means that it could not run the tests
# A message that is lost stays lost: waiting longer for it shows nothing new.
PATIENCE = "20"


@dataclass(frozen=True)
class Outcome:
    """How the tests ended on one copy."""

    name: str
    code: int
    seconds: float
    seen: str
    tests: tuple[str, ...]

    @property
    def verdict(self) -> str:
        return {GREEN: "green", RED: "red"}.get(self.code, f"broken ({self.code})")


def main(words: list[str]) -> int:
    signal.signal(signal.SIGTERM, interrupt)
    mutants = [mutant for mutant in CATALOGUE if not words or any(word in mutant.name for word in words)]
    with temporary_folder() as folder:
        folder.chmod(0o711)
        try:
            # Copied once, so that who works on the tree meanwhile changes nothing here.
            shutil.copytree(TREE, folder / "original", ignore=NOT_COPIED)
            for mutant in CATALOGUE:
                changed(folder / "original", mutant.changes)
            for kind in ("rabbitmq", "postgres"):
                shared(kind, folder)
            return report(list(run_all(mutants, folder)))
        finally:
            dispose(folder)
            end_strays(folder.name)


def run_all(mutants: list[Mutant], folder: Path) -> Iterable[Outcome]:
    """The unchanged copy first: if that is not green, nothing else tells anything."""
    tests = tuple(dict.fromkeys(test for mutant in mutants for test in mutant.tests))
    unchanged = run("(nothing is changed)", tests, folder / "original", folder)
    yield unchanged
    if unchanged.code != GREEN:
        return
    for number, mutant in enumerate(mutants):
        place = copy(folder, f"mutant-{number}", mutant.changes)
        yield run(mutant.name, mutant.tests, place, folder)
        shutil.rmtree(place)


def copy(folder: Path, name: str, changes: Iterable[Change]) -> Path:
    """A copy of the original with these changes."""
    place = folder / name
    shutil.copytree(folder / "original", place)
    for file, text in changed(place, changes).items():
        (place / file).write_text(text, encoding="utf-8")
    return place


def changed(place: Path, changes: Iterable[Change]) -> dict[str, str]:
    """The files these changes touch, as they then read. Raises LookupError where a change does not fit exactly once."""
    texts: dict[str, str] = {}
    for change in changes:
        text = texts.get(change.file) or (place / change.file).read_text(encoding="utf-8")
        if text.count(change.old) != 1:
            count = text.count(change.old)
            raise LookupError(
                f"{change.file} has {count} places that read {change.old!r}: bring the catalogue up to date"
            )
        texts[change.file] = text.replace(change.old, change.new)
    return texts


def run(name: str, tests: tuple[str, ...], place: Path, folder: Path) -> Outcome:
    started = time.monotonic()
    environment = {
        **os.environ,
        "LOTSE_TEST_SERVERS": str(folder),
        "LOTSE_TEST_RUN": folder.name,
        "LOTSE_FAULTS_PATIENCE": PATIENCE,
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command = [sys.executable, "-m", "pytest", "-q", "-x", "--tb=short", "-p", "no:cacheprovider", *tests]
    done = subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True)
    outcome = Outcome(name, done.returncode, time.monotonic() - started, reason(done.stdout + done.stderr), tests)
    print(f"{outcome.verdict:<12} {outcome.seconds:4.0f} s  {outcome.name}", flush=True)
    if outcome.code not in (GREEN, RED):
        print(done.stdout[-3000:], done.stderr[-2000:])
    return outcome


def reason(output: str) -> str:
    """The first thing an assertion said."""
    said = [line[2:].strip() for line in output.splitlines() if line.startswith("E  ")]
    return next((line for line in said if line), "")[:160]


def report(outcomes: list[Outcome]) -> int:
    print(f"\n{'mutant':<52} {'verdict':<9} seen by")
    for outcome in outcomes:
        tests = ", ".join(test.rpartition("::")[2] for test in outcome.tests)
        print(f"{outcome.name:<52} {outcome.verdict:<9} {tests[:110]}")
        if outcome.seen:
            print(f"{'':<62} {outcome.seen}")
    unchanged, *mutants = outcomes
    survivors = [outcome.name for outcome in mutants if outcome.code != RED]
    if unchanged.code != GREEN:
        print("✗ the tests are not green on the unchanged tree, so the mutants tell nothing")
    elif survivors:
        print(f"✗ not noticed: {', '.join(survivors)}")
    else:
        print(f"✓ all {len(mutants)} were noticed")
    return 0 if unchanged.code == GREEN and not survivors else 1


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except LookupError as error:
        sys.exit(f"✗ {error}")
    except KeyboardInterrupt:
        sys.exit(130)
