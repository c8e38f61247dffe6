"""The tree stays one in which a newcomer guesses the right file at the first try."""

import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

TREE = Path(__file__).parents[2]
VAGUE = {"utils", "util", "helpers", "helper", "common", "base", "manager", "managers", "misc"}
OF_OTHERS = {".woff", ".woff2", ".ttf", ".otf", ".eot"}
LONGEST = 400
IGNORED = {".git", ".venv", ".cache", "node_modules", "__pycache__", "var", "built"}


@cache
def files() -> list[Path]:
    """Every file that is or would be in the repository."""
    command = ["git", "-C", str(TREE), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, capture_output=True, text=True)
    if listed.returncode:  # unpacked from an archive
        found = (path for path in TREE.rglob("*") if not IGNORED & set(path.relative_to(TREE).parts))
    else:
        found = (TREE / name for name in listed.stdout.split("\0") if name)
    return sorted(path for path in found if path.is_file() and not path.is_symlink())


def named(paths: list[Path]) -> str:
    return "\n".join(str(path.relative_to(TREE)) for path in paths)


def test_every_file_and_folder_is_named_after_something() -> None:
    vague = [path for path in files() if path.suffix == ".py" and VAGUE & {path.stem, *path.relative_to(TREE).parts}]
    assert not vague, f"name these after a noun of the trade:\n{named(vague)}"


def test_nothing_that_others_made_is_in_the_repository() -> None:
    foreign = [path for path in files() if path.suffix in OF_OTHERS or ".min." in path.name]
    assert not foreign, f"these belong into gateway/assets/package.json:\n{named(foreign)}"


@pytest.mark.parametrize("pattern", (TREE / ".ci/never").read_text().splitlines())
def test_no_file_names_a_place_that_exists_on_one_machine_only_or_a_package_registry(pattern: str) -> None:
    never = re.compile(pattern)
    found = [
        f"{path.relative_to(TREE)}:{number}: {line.strip()[:120]}"
        for path in files()
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1)
        if never.search(line)
    ]
    assert not found, "\n".join(found)


def test_no_python_file_is_longer_than_one_can_read_in_one_go() -> None:
    lengths = {path: len(path.read_text().splitlines()) for path in files() if path.suffix == ".py"}
    long = [path for path, lines in lengths.items() if lines > LONGEST]
    assert not long, f"make a folder of each and name its files after the nouns of the trade:\n{named(long)}"


def test_the_lock_files_name_every_package_with_its_hashes() -> None:
    for name in ("requirements.lock", "requirements-dev.lock", "requirements-node.lock"):
        blocks = re.split(r"\n(?=[A-Za-z])", (TREE / name).read_text())[1:]
        assert blocks, name
        for block in blocks:
            assert re.match(r"[A-Za-z0-9_.-]+==\S+ ", block), f"{name}: {block[:80]}"
            assert "--hash=sha256:" in block, f"{name}: {block[:80]}"


def test_what_runs_is_what_is_tested() -> None:
    pinned = re.compile(r"^([A-Za-z0-9_.-]+)==(\S+)", re.MULTILINE)
    runs, tested = (dict(pinned.findall((TREE / f"requirements{kind}.lock").read_text())) for kind in ("", "-dev"))
    different = {name: (version, tested.get(name)) for name, version in runs.items() if tested.get(name) != version}
    assert not different, f"`make lock` mends this: {different}"
