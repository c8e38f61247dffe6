"""A service and the chassis are all that a partner gets, and it is enough."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TREE = Path(__file__).parents[2]
SERVICES = sorted(path.parent.name for path in TREE.glob("services/*/settings.py"))

LOAD = """
import importlib, sys
name = sys.argv[1]
module = importlib.import_module(f"services.{name}.service")
classes = [thing for thing in vars(module).values() if isinstance(thing, type) and getattr(thing, "name", "") == name]
assert len(classes) == 1, f"services.{name}.service defines {len(classes)} classes of the name {name!r}"
print(module.__file__)
"""


def test_there_are_services() -> None:
    assert SERVICES


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_copied_out_with_the_chassis_loads(name: str, tmp_path: Path) -> None:
    (tmp_path / "services").mkdir()
    shutil.copy(TREE / "services/__init__.py", tmp_path / "services")
    for part in ("chassis", name):
        shutil.copytree(TREE / "services" / part, tmp_path / "services" / part)
    environment = {key: value for key, value in os.environ.items() if key in ("PATH", "HOME", "LANG")}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", LOAD, name],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert Path(done.stdout.strip()).is_relative_to(tmp_path)
