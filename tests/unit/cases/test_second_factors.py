"""A second factor: how it is set up, what it asks for at the door, what opens without the telephone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from services.cases import permissions
from services.cases.commands import accounts as commands
from services.cases.commands import own_account
from services.cases.model.second_factors import SecondFactor
from services.cases.queries import accounts as queries
from services.cases.store.second_factors import half_sign_ins, recovery_codes, second_factors
from services.chassis.errors import Invalid, LotseError, NotAllowed, NotFound, NotSignedIn, Refused, TooMany
from services.chassis.identity import Actor
from services.chassis.testing import NOON
from tests.builders import PROGRAMME
from tests.unit.cases.reception import ADMINISTRATOR, PASSWORD, Reception

MINUTE = timedelta(minutes=1)
KIM = PROGRAMME.organisations["kim"]
REQUIRED = replace(PROGRAMME, organisations={**PROGRAMME.organisations, "kim": replace(KIM, second_factor="required")})


@pytest.fixture
def reception(tmp_path: Path) -> Reception:
    return Reception(tmp_path)


@pytest.fixture
def mira(reception: Reception) -> dict[str, Any]:
    return reception.engage()


def refusal(work: Callable[[], Any]) -> LotseError:
    with pytest.raises(LotseError) as refused:
        work()
    return refused.value


def at_field(work: Callable[[], Any]) -> dict[str, str]:
    error = refusal(work)
    assert isinstance(error, Invalid), error
    return {each.field: each.code for each in error.errors}


def ticket(reception: Reception) -> str:
    needed = refusal(reception.sign_in)
    assert (needed.kind, needed.code) == ("not_signed_in", "code_needed")
    return str(needed.params["ticket"])


def test_codes_are_those_of_rfc_6238() -> None:
    # Appendix B, SHA-1, the last six of its eight digits.
    factor = SecondFactor("a1", b"12345678901234567890", NOON)
    for seconds, code in ((59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")):
        at = NOON + timedelta(seconds=seconds - NOON.timestamp())
        assert factor.step_of(code, at) == seconds // 30


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "28708\n"])
def test_what_is_no_code_is_none(code: str) -> None:
    assert SecondFactor("a1", b"12345678901234567890", NOON).step_of(code, NOON) is None


def test_whoever_has_set_up_an_app_needs_its_code_to_sign_in(reception: Reception, mira: dict[str, Any]) -> None:
    key, _ = reception.with_app()
    assert refusal(reception.sign_in).code == "code_needed"
    assert refusal(lambda: reception.sign_in(code="000000")).code == "wrong_code"
    assert reception.sign_in(code=reception.shown(key))["account_id"] == mira["account_id"]


def test_the_password_opens_nothing_while_the_code_is_missing(reception: Reception, mira: dict[str, Any]) -> None:
    reception.with_app()
    half = ticket(reception)
    assert refusal(lambda: reception.renew(half)).code == "session_ended"


def test_who_has_given_the_password_goes_on_with_a_ticket_once(reception: Reception, mira: dict[str, Any]) -> None:
    key, _ = reception.with_app()
    half = ticket(reception)
    assert refusal(lambda: reception.go_on(half, "000000")).code == "wrong_code"
    assert reception.renew(reception.go_on(half, reception.shown(key))["token"])
    reception.clock.advance(MINUTE)
    assert refusal(lambda: reception.go_on(half, reception.shown(key))).code == "sign_in_again"


def test_a_ticket_ends_after_ten_minutes_and_with_every_change_of_the_account(
    reception: Reception, mira: dict[str, Any]
) -> None:
    key, _ = reception.with_app()

    def good(half: str) -> bool:
        try:
            return bool(reception.go_on(half, reception.shown(key)))
        except NotSignedIn as error:
            return error.code != "sign_in_again"

    late = ticket(reception)
    reception.clock.advance(10 * MINUTE)
    assert not good(late)
    early = ticket(reception)
    reception.clock.advance(9 * MINUTE)
    assert good(early)
    for change in (
        lambda: reception.set_password(mira, PASSWORD),
        lambda: commands.end_sessions(reception.store, ADMINISTRATOR, reception.clock, mira["account_id"]),
    ):
        reception.clock.advance(MINUTE)
        half = ticket(reception)
        change()
        assert not good(half)


def test_a_code_is_good_once_and_none_before_it(reception: Reception, mira: dict[str, Any]) -> None:
    key, _ = reception.with_app()
    later = reception.shown(key, +1)
    assert reception.sign_in(code=later)
    for used in (later, reception.shown(key)):
        assert refusal(lambda code=used: reception.sign_in(code=code)).code == "wrong_code"  # type: ignore[misc]


def test_clocks_may_differ_by_half_a_minute_and_no_more(reception: Reception, mira: dict[str, Any]) -> None:
    key, _ = reception.with_app()
    for steps in (-3, -2, 2, 3):
        code = reception.shown(key, steps)
        assert refusal(lambda code=code: reception.sign_in(code=code)).code == "wrong_code"  # type: ignore[misc]
    assert reception.sign_in(code=reception.shown(key, -1))
    assert reception.sign_in(code=f" {reception.shown(key, +1)[:3]} {reception.shown(key, +1)[3:]} ")


def test_wrong_codes_close_the_door_like_wrong_passwords(reception: Reception, mira: dict[str, Any]) -> None:
    key, _ = reception.with_app()
    half = ticket(reception)
    for _ in range(9):
        assert refusal(lambda: reception.go_on(half, "000000")).code == "wrong_code"
    closed = refusal(lambda: reception.go_on(half, reception.shown(key)))
    assert isinstance(closed, TooMany)
    assert isinstance(refusal(lambda: reception.sign_in(code=reception.shown(key))), TooMany)


def test_whoever_has_session_and_password_cannot_try_codes_on_and_on(
    reception: Reception, mira: dict[str, Any]
) -> None:
    key, _ = reception.with_app()
    session = reception.sign_in(code=reception.shown(key))

    def remove() -> None:
        asked = (reception.passwords, reception.oneself(session), reception.clock, session["token"])
        own_account.remove_own_second_factor(reception.store, *asked, PASSWORD, "000000")

    for _ in range(5):
        assert refusal(remove).code == "invalid"
        assert refusal(lambda: reception.begin_app(session)).code == "second_factor_on", "the password was right"
    assert isinstance(refusal(remove), TooMany)


def test_each_recovery_code_opens_once_however_it_is_written(reception: Reception, mira: dict[str, Any]) -> None:
    _, codes = reception.with_app()
    assert len(set(codes)) == 8
    assert reception.sign_in(code=codes[0])
    assert reception.sign_in(code=codes[1].lower().replace("-", " "))
    assert refusal(lambda: reception.sign_in(code=codes[0])).code == "wrong_code"
    own = queries.own_account(reception.store, Actor(frozenset({"desk"}), "kim", mira["account_id"]))
    assert own["recovery_codes_left"] == 6


def test_recovery_codes_of_one_account_open_no_other(reception: Reception, mira: dict[str, Any]) -> None:
    reception.engage(user="jonas")
    _, codes = reception.with_app()
    reception.with_app("jonas")
    assert refusal(lambda: reception.sign_in("jonas", code=codes[0])).code == "wrong_code"


def test_neither_key_nor_codes_nor_tickets_can_be_read_in_the_tables(
    reception: Reception, mira: dict[str, Any]
) -> None:
    key, codes = reception.with_app()
    half = ticket(reception)
    with reception.database.reading() as tx:
        tables = (second_factors, recovery_codes, half_sign_ins)
        stored = " ".join(repr(tuple(row)) for table in tables for row in tx.execute(select(table)))
    for secret in (key, half, *codes, *(code.replace("-", "") for code in codes)):
        assert secret not in stored
    assert key not in repr(reception.store.second_factors.find(mira["account_id"]))


def test_an_app_counts_only_once_its_first_code_has_confirmed_it(reception: Reception, mira: dict[str, Any]) -> None:
    session = reception.sign_in()
    key = reception.begin_app(session)
    assert at_field(lambda: reception.confirm_app(session, "000000")) == {"code": "wrong_code"}
    assert reception.sign_in()
    assert reception.confirm_app(session, reception.shown(key))["recovery_codes"]
    assert refusal(reception.sign_in).code == "code_needed"
    assert not list(filter(lambda item: not item["second_factor"], reception.listed()["items"]))


def test_an_app_that_was_begun_anew_forgets_the_first_key_and_one_left_alone_is_void(
    reception: Reception, mira: dict[str, Any]
) -> None:
    session = reception.sign_in()
    first, second = reception.begin_app(session), reception.begin_app(session)
    assert first != second
    assert at_field(lambda: reception.confirm_app(session, reception.shown(first))) == {"code": "wrong_code"}
    reception.clock.advance(15 * MINUTE)
    assert refusal(lambda: reception.confirm_app(session, reception.shown(second))).code == "no_pending_second_factor"


def test_setting_up_needs_the_password_and_ends_all_other_sessions(reception: Reception, mira: dict[str, Any]) -> None:
    session, elsewhere = reception.sign_in(), reception.sign_in()
    assert at_field(lambda: reception.begin_app(session, "not the password")) == {"password": "wrong_password"}
    key = reception.begin_app(session)
    begun = reception.confirm_app(session, reception.shown(key))
    assert reception.renew(begun["token"])["roles"] == ["counsellor"]
    for ended in (session, elsewhere):
        assert refusal(lambda token=ended["token"]: reception.renew(token)).code == "session_ended"  # type: ignore[misc]
    assert refusal(lambda: reception.begin_app(begun)).code == "second_factor_on"


def test_a_session_that_goes_on_under_another_token_ends_when_the_first_would_have(
    reception: Reception, mira: dict[str, Any]
) -> None:
    session = reception.sign_in()
    for _ in range(13):
        reception.clock.advance(50 * MINUTE)
        reception.renew(session["token"])
    key = reception.begin_app(session)
    begun = reception.confirm_app(session, reception.shown(key))
    reception.clock.advance(50 * MINUTE)
    reception.renew(begun["token"])
    reception.clock.advance(30 * MINUTE)
    assert refusal(lambda: reception.renew(begun["token"])).code == "session_ended"


def test_somebody_takes_their_own_app_away_with_password_and_code(reception: Reception, mira: dict[str, Any]) -> None:
    key, codes = reception.with_app()
    session = reception.sign_in(code=codes[0])

    def remove(password: str, code: str) -> dict[str, Any]:
        who, token = reception.oneself(session), session["token"]
        return own_account.remove_own_second_factor(
            reception.store, reception.passwords, who, reception.clock, token, password, code
        )

    assert at_field(lambda: remove("not the password", codes[1])) == {"password": "wrong_password"}
    assert at_field(lambda: remove(PASSWORD, "000000")) == {"code": "wrong_code"}
    session = remove(PASSWORD, reception.shown(key))
    assert reception.sign_in()
    assert refusal(lambda: remove(PASSWORD, codes[1])).code == "no_second_factor"


def test_an_administrator_takes_an_app_away_and_signs_out_everywhere(
    reception: Reception, mira: dict[str, Any]
) -> None:
    _, codes = reception.with_app()
    token = reception.sign_in(code=codes[0])["token"]
    of_bruecke = Actor(frozenset({"administrator"}), "bruecke", "a2")
    with pytest.raises(NotFound):
        commands.remove_second_factor(reception.store, of_bruecke, reception.clock, mira["account_id"])
    commands.remove_second_factor(reception.store, ADMINISTRATOR, reception.clock, mira["account_id"])
    assert refusal(lambda: reception.renew(token)).code == "session_ended"
    assert reception.sign_in()
    with pytest.raises(Refused) as refused:
        commands.remove_second_factor(reception.store, ADMINISTRATOR, reception.clock, mira["account_id"])
    assert refused.value.code == "no_second_factor"


def test_where_a_second_factor_is_required_nothing_else_is_open_before_there_is_one(tmp_path: Path) -> None:
    reception = Reception(tmp_path, programme=REQUIRED)
    reception.engage()
    reception.engage(Actor.system(), user="ana", organisation="bruecke")
    assert reception.sign_in("ana")["roles"] == ["counsellor"]
    session = reception.sign_in()
    assert session["roles"] == reception.renew(session["token"])["roles"] == ["enrolling"]
    who = reception.oneself(session)
    for right, held_by in permissions.ROLES.items():
        assert ("enrolling" in held_by) == (right == permissions.KEEP_OWN_ACCOUNT)
    assert queries.own_account(reception.store, who)["second_factor_required"] is True
    begun = reception.confirm_app(session, reception.shown(reception.begin_app(session)))
    assert begun["roles"] == ["counsellor"]
    assert reception.renew(begun["token"])["roles"] == ["counsellor"]


def test_nobody_asks_about_themselves_without_an_account_or_in_somebody_elses_session(
    reception: Reception, mira: dict[str, Any]
) -> None:
    reception.engage(user="jonas")
    session, other = reception.sign_in(), reception.sign_in("jonas")
    for stranger in (Actor.public(), Actor.system()):
        with pytest.raises(NotAllowed):
            queries.own_account(reception.store, stranger)
    who = reception.oneself(session)
    with pytest.raises(NotSignedIn):
        own_account.end_other_sessions(reception.store, who, reception.clock, other["token"])


def test_what_nobody_used_in_time_is_forgotten(reception: Reception, mira: dict[str, Any]) -> None:
    reception.with_app()
    ticket(reception)
    reception.reset_code(mira)
    reception.clock.advance(timedelta(hours=1))
    reception.forget()
    with reception.database.reading() as tx:
        assert not tx.execute(select(half_sign_ins)).all()
    assert reception.store.reset_codes.id_of(mira["account_id"], NOON) is None
