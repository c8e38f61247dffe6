"""Signing in, staying signed in, signing out; and who guesses is told nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select, text

from services.cases.commands import accounts as commands
from services.cases.commands import signing_in
from services.cases.model.accounts import session_id_of
from services.cases.passwords import Passwords
from services.cases.store.accounts import accounts, sessions, sign_in_failures
from services.chassis.errors import LotseError, NotAllowed, NotSignedIn, TooMany
from services.chassis.identity import Actor
from services.chassis.testing import NOON
from tests.unit.cases.reception import ADMINISTRATOR, COUNSELLOR, PASSWORD, QUICK, Reception, at_once

WRONG = "not the password"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def reception(tmp_path: Path) -> Reception:
    return Reception(tmp_path)


@pytest.fixture
def mira(reception: Reception) -> dict[str, Any]:
    return reception.engage(counsellor=COUNSELLOR)


def refusal(work: Callable[[], Any]) -> LotseError:
    with pytest.raises(LotseError) as refused:
        work()
    return refused.value


def fail(reception: Reception, times: int, user: str = "mira") -> None:
    for _ in range(times):
        with pytest.raises(NotSignedIn):
            reception.sign_in(user, WRONG)


def test_who_signs_in_hears_whose_session_it_is_and_when_it_ends(reception: Reception, mira: dict[str, Any]) -> None:
    answer = reception.sign_in()
    assert len(answer.pop("token")) == 43
    assert answer == {
        "account_id": mira["account_id"],
        "organisation": "kim",
        "roles": ["counsellor"],
        "name": "Mirela Kostić",
        "ends_at": (NOON + timedelta(minutes=60)).isoformat(),
    }


def test_the_token_is_stored_nowhere_in_clear(reception: Reception, mira: dict[str, Any]) -> None:
    token = reception.sign_in()["token"]
    reception.renew(token)
    with reception.database.reading() as tx:
        assert tx.execute(select(sessions.c.session_id)).scalars().all() == [session_id_of(token)]
    reception.database.close()
    folder = Path(reception.database.url.removeprefix("sqlite:///")).parent
    assert token.encode() not in b"".join(path.read_bytes() for path in folder.iterdir())


def test_two_sessions_of_one_account_have_tokens_of_their_own(reception: Reception, mira: dict[str, Any]) -> None:
    first, second = reception.sign_in()["token"], reception.sign_in()["token"]
    reception.end(first)
    assert first != second
    assert reception.renew(second)["account_id"] == mira["account_id"]


def test_capitals_and_blanks_around_the_user_name_do_not_matter(reception: Reception, mira: dict[str, Any]) -> None:
    assert reception.sign_in(" Mira ")["account_id"] == mira["account_id"]
    fail(reception, 5, "mira")
    fail(reception, 5, "MIRA")
    assert isinstance(refusal(reception.sign_in), TooMany)


def test_a_password_is_the_same_however_a_keyboard_writes_it(reception: Reception) -> None:
    reception.engage(password="Žubor vode, tišina")
    assert reception.sign_in(password="Z\u030cubor vode, tis\u030cina")
    assert isinstance(refusal(lambda: reception.sign_in(password=" Žubor vode, tišina")), NotSignedIn)


def test_unknown_user_wrong_password_and_deactivated_account_answer_alike(reception: Reception) -> None:
    reception.engage()
    reception.change(reception.engage(user="jonas"), active=False)
    heard = [
        refusal(lambda: reception.sign_in("nobody")),
        refusal(lambda: reception.sign_in("ab")),
        refusal(lambda: reception.sign_in("mira", WRONG)),
        refusal(lambda: reception.sign_in("jonas")),
        refusal(lambda: reception.sign_in("jonas", WRONG)),
    ]
    assert {str(error.to_wire()) for error in heard} == {str(heard[0].to_wire())}
    assert (heard[0].kind, heard[0].code) == ("not_signed_in", "wrong_credentials")


def test_a_hash_is_verified_for_every_attempt_so_that_the_time_tells_nothing(reception: Reception) -> None:
    reception.change(reception.engage(user="jonas"), active=False)
    reception.engage()
    worked: list[str] = []

    def aside(function: Callable[..., Any], *args: Any) -> Any:
        worked.append(function.__name__)
        return function(*args)

    reception.passwords = Passwords(aside, QUICK)
    for user in ("mira", "jonas", "nobody"):
        fail(reception, 1, user)
    assert worked == ["verify"] * 3


@pytest.mark.parametrize("user", ["mira", "nobody"])
def test_after_ten_failures_sign_in_is_closed_whether_or_not_there_is_such_a_user(
    reception: Reception, mira: dict[str, Any], user: str
) -> None:
    fail(reception, 10, user)
    closed = refusal(lambda: reception.sign_in(user))
    assert (closed.kind, closed.code, closed.params) == ("too_many", "too_many_sign_ins", {"retry_after": 900})


def test_the_tenth_attempt_still_opens_for_the_right_password(reception: Reception, mira: dict[str, Any]) -> None:
    fail(reception, 9)
    assert reception.sign_in()


def test_sign_in_is_closed_for_a_quarter_of_an_hour_from_the_tenth_failure_on(
    reception: Reception, mira: dict[str, Any]
) -> None:
    fail(reception, 5)
    reception.clock.advance(10 * MINUTE)
    fail(reception, 5)
    reception.clock.advance(14 * MINUTE + timedelta(seconds=0.5))
    assert refusal(reception.sign_in).params == {"retry_after": 60}
    reception.clock.advance(MINUTE)
    assert reception.sign_in()


def test_attempts_while_it_is_closed_do_not_keep_it_closed(reception: Reception, mira: dict[str, Any]) -> None:
    fail(reception, 10)
    for _ in range(15):
        assert isinstance(refusal(reception.sign_in), TooMany)
        reception.clock.advance(MINUTE)
    assert reception.sign_in()


def test_failures_of_more_than_a_quarter_of_an_hour_ago_count_no_more(
    reception: Reception, mira: dict[str, Any]
) -> None:
    fail(reception, 9)
    reception.clock.advance(15 * MINUTE)
    fail(reception, 9)
    assert reception.sign_in()


def test_who_has_signed_in_begins_to_count_anew(reception: Reception, mira: dict[str, Any]) -> None:
    fail(reception, 9)
    reception.sign_in()
    fail(reception, 10)


def test_one_user_s_failures_close_nothing_for_another(reception: Reception, mira: dict[str, Any]) -> None:
    fail(reception, 10, "jonas")
    assert reception.sign_in()


def test_attempts_at_the_same_moment_are_all_counted(reception: Reception, mira: dict[str, Any]) -> None:
    heard: list[str] = []

    def aside(function: Callable[..., Any], *args: Any) -> Any:
        # While this password is being verified, the next attempt comes in.
        if len(heard) < 15:
            heard.append("begun")
            heard.append(refusal(lambda: reception.sign_in(password=WRONG)).code)
        return function(*args)

    reception.passwords = Passwords(aside, QUICK)
    assert refusal(lambda: reception.sign_in(password=WRONG)).code == "wrong_credentials"
    assert heard.count("begun") == 10
    assert heard.count("too_many_sign_ins") == 1
    assert heard.count("wrong_credentials") == 9


def test_who_typed_what_in_vain_cannot_be_read_in_the_table(reception: Reception) -> None:
    fail(reception, 1, "typed-the-password-here")
    with reception.database.reading() as tx:
        (row,) = tx.execute(select(sign_in_failures))
    assert row.failures == 1
    assert bytes(row.user_index) == reception.vault.index("sign_in_failures.user", "typed-the-password-here")


def test_a_session_goes_on_as_long_as_something_is_asked_within_the_hour(
    reception: Reception, mira: dict[str, Any]
) -> None:
    token = reception.sign_in()["token"]
    for _ in range(5):
        now = reception.clock.advance(59 * MINUTE)
        assert reception.renew(token)["ends_at"] == (now + 60 * MINUTE).isoformat()


def test_a_session_ends_after_an_hour_in_which_nothing_was_asked(reception: Reception, mira: dict[str, Any]) -> None:
    token = reception.sign_in()["token"]
    reception.clock.advance(60 * MINUTE)
    ended = refusal(lambda: reception.renew(token))
    assert (ended.kind, ended.code) == ("not_signed_in", "session_ended")


def test_a_session_ends_after_twelve_hours_whatever_is_asked(reception: Reception, mira: dict[str, Any]) -> None:
    token = reception.sign_in()["token"]
    for _ in range(23):
        reception.clock.advance(30 * MINUTE)
        answer = reception.renew(token)
    assert answer["ends_at"] == (NOON + timedelta(hours=12)).isoformat()
    reception.clock.advance(30 * MINUTE)
    assert refusal(lambda: reception.renew(token)).code == "session_ended"


def test_a_session_that_was_ended_and_one_that_never_was_answer_alike(
    reception: Reception, mira: dict[str, Any]
) -> None:
    token = reception.sign_in()["token"]
    assert reception.end(token) == {}
    ended, never = refusal(lambda: reception.renew(token)), refusal(lambda: reception.renew("never"))
    assert ended.to_wire() == never.to_wire()


def test_ending_a_session_twice_or_one_that_never_was_is_as_good(reception: Reception, mira: dict[str, Any]) -> None:
    token = reception.sign_in()["token"]
    reception.end(token)
    with reception.database.reading() as tx:
        ended_at = tx.execute(select(sessions.c.ended_at)).scalar_one()
    reception.clock.advance(MINUTE)
    assert reception.end(token) == reception.end("never") == {}
    with reception.database.reading() as tx:
        assert tx.execute(select(sessions.c.ended_at)).scalar_one() == ended_at == NOON


def test_a_renewed_session_tells_the_roles_of_now(reception: Reception, mira: dict[str, Any]) -> None:
    token = reception.sign_in()["token"]
    reception.change(mira, roles=["desk", "coordinator"])
    assert reception.renew(token)["roles"] == ["desk", "coordinator"]


def test_an_account_deactivated_while_its_password_is_verified_gets_no_session(
    reception: Reception, mira: dict[str, Any]
) -> None:
    quick = reception.passwords

    def aside(function: Callable[..., Any], *args: Any) -> Any:
        reception.passwords = quick
        reception.change(mira, active=False)
        return function(*args)

    reception.passwords = Passwords(aside, QUICK)
    assert refusal(reception.sign_in).code == "wrong_credentials"
    with reception.database.reading() as tx:
        assert tx.execute(text("SELECT count(*) FROM sessions")).scalar_one() == 0


def test_a_password_hashed_with_older_parameters_is_hashed_anew_at_sign_in(
    reception: Reception, mira: dict[str, Any]
) -> None:
    def kept() -> str:
        with reception.database.reading() as tx:
            return str(tx.execute(select(accounts.c.password_hash)).scalar_one())

    before = kept()
    reception.sign_in()
    assert kept() == before
    reception.passwords = Passwords(at_once, PasswordHasher(time_cost=2, memory_cost=8, parallelism=1))
    reception.sign_in()
    assert "$m=8,t=2,p=1$" in kept()
    assert reception.sign_in()
    assert reception.change(mira, roles=["desk"])["version"] == 2, "hashing anew is no change that anybody has to see"


def test_ended_sessions_are_forgotten_after_a_day_and_open_ones_are_not(
    reception: Reception, mira: dict[str, Any]
) -> None:
    reception.end(reception.sign_in()["token"])  # ended by somebody
    reception.sign_in()  # left alone, ends by itself after an hour
    reception.clock.advance(timedelta(hours=24, minutes=30))
    last = reception.sign_in()["token"]

    def kept() -> int:
        reception.forget()
        with reception.database.reading() as tx:
            return int(tx.execute(text("SELECT count(*) FROM sessions")).scalar_one())

    assert kept() == 2
    reception.clock.advance(31 * MINUTE)
    reception.renew(last)
    assert kept() == 1
    assert reception.renew(last)


def test_failures_that_count_no_more_are_forgotten(reception: Reception) -> None:
    fail(reception, 1, "early")
    reception.clock.advance(10 * MINUTE)
    fail(reception, 1, "late")
    reception.clock.advance(6 * MINUTE)
    reception.forget()
    with reception.database.reading() as tx:
        (row,) = tx.execute(select(sign_in_failures))
    assert row.first_at == NOON + 10 * MINUTE


def test_sessions_are_asked_for_by_whoever_has_no_account_yet_and_nobody_else(reception: Reception) -> None:
    with pytest.raises(NotAllowed):
        signing_in.sign_in(reception.store, reception.passwords, ADMINISTRATOR, reception.clock, "mira", PASSWORD)
    with pytest.raises(NotAllowed):
        signing_in.renew_session(reception.store, ADMINISTRATOR, reception.clock, "token")
    with pytest.raises(NotAllowed):
        signing_in.end_session(reception.store, ADMINISTRATOR, reception.clock, "token")


def test_the_public_cannot_have_sessions_forgotten(reception: Reception) -> None:
    with pytest.raises(NotAllowed):
        commands.forget_ended_sessions(reception.store, Actor.public(), reception.clock)
