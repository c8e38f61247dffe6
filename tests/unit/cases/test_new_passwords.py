"""A new password: one's own by the old one, by the one-time code of an administrator; and who is left to give one."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from services.cases.commands import accounts as commands
from services.cases.commands import own_account
from services.cases.queries import accounts as queries
from services.cases.store.second_factors import reset_codes
from services.chassis.errors import Invalid, LotseError, NotAllowed, NotFound, NotSignedIn, Refused, TooMany
from services.chassis.identity import Actor
from tests.unit.cases.reception import ADMINISTRATOR, COUNSELLOR, PASSWORD, Reception

NEW_PASSWORD = "mohnfeld hinter Monschau"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def reception(tmp_path: Path) -> Reception:
    return Reception(tmp_path)


@pytest.fixture
def mira(reception: Reception) -> dict[str, Any]:
    return reception.engage()


def told(error: pytest.ExceptionInfo[LotseError]) -> dict[str, str]:
    return {each.field: each.code for each in error.value.errors}


def wrong(reception: Reception, code: str, user: str = "mira") -> dict[str, Any]:
    with pytest.raises(NotSignedIn) as refused:
        reception.reset(code, NEW_PASSWORD, user)
    assert refused.value.code == "wrong_reset_code"
    return refused.value.to_wire()


def test_a_one_time_code_gives_a_new_password_once_and_ends_all_sessions(
    reception: Reception, mira: dict[str, Any]
) -> None:
    token, code = reception.sign_in()["token"], reception.reset_code(mira)
    assert reception.renew(token), "until the code is used nothing changes"
    reception.reset(code.lower().replace("-", " "), NEW_PASSWORD)
    with pytest.raises(NotSignedIn):
        reception.renew(token)
    with pytest.raises(NotSignedIn):
        reception.sign_in()
    assert reception.sign_in(password=NEW_PASSWORD)
    wrong(reception, code)


def test_unknown_user_wrong_code_old_code_and_deactivated_account_answer_alike(
    reception: Reception, mira: dict[str, Any]
) -> None:
    jonas = reception.engage(user="jonas")
    heard = [wrong(reception, "ABCD-EFGH-JKLM-NPQR"), wrong(reception, "ABCD-EFGH-JKLM-NPQR", "nobody")]
    first = reception.reset_code(mira)
    second = reception.reset_code(mira)
    heard.append(wrong(reception, first))
    reception.clock.advance(timedelta(hours=1))
    heard.append(wrong(reception, second))
    code = reception.reset_code(jonas)
    reception.change(jonas, active=False)
    heard.append(wrong(reception, code, "jonas"))
    assert {str(each) for each in heard} == {str(heard[0])}


def test_a_code_is_good_for_an_hour(reception: Reception, mira: dict[str, Any]) -> None:
    code = reception.reset_code(mira)
    reception.clock.advance(59 * MINUTE)
    reception.reset(code, NEW_PASSWORD)
    assert reception.sign_in(password=NEW_PASSWORD)


def test_guessing_codes_closes_the_door_like_guessing_passwords(reception: Reception, mira: dict[str, Any]) -> None:
    code = reception.reset_code(mira)
    for _ in range(10):
        wrong(reception, "ABCD-EFGH-JKLM-NPQR")
    with pytest.raises(TooMany):
        reception.reset(code, NEW_PASSWORD)


def test_a_new_password_by_code_opens_the_door_that_wrong_ones_were_about_to_close(
    reception: Reception, mira: dict[str, Any]
) -> None:
    for _ in range(8):
        with pytest.raises(NotSignedIn):
            reception.sign_in(password="not the password")
    reception.reset(reception.reset_code(mira), NEW_PASSWORD)
    for _ in range(9):
        with pytest.raises(NotSignedIn):
            reception.sign_in(password="not the password")
    assert reception.sign_in(password=NEW_PASSWORD)


def test_the_second_factor_stays_when_the_password_is_new(reception: Reception, mira: dict[str, Any]) -> None:
    reception.with_app()
    reception.reset(reception.reset_code(mira), NEW_PASSWORD)
    with pytest.raises(NotSignedIn) as refused:
        reception.sign_in(password=NEW_PASSWORD)
    assert refused.value.code == "code_needed"


def test_the_code_stands_in_no_table(reception: Reception, mira: dict[str, Any]) -> None:
    code = reception.reset_code(mira)
    with reception.database.reading() as tx:
        (row,) = tx.execute(select(reset_codes))
    stored = repr(tuple(row))
    assert code not in stored
    assert code.replace("-", "") not in stored
    assert reception.store.reset_codes.code_of(row.reset_id) == code, "so that a repeated command tells it again"


def test_only_an_administrator_of_the_organisation_gives_a_code_and_none_for_a_deactivated_account(
    reception: Reception, mira: dict[str, Any]
) -> None:
    with pytest.raises(NotFound):
        reception.reset_code(mira, Actor(frozenset({"administrator"}), "bruecke", "a2"))
    with pytest.raises(NotAllowed):
        reception.reset_code(mira, Actor(frozenset({"coordinator"}), "kim", "a3"))
    reception.change(mira, active=False)
    with pytest.raises(Refused) as refused:
        reception.reset_code(mira)
    assert refused.value.code == "account_not_active"


def test_nobody_but_the_operator_gives_somebody_a_password_that_they_know(
    reception: Reception, mira: dict[str, Any]
) -> None:
    with pytest.raises(NotAllowed):
        reception.set_password(mira, NEW_PASSWORD, ADMINISTRATOR)


def test_an_account_without_a_password_opens_by_its_first_code(reception: Reception) -> None:
    nadja = reception.engage(user="nadja", password=None, organisation=None, roles=["desk"])
    with pytest.raises(NotSignedIn):
        reception.sign_in("nadja")
    reception.reset(reception.reset_code(nadja), NEW_PASSWORD, "nadja")
    assert reception.sign_in("nadja", NEW_PASSWORD)["organisation"] == "kim"


def test_the_own_password_is_changed_with_the_old_one(reception: Reception, mira: dict[str, Any]) -> None:
    session, elsewhere = reception.sign_in(), reception.sign_in()
    reception.reset_code(mira)

    def change(old: str, new: str) -> dict[str, Any]:
        who, token = reception.oneself(session), session["token"]
        return own_account.change_own_password(
            reception.store, reception.passwords, who, reception.clock, token, old, new
        )

    for old, new, field, code in (
        ("not the password", NEW_PASSWORD, "password", "wrong_password"),
        (PASSWORD, "mira" * 4, "new_password", "password_is_user_name"),
        (PASSWORD, PASSWORD, "new_password", "same_password"),
    ):
        with pytest.raises(Invalid) as refused:
            change(old, new)
        assert told(refused) == {field: code}
    begun = change(PASSWORD, NEW_PASSWORD)
    assert reception.renew(begun["token"])
    for ended in (session, elsewhere):
        with pytest.raises(NotSignedIn):
            reception.renew(ended["token"])
    assert reception.sign_in(password=NEW_PASSWORD)
    assert reception.store.reset_codes.id_of(mira["account_id"], reception.clock.now()) is None


def test_whoever_finds_an_open_session_guesses_the_password_no_more_often_than_at_the_door(
    reception: Reception, mira: dict[str, Any]
) -> None:
    session = reception.sign_in()
    for _ in range(10):
        with pytest.raises(Invalid):
            reception.begin_app(session, "not the password")
    with pytest.raises(TooMany):
        reception.begin_app(session)


def test_other_sessions_are_ended_and_this_one_goes_on(reception: Reception, mira: dict[str, Any]) -> None:
    session, others = reception.sign_in(), [reception.sign_in(), reception.sign_in()]
    who = reception.oneself(session)
    ended = own_account.end_other_sessions(reception.store, who, reception.clock, session["token"])
    assert ended == {"ended": 2}
    assert reception.renew(session["token"])
    for other in others:
        with pytest.raises(NotSignedIn):
            reception.renew(other["token"])


def test_the_last_administrator_of_an_organisation_stays_one(reception: Reception) -> None:
    karin = reception.engage(user="karin", roles=["administrator", "desk"])
    reception.engage(Actor.system(), user="ana", organisation="bruecke", roles=["administrator"])
    retired = reception.engage(user="otto", roles=["administrator"])
    reception.change(retired, active=False)
    for change in ({"active": False}, {"roles": ["desk"]}):
        for who in (ADMINISTRATOR, Actor.system()):
            with pytest.raises(Refused) as refused:
                reception.change(karin, who, **change)
            assert refused.value.code == "last_administrator"
    jonas = reception.engage(user="jonas", roles=["administrator"])
    reception.change(karin, roles=["desk"])
    with pytest.raises(Refused):
        reception.change(jonas, active=False)


def test_whoever_begins_to_counsel_says_what_they_speak_and_cover(reception: Reception) -> None:
    for engage in ({"counsellor": None}, {"user": "jonas", "roles": ["desk", "counsellor"], "counsellor": None}):
        with pytest.raises(Invalid) as refused:
            reception.engage(**engage)
        assert told(refused) == {"counsellor": "counsellor_profile_missing"}
    karin = reception.engage(user="karin", roles=["desk"])
    with pytest.raises(Invalid) as refused:
        reception.change(karin, roles=["desk", "counsellor"])
    assert told(refused) == {"counsellor": "counsellor_profile_missing"}
    with pytest.raises(Invalid) as refused:
        reception.change(karin, counsellor=COUNSELLOR)
    assert told(refused) == {"roles": "counsellor_role_missing"}
    reception.change(karin, roles=["desk", "counsellor"], counsellor=COUNSELLOR, name="Karin Eschenbach-Vell")
    account = queries.account(reception.store, ADMINISTRATOR, karin["account_id"])
    assert (account["name"], account["counsellor"]) == ("Karin Eschenbach-Vell", COUNSELLOR)
    with pytest.raises(NotFound):
        queries.account(reception.store, Actor(frozenset({"administrator"}), "bruecke", "a2"), karin["account_id"])


def test_signing_somebody_out_is_for_administrators(reception: Reception, mira: dict[str, Any]) -> None:
    with pytest.raises(NotAllowed):
        commands.end_sessions(
            reception.store, Actor(frozenset({"desk"}), "kim", "a9"), reception.clock, mira["account_id"]
        )


def test_nobody_takes_their_own_account_over_with_an_open_session_alone(reception: Reception) -> None:
    made = reception.engage(user="karin", roles=["administrator"])
    karin = Actor(frozenset({"administrator"}), "kim", made["account_id"])
    with pytest.raises(Refused, match="with your password"):
        reception.reset_code(made, karin)
    with pytest.raises(Refused, match="with your password"):
        commands.remove_second_factor(reception.store, karin, reception.clock, made["account_id"])
