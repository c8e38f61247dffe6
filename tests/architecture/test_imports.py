"""Who may import whom is written in .importlinter, and it holds."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

TREE = Path(__file__).parents[2]
SERVICES = sorted(path.parent.name for path in TREE.glob("services/*/settings.py"))


def lint(tree: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    return subprocess.run([*command, "--no-cache"], cwd=tree, capture_output=True, text=True)


def copy_to(place: Path) -> Path:
    for name in ("services", "gateway", "deploy"):
        shutil.copytree(
            TREE / name, place / name, ignore=shutil.ignore_patterns("node_modules", "static", "__pycache__")
        )
    shutil.copy(TREE / ".importlinter", place)
    return place


def test_everybody_imports_only_whom_they_may() -> None:
    done = lint(TREE)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_service_is_named_in_the_rules() -> None:
    rules = (TREE / ".importlinter").read_text()
    contracts = dict(re.findall(r"\[importlinter:contract:(\w+)\]\n(.*?)(?=\n\[|\Z)", rules, re.DOTALL))
    assert SERVICES
    for name in SERVICES:
        for contract in ("map", "inside", "nameko", "kombu"):
            assert f"services.{name}" in contracts[contract], f"services.{name} is missing in [{contract}]"


def test_a_file_that_no_rule_names_is_refused(tmp_path: Path) -> None:
    tree = copy_to(tmp_path)
    (tree / "services" / SERVICES[0] / "cleverness.py").write_text("")
    done = lint(tree)
    assert done.returncode != 0
    assert "cleverness" in done.stdout


def test_a_service_that_asks_another_is_refused(tmp_path: Path) -> None:
    tree = copy_to(tmp_path)
    one, other = SERVICES[:2]
    with open(tree / "services" / one / "commands.py", "a") as commands:
        commands.write(f"\nfrom services.{other} import model as theirs\n")
    done = lint(tree)
    assert done.returncode != 0
    assert f"services.{one}.commands -> services.{other}.model" in done.stdout
