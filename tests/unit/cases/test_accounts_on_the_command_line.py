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
from services.chassis.clock import SystemClock
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
    mira = {"user": "mira", "name": "Mirela Kostić", "organisation": "kim", "roles": ["counsellor"]}
    assert json.loads(accounts("list", "--json").output) == [mira | {"active": True, "second_factor": False}]


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


KARIN = {"user": "karin", "name": "Karin Eschenbach", "roles": ["desk"]}
NINO = {
    "user": "nino",
    "name": "Nino Gelaschwili",
    "organisation": "bruecke",
    "roles": ["counsellor", "coordinator"],
    "password": PASSWORD,
    **COUNSELLOR,
}


def add_from(text: str, tmp_path: Path, *more: str) -> Result:
    file = tmp_path / "people"
    file.write_text(text, encoding="utf-8")
    return accounts("add", "--from", str(file), *more)


def test_many_accounts_are_made_of_one_file_of_json_lines(reception: Reception, tmp_path: Path) -> None:
    lines = "\n".join(json.dumps(one, ensure_ascii=False) for one in (KARIN, NINO))
    done = add_from(f"{lines}\n\n", tmp_path, "--generate", "--json")
    assert done.exit_code == 0, done.output
    karin, nino = json.loads(done.output)
    assert nino == {"user": "nino"}, "the password that stood in the file is not said again"
    assert reception.sign_in("karin", karin["password"])["organisation"] == "kim"
    signed_in = reception.sign_in("nino")
    assert (signed_in["organisation"], signed_in["roles"]) == ("bruecke", ["counsellor", "coordinator"])


def test_many_accounts_are_made_of_one_csv_file(reception: Reception, tmp_path: Path) -> None:
    text = (
        "user,name,roles,password,languages,municipalities,topics,capacity\r\n"
        f"karin,Karin Eschenbach,desk,{PASSWORD},,,,\r\n"
        f'nino,"Gelaschwili, Nino",counsellor coordinator,{PASSWORD},ka de,alsdorf,housing language,20\r\n'
    )
    assert add_from(f"\ufeff{text}", tmp_path).exit_code == 0
    assert reception.sign_in("karin")["roles"] == ["desk"]
    nino = reception.store.counsellors.get(reception.sign_in("nino")["account_id"])
    assert (nino.languages, nino.capacity) == (("ka", "de"), 20)


@pytest.mark.parametrize(
    ("second", "sentence"),
    [
        (KARIN, "Line 2: This user name is taken; choose another one. Nobody was added."),
        (
            {**KARIN, "user": "b"},
            "Line 2: A user name has 3 to 64 small letters, digits, dots, underscores and dashes.",
        ),
        ({**KARIN, "salary": 3}, "Line 2: there is no field salary; there are user, name, "),
        ("karin", "Line 2 is not a JSON object; write one account a line."),
    ],
)
def test_a_file_with_a_mistake_makes_nobody_and_names_the_line(tmp_path: Path, second: Any, sentence: str) -> None:
    done = add_from(f"{json.dumps(KARIN)}\n{json.dumps(second)}", tmp_path, "--generate")
    assert refused(done).startswith(sentence)
    assert "Nobody can sign in yet" in accounts("list").output


def test_whoever_has_no_password_yet_takes_one_with_a_one_time_code(reception: Reception, tmp_path: Path) -> None:
    assert add_from(json.dumps(KARIN), tmp_path).exit_code == 0
    said = accounts("reset-code", "karin").output
    assert "shown only now" in said
    reception.clock = SystemClock()  # type: ignore[assignment]
    reception.reset(said.split()[-1], "mohnfeld hinter Monschau", "karin")
    assert reception.sign_in("karin", "mohnfeld hinter Monschau")


def test_a_second_factor_is_taken_away(reception: Reception) -> None:
    add()
    reception.with_app()
    assert '"second_factor": true' in accounts("list", "--json").output
    assert accounts("remove-second-factor", "mira").exit_code == 0
    assert reception.sign_in()
    assert refused(accounts("remove-second-factor", "mira")).startswith("This account has no second factor")


def test_the_last_administrator_stays(reception: Reception) -> None:
    accounts("add", "karin", "--name", "Karin Eschenbach", "--role", "administrator", "--generate")
    for command in (("deactivate", "karin"), ("roles", "karin", "--role", "desk")):
        assert refused(accounts(*command)).startswith("Nobody else would keep the accounts of this organisation")


def test_who_begins_to_counsel_says_with_what(reception: Reception) -> None:
    accounts("add", "karin", "--name", "Karin Eschenbach", "--role", "desk", "--generate")
    assert refused(accounts("roles", "karin", "--role", "counsellor")).startswith("Counsellors need --language")
    assert accounts("roles", "karin", "--role", "counsellor", *COUNSELS, "--capacity", "5").exit_code == 0


@pytest.mark.parametrize(
    "command", ["password", "deactivate", "activate", "end-sessions", "reset-code", "remove-second-factor"]
)
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
