"""Settings come from the environment, and every mistake is told at once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from services.chassis.environment import BadSettings, read, setting
from services.chassis.installation import Installation
from services.intake.settings import IntakeSettings
from services.notifications.settings import NotificationsSettings


@dataclass(frozen=True)
class Settings:
    url: str = setting("where the tables are")
    key: str = setting("secret of the installation", secret=True)
    limit: int = setting("requests a day", 5)
    pause: float = setting("seconds", 1.5)
    secure: bool = setting("cookies over TLS only", True)
    folder: Path = setting("where files go", Path("var"))
    note: str | None = setting("anything", None)


GIVEN = {"CASES_URL": "sqlite://", "CASES_KEY": "s3cret"}


def test_what_is_not_set_has_its_default() -> None:
    assert read(Settings, "cases", GIVEN) == Settings("sqlite://", "s3cret")


def test_values_have_the_type_of_their_field() -> None:
    environ = GIVEN | {"CASES_LIMIT": "7", "CASES_PAUSE": "0.25", "CASES_SECURE": "No", "CASES_FOLDER": "data"}
    read_ones = read(Settings, "cases", environ | {"CASES_NOTE": "n"})
    assert read_ones == Settings("sqlite://", "s3cret", 7, 0.25, False, Path("data"), "n")


def test_all_mistakes_are_told_at_once_each_with_what_to_set() -> None:
    with pytest.raises(BadSettings) as complaint:
        read(Settings, "cases", {"CASES_LIMIT": "five", "CASES_SECURE": "perhaps", "CASES_PAUSE": "soon"})
    lines = str(complaint.value).splitlines()
    assert len(lines) == 5
    assert "CASES_URL is not set: where the tables are" in lines
    assert any(line.startswith("CASES_LIMIT: 'five'") for line in lines)
    assert any(line.startswith("CASES_SECURE: 'perhaps'") for line in lines)


def test_the_installation_speaks_where_the_service_is_silent() -> None:
    environ = {"LOTSE_URL": "all", "LOTSE_KEY": "all", "CASES_URL": "own"}
    assert (read(Settings, "cases", environ).url, read(Settings, "cases", environ).key) == ("own", "all")


def test_a_secret_may_come_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("s3cret from a file\n")
    environ = {"CASES_URL": "x", "CASES_KEY_FILE": str(tmp_path / "key")}
    assert read(Settings, "cases", environ).key == "s3cret from a file"
    assert read(Settings, "cases", environ | {"CASES_KEY": "wins"}).key == "wins"


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="CASES_KEY: .*no-such-file"):
        read(Settings, "cases", {"CASES_URL": "x", "CASES_KEY_FILE": str(tmp_path / "no-such-file")})


def test_an_empty_variable_is_one_that_is_not_set() -> None:
    with pytest.raises(BadSettings, match="CASES_URL is not set"):
        read(Settings, "cases", GIVEN | {"CASES_URL": ""})


@pytest.mark.parametrize("settings", [IntakeSettings, NotificationsSettings])
def test_every_setting_of_a_service_has_a_sentence_of_help(settings: type[Installation]) -> None:
    for field in settings.__dataclass_fields__.values():
        assert len(field.metadata["help"]) > 15, field.name


@pytest.mark.parametrize(("name", "value"), [("RETRY_SECONDS", "10,soon"), ("LOG_LEVEL", "LOUD")])
def test_a_list_or_level_that_makes_no_sense_is_found_at_start(name: str, value: str) -> None:
    environ = {
        "INTAKE_DATABASE_URL": "sqlite://",
        "LOTSE_VAULT_RING": "x",
        "LOTSE_SEAL_KEYS": "x",
        "LOTSE_IDENTITY_KEY": "x",
        f"LOTSE_{name}": value,
    }
    with pytest.raises(BadSettings):
        read(IntakeSettings, "intake", environ)
