"""What a region is deployed with: an image for each service, and the compose file that puts them together."""

from __future__ import annotations

import dataclasses
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from deploy import broker_rights, services
from gateway.settings import GatewaySettings
from services.chassis.environment import INSTALLATION

TREE = Path(__file__).parents[2]
REGION = TREE / "deploy" / "region"
PARTS = (*services.names(), broker_rights.GATEWAY)
BIN = Path(sys.executable).parent
COMPOSE: dict[str, Any] = yaml.safe_load((REGION / "compose.yaml").read_text())


def run(*command: str | Path, cwd: Path = TREE, **environment: str) -> str:
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=os.environ | {"PYTHONWARNINGS": "ignore"} | environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def settings_of(part: str) -> Any:
    return GatewaySettings if part == broker_rights.GATEWAY else services.service(part).settings


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`var/region` after `deploy/region/prepare`."""
    tree = tmp_path_factory.mktemp("region")
    folder = tree / "deploy" / "region"
    folder.mkdir(parents=True)
    script = folder / "prepare"
    script.write_bytes((REGION / "prepare").read_bytes())
    var = tree / "var" / "region"
    here = {"LOTSE": f"{sys.executable} -m deploy.lotse", "PYTHONPATH": str(TREE), "LOTSE_VAR": str(var)}
    run("sh", script, cwd=tree, **here)
    before = {path: path.read_bytes() for path in var.rglob("*.*") if path.name != "definitions.json"}
    run("sh", script, cwd=tree, **here)
    assert {path: path.read_bytes() for path in before} == before, "once more changes no key and no password"
    assert (folder / ".env").read_text() == f"LOTSE_UID={os.getuid()}\nLOTSE_GID={os.getgid()}\n"
    return var


def test_the_images_are_built_as_hadolint_likes_it() -> None:
    run(BIN / "hadolint", "deploy/Dockerfile")


def test_the_compose_file_is_one() -> None:
    run(BIN / "check-jsonschema", "--builtin-schema", "vendor.compose-spec", REGION / "compose.yaml")


def test_every_service_runs_as_itself_with_as_little_as_possible() -> None:
    for part in PARTS:
        one = COMPOSE["services"][part]
        assert one["command"] == ["run", part]
        assert one["build"]["args"] == {"SERVICE": part}
        assert (one["read_only"], one["cap_drop"]) == (True, ["ALL"])
        others = {other for other in PARTS if other != part}
        foreign = [secret for secret in one["secrets"] if secret.partition("_")[0] in others]
        assert not foreign, "nobody has another's keys"


@pytest.mark.parametrize("part", PARTS)
def test_what_is_set_for_a_service_are_settings_it_has_and_all_it_needs(part: str) -> None:
    known = {field.name.upper(): field for field in dataclasses.fields(settings_of(part))}
    set_here = set()
    for name in COMPOSE["services"][part]["environment"]:
        owner, _, setting = name.removesuffix("_FILE").partition("_")
        assert owner in (part.upper(), INSTALLATION), name
        assert owner == INSTALLATION or setting in known, name
        set_here.add(setting)
    needed = {name for name, field in known.items() if field.default is dataclasses.MISSING}
    assert needed <= set_here
    assert "BROKER_URL" in set_here


def test_every_secret_is_one_that_is_prepared(prepared: Path) -> None:
    for secret in COMPOSE["secrets"].values():
        path = prepared / re.sub(r"\$\{\w+:-(\w+)\}", r"\1", secret["file"]).removeprefix("../../var/region/")
        assert path.is_file(), path
        assert path.stat().st_mode & 0o077 == 0, "only its owner reads it"


def test_what_servers_load_holds_no_password(prepared: Path) -> None:
    loaded = (prepared / "definitions.json").read_text() + (prepared / "databases.sql").read_text()
    for path in (prepared / "keys").glob("*-url"):
        password = path.read_text().partition("@")[0].rpartition(":")[2]
        assert len(password) >= 32
        assert password not in loaded


@pytest.mark.parametrize("part", PARTS)
def test_an_image_holds_one_service_and_that_one_starts(part: str, tmp_path: Path) -> None:
    """The file's own line takes away what is not this one's; what is left knows its commands and itself."""
    text = (TREE / "deploy" / "Dockerfile").read_text()
    (prune,) = re.findall(r"^RUN (if \[ \"\$SERVICE\" != all \].*?fi)$", text, re.MULTILINE | re.DOTALL)
    tracked = run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    for name in filter(None, tracked.split("\0")):
        if (TREE / name).is_file() and not name.startswith("tests/"):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(TREE / name, tmp_path / name)
    run("sh", "-c", prune.replace("\\\n", ""), cwd=tmp_path, SERVICE=part)
    left = {path.name for path in (tmp_path / "services").iterdir() if path.is_dir()} - {"chassis"}
    assert left == {part} - {broker_rights.GATEWAY}
    starts = "import gateway.app" if part == broker_rights.GATEWAY else f"services.service({part!r})"
    run(sys.executable, "-c", f"from deploy import lotse, services; {starts}", cwd=tmp_path)
    assert "Usage" in run(sys.executable, "-m", "deploy.lotse", "--help", cwd=tmp_path)
