"""`lotse accounts`: the first accounts, without one; passwords asked for or shown once; mistakes explained."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from click.testing import CliRunner, Result

from deploy.lotse import lotse
from services.chassis.errors import NotSignedIn
from services.chassis.testing import RING, SEAL_KEYS, fresh_database
from tests.unit.cases.reception import COUNSELLOR, PASSWORD, Reception

COUNSELS = ("--language", "bs", "--language", "en", "--municipality", "eschweiler", "--topic", "housing")


@pytest.fixture
def reception(tmp_path: Path) -> Reception:
    return Reception(fresh_database("cases", tmp_path))


@pytest.fixture(autouse=True)
def environment(tmp_path: Path, reception: Reception) -> Iterator[None]:
    """An installation of its own; what the command line adds to the environment is taken back."""
    settings = {
        "LOTSE_VAR": str(tmp_path / "var"),
        "CASES_DATABASE_URL": reception.database.url,
        "CASES_VAULT_RING": RING,
        "LOTSE_SEAL_KEYS": SEAL_KEYS,
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LOTSE_", "CASES_"))}
    with mock.patch.dict(os.environ, kept | settings, clear=True):
        yield


def accounts(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(lotse, ["accounts", *arguments], input=typed)


def add(user: str = "mira", *more: str) -> Result:
    said = ("--name", "Mirela Kostić", "--role", "counsellor", *COUNSELS, "--capacity", "20", *more)
    return accounts("add", user, *said, typed=f"{PASSWORD}\n{PASSWORD}\n")


def refused(result: Result) -> str:
    assert result.exit_code == 1, result.output
    assert result.output.count("Error: ") == 1
    return result.output.partition("Error: ")[2].strip()


def test_an_account_that_was_added_opens_and_its_counsellor_counsels(reception: Reception) -> None:
    done = add()
    assert done.exit_code == 0, done.output
    assert done.output.endswith("mira can sign in now.\n")
    account_id = reception.sign_in()["account_id"]
    counsellor = reception.store.counsellors.get(account_id)
    assert list(counsellor.languages) == COUNSELLOR["languages"]
    assert (counsellor.organisation, counsellor.capacity) == ("kim", 20)


def test_a_password_that_is_asked_for_is_not_shown() -> None:
    assert PASSWORD not in add().output


def test_a_password_is_asked_for_until_it_is_typed_twice_alike(reception: Reception) -> None:
    said = ("--name", "Karin Eschenbach", "--role", "desk")
    typed = f"{PASSWORD}\nsomething else\n{PASSWORD}\n{PASSWORD}\n"
    assert accounts("add", "karin", *said, typed=typed).exit_code == 0
    assert reception.sign_in("karin")


def test_a_generated_password_is_shown_once_and_opens(reception: Reception) -> None:
    done = accounts("add", "karin", "--name", "Karin Eschenbach", "--role", "desk", "--generate")
    assert done.exit_code == 0, done.output
    (line,) = [line for line in done.output.splitlines() if "shown only now" in line]
    assert reception.sign_in("karin", line.rpartition(" ")[2])


def test_the_list_is_a_table_for_people_and_json_for_scripts() -> None:
    assert "Nobody can sign in yet" in accounts("list").output
    add()
    table = accounts("list").output
    assert "mira" in table
    assert "counsellor" in table
    assert json.loads(accounts("list", "--json").output) == [
        {"user": "mira", "name": "Mirela Kostić", "organisation": "kim", "roles": ["counsellor"], "active": True}
    ]


def test_a_new_password_opens_and_signs_out(reception: Reception) -> None:
    add()
    token = reception.sign_in()["token"]
    typed = "mohnfeld hinter Monschau\n" * 2
    assert accounts("password", "mira", typed=typed).output.endswith(
        "mira has a new password and is signed out everywhere.\n"
    )
    with pytest.raises(NotSignedIn):
        reception.renew(token)
    assert reception.sign_in(password="mohnfeld hinter Monschau")


def test_roles_are_replaced(reception: Reception) -> None:
    add()
    assert accounts("roles", "mira", "--role", "desk", "--role", "coordinator").exit_code == 0
    assert reception.sign_in()["roles"] == ["desk", "coordinator"]


def test_who_is_deactivated_cannot_sign_in_until_activated_again(reception: Reception) -> None:
    add()
    assert accounts("deactivate", "mira").exit_code == 0
    assert '"active": false' in accounts("list", "--json").output
    assert accounts("activate", "MIRA").exit_code == 0
    assert reception.sign_in()


def test_sessions_are_ended(reception: Reception) -> None:
    add()
    reception.sign_in()
    assert accounts("end-sessions", "mira").output == "1 session of mira ended.\n"
    assert accounts("end-sessions", "mira").output == "0 sessions of mira ended.\n"


@pytest.mark.parametrize("command", ["password", "deactivate", "activate", "end-sessions"])
def test_an_unknown_user_is_answered_with_where_to_look(command: str) -> None:
    assert refused(accounts(command, "nobody")) == "There is no user nobody; 'lotse accounts list' shows who there is."


@pytest.mark.parametrize(
    ("user", "more", "sentence"),
    [
        ("mi", (), "A user name has 3 to 64 small letters, digits, dots, underscores and dashes."),
        ("mira", ("--role", "king"), "There is no such role; there are counsellor, desk, "),
        ("mira", ("--organisation", "atlantis"), "There is no such organisation; the programme has kim, bruecke, "),
        ("mira", ("--language", "tlh"), "There is no such language; the programme has de, en, "),
        ("mira", ("--topic", "gold"), "There is no such topic; the programme has orientation, "),
        ("mira", ("--municipality", "x"), "There is no such municipality; the programme has "),
        ("mira", ("--capacity", "-1"), "--capacity is a number from 0 to 200."),
        ("mira", ("--role", "counsellor"), "--role names something twice."),
    ],
)
def test_every_mistake_is_a_sentence_that_says_what_to_do(user: str, more: tuple[str, ...], sentence: str) -> None:
    assert refused(add(user, *more)).startswith(sentence)


def test_a_counsellor_needs_to_speak_cover_and_know_something() -> None:
    done = accounts("add", "mira", "--name", "Mirela Kostić", "--role", "counsellor", "--generate")
    assert (
        refused(done) == "--language is missing. --municipality is missing. --topic is missing. --capacity is missing."
    )


def test_a_user_name_that_is_taken_and_a_weak_password_are_explained() -> None:
    add()
    assert refused(add()) == "This user name is taken; choose another one."
    for weak, sentence in (
        ("short", "The password needs at least 12 characters; --generate draws one."),
        ("aaaaaaaaaaaa", "This password is among the first that anybody would try; --generate draws a better one."),
    ):
        assert refused(accounts("password", "mira", typed=f"{weak}\n{weak}\n")) == sentence


def test_older_tables_are_answered_with_what_to_run(tmp_path: Path) -> None:
    with mock.patch.dict(os.environ, {"CASES_DATABASE_URL": f"sqlite:///{tmp_path}/empty.db"}):
        assert "run 'lotse migrate' first" in refused(accounts("list"))


def test_another_key_ring_is_answered_with_the_setting_that_names_it() -> None:
    add()
    other: dict[str, Any] = {"CASES_VAULT_RING": RING.replace("dGhpcyB", "dGhhdCB")}
    with mock.patch.dict(os.environ, other):
        assert "CASES_VAULT_RING_FILE must name theirs" in refused(accounts("list"))
