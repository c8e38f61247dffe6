"""How passwords are kept, and which may be chosen: argon2id, length instead of composition."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.low_level import Type
from hypothesis import given
from hypothesis import strategies as st

from services.cases.model.accounts import is_guessed_first, is_like, is_user_name
from services.cases.passwords import Passwords
from services.cases.schemas.accounts import CreateAccount, SignIn
from services.chassis import fields
from services.chassis.errors import Invalid
from tests.builders import PROGRAMME
from tests.unit.cases.reception import MIRA, QUICK, at_once


def mistakes(**changes: Any) -> dict[str, str]:
    with pytest.raises(Invalid) as refusal:
        fields.load(CreateAccount(PROGRAMME), MIRA | changes)
    return {error.field: error.code for error in refusal.value.errors}


def accepted(password: str) -> str:
    return str(fields.load(CreateAccount(PROGRAMME), MIRA | {"password": password})["password"])


def test_a_password_is_kept_as_argon2id_with_19_mebibytes_two_passes_and_one_lane() -> None:
    parameters = extract_parameters(Passwords(at_once).hash("kirschbaum am Rursee"))
    assert parameters.type is Type.ID
    assert (parameters.memory_cost, parameters.time_cost, parameters.parallelism) == (19456, 2, 1)
    assert (parameters.salt_len, parameters.hash_len) == (16, 32)


def test_the_same_password_is_never_kept_in_the_same_form() -> None:
    passwords = Passwords(at_once, QUICK)
    assert passwords.hash("kirschbaum am Rursee") != passwords.hash("kirschbaum am Rursee")


@given(st.text(min_size=1, max_size=40))
def test_every_password_is_found_right_and_every_other_one_wrong(password: str) -> None:
    password = password.encode("utf-8", "replace").decode()
    passwords = Passwords(at_once, QUICK)
    kept = passwords.hash(password)
    assert passwords.verify(kept, password)
    assert not passwords.verify(kept, password + "x")


def test_nobody_s_password_is_always_wrong_and_costs_as_much_as_anybody_s() -> None:
    hashes: list[str] = []

    def aside(function: Callable[..., Any], *args: Any) -> Any:
        hashes.append(args[0])
        return function(*args)

    passwords = Passwords(aside)
    assert not passwords.verify(None, "kirschbaum am Rursee")
    assert extract_parameters(hashes[0]) == extract_parameters(Passwords(at_once).hash("x"))


def test_all_hashing_and_verifying_is_done_aside() -> None:
    done: list[str] = []

    def aside(function: Callable[..., Any], *args: Any) -> Any:
        done.append(function.__name__)
        return function(*args)

    passwords = Passwords(aside, QUICK)
    passwords.verify(passwords.hash("kirschbaum am Rursee"), "kirschbaum am Rursee")
    passwords.verify(None, "kirschbaum am Rursee")
    assert done == ["hash", "verify", "verify"]


def test_a_hash_of_other_parameters_is_outdated_and_still_opens() -> None:
    older = Passwords(at_once, PasswordHasher(time_cost=1, memory_cost=16, parallelism=1)).hash("kirschbaum am Rursee")
    passwords = Passwords(at_once, QUICK)
    assert passwords.outdated(older)
    assert passwords.verify(older, "kirschbaum am Rursee")
    assert not passwords.outdated(passwords.hash("kirschbaum am Rursee"))


def test_a_password_has_12_to_200_characters_of_any_kind() -> None:
    assert mistakes(password="kirschbaum1") == {"password": "too_short"}
    assert mistakes(password="ab3.x" * 40 + "x") == {"password": "too_long"}
    assert accepted("kirschbaum12") == "kirschbaum12"
    assert len(accepted("ab3.x" * 40)) == 200
    assert accepted("საიდუმლო სიტყვა")
    assert accepted("ключ под ковром")
    assert accepted("lauter kleine woerter") == "lauter kleine woerter"


def test_blanks_around_a_password_belong_to_it() -> None:
    assert accepted("  kirschbaum  ") == "  kirschbaum  "
    assert fields.load(SignIn(), {"user": "mira", "password": " x "})["password"] == " x "


@pytest.mark.parametrize("password", ["kirsch\nbaum am see", "kirsch\x00baum am see", "kirsch\ud800baum am see"])
def test_what_no_keyboard_writes_is_refused(password: str) -> None:
    assert mistakes(password=password) == {"password": "control_characters"}


@pytest.mark.parametrize(
    "password", ["aaaaaaaaaaaa", "abababababab", "123412341234", "123456789012", "qwertzuiopas", "Passwort1234"]
)
def test_what_anybody_would_guess_first_is_refused(password: str) -> None:
    assert is_guessed_first(password)
    assert mistakes(password=password) == {"password": "password_guessed_first"}


@pytest.mark.parametrize("password", ["mirela.kostic", "Mirela.Kostic", "mirela.kosticMIRELA.KOSTIC"])
def test_the_user_name_is_no_password(password: str) -> None:
    assert is_like(password, "mirela.kostic")
    assert mistakes(user="mirela.kostic", password=password) == {"password": "password_is_user_name"}


@pytest.mark.parametrize("wrong", [None, 7, ["kirschbaum am Rursee"], ""])
def test_a_password_is_a_text(wrong: Any) -> None:
    assert set(mistakes(password=wrong)) == {"password"}


@pytest.mark.parametrize("user", ["mir", "mira.kostic_2-b", "7even", "m" * 64])
def test_a_user_name_has_3_to_64_small_letters_digits_dots_lines_and_dashes(user: str) -> None:
    assert is_user_name(user)


@pytest.mark.parametrize("user", ["mi", "m" * 65, "mira kostic", "mira@kim", "kostić", "mira\n", "ნინო"])
def test_nobody_can_be_called_anything_else(user: str) -> None:
    assert not is_user_name(user)
