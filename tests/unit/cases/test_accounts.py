"""Accounts: who may make and change them, what a change ends, and that nobody reaches into another organisation."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from services.cases.commands import accounts as commands
from services.cases.model.accounts import ROLES_EXPLAINED
from services.cases.store.accounts import accounts
from services.chassis.errors import Conflict, Invalid, NotAllowed, NotFound, NotSignedIn
from services.chassis.identity import Actor
from services.chassis.testing import NOON, said
from tests.unit.cases.reception import ADMINISTRATOR, COUNSELLOR, PASSWORD, Reception

OF_BRUECKE = Actor(frozenset({"administrator"}), "bruecke", "a2")
UNKNOWN = "01939d2e-0000-7000-8000-000000000000"
NEW_PASSWORD = "mohnfeld hinter Monschau"


@pytest.fixture
def reception(tmp_path: Path) -> Reception:
    return Reception(tmp_path)


@pytest.fixture
def mira(reception: Reception) -> dict[str, Any]:
    return reception.engage(counsellor=COUNSELLOR)


def mistakes(reception: Reception, who: Actor = ADMINISTRATOR, **changes: Any) -> dict[str, str]:
    with pytest.raises(Invalid) as refusal:
        reception.engage(who, **changes)
    return {error.field: error.code for error in refusal.value.errors}


def is_signed_in(reception: Reception, token: str) -> bool:
    try:
        return bool(reception.renew(token))
    except NotSignedIn:
        return False


def test_an_account_is_kept_as_it_was_made(reception: Reception, mira: dict[str, Any]) -> None:
    assert mira["version"] == 1
    account = reception.store.accounts.get(mira["account_id"])
    assert (account.user, account.name, account.organisation, account.roles) == (
        "mira",
        "Mirela Kostić",
        "kim",
        ("counsellor",),
    )
    assert account.active
    assert account.created_at == account.changed_at == NOON


def test_neither_name_nor_password_can_be_read_in_the_table(reception: Reception, mira: dict[str, Any]) -> None:
    with reception.database.reading() as tx:
        (row,) = tx.execute(select(accounts))
    stored = " ".join(repr(value) for value in row)
    assert "Kosti" not in stored
    assert PASSWORD not in stored
    assert reception.vault.open("accounts", "person", row.account_id, row.person) == '{"name": "Mirela Kostić"}'
    assert "Kosti" not in repr(reception.store.accounts.get(row.account_id))


def test_an_account_says_nothing_to_the_world_but_who_counsels(reception: Reception, mira: dict[str, Any]) -> None:
    reception.engage(user="desk", roles=["desk"])
    listed, engaged = said(reception.database)
    assert [listed.type, engaged.type] == ["counsellor.listed.v1", "counsellor.engaged.v1"]
    assert "Kosti" not in listed.to_json() + engaged.to_json()
    assert mira["account_id"] not in listed.to_json()


def test_a_counsellor_s_account_makes_the_counsellor(reception: Reception, mira: dict[str, Any]) -> None:
    counsellor = reception.store.counsellors.get(mira["account_id"])
    assert (counsellor.organisation, counsellor.capacity, counsellor.active) == ("kim", 20, True)
    assert counsellor.languages == ("bs", "en")


def test_account_and_counsellor_are_made_together_or_not_at_all(
    reception: Reception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(commands, "keep_counsellor", broken)
    with pytest.raises(RuntimeError):
        reception.engage(counsellor=COUNSELLOR)
    assert reception.store.accounts.of_user("mira") is None


def test_a_user_name_is_taken_only_once_in_whatever_case_and_organisation(
    reception: Reception, mira: dict[str, Any]
) -> None:
    assert mistakes(reception, user="MIRA") == {"user": "user_name_taken"}
    assert mistakes(reception, OF_BRUECKE, organisation="bruecke") == {"user": "user_name_taken"}
    with reception.database.reading() as tx:
        assert tx.execute(text("SELECT count(*) FROM accounts")).scalar_one() == 1


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"user": "mi"}, "user", "not_a_user_name"),
        ({"user": "mira kostic"}, "user", "not_a_user_name"),
        ({"user": ""}, "user", "required"),
        ({"name": " "}, "name", "required"),
        ({"organisation": "atlantis"}, "organisation", "unknown_organisation"),
        ({"roles": ["counsellor", "king"]}, "roles", "unknown_role"),
        ({"roles": ["system"]}, "roles", "unknown_role"),
        ({"roles": []}, "roles", "required"),
        ({"roles": ["desk", "desk"]}, "roles", "duplicate"),
        ({"roles": ["desk"], "counsellor": COUNSELLOR}, "roles", "counsellor_role_missing"),
        ({"counsellor": COUNSELLOR | {"languages": ["tlh"]}}, "counsellor.languages", "unknown_language"),
        ({"counsellor": COUNSELLOR | {"topics": ["gold"]}}, "counsellor.topics", "unknown_topic"),
        ({"counsellor": COUNSELLOR | {"municipalities": ["x"]}}, "counsellor.municipalities", "unknown_municipality"),
        ({"counsellor": COUNSELLOR | {"capacity": 201}}, "counsellor.capacity", "number_out_of_range"),
        ({"salary": 3000}, "salary", "unknown_field"),
    ],
)
def test_what_cannot_be_accepted_is_named_with_its_field(
    reception: Reception, changes: dict[str, Any], field: str, code: str
) -> None:
    assert mistakes(reception, **changes) == {field: code}


@pytest.mark.parametrize("role", ROLES_EXPLAINED)
def test_every_role_that_is_explained_can_be_given(reception: Reception, role: str) -> None:
    reception.engage(roles=[role])
    assert reception.sign_in()["roles"] == [role]


def test_for_an_administrator_there_is_no_other_organisation(reception: Reception) -> None:
    assert mistakes(reception, OF_BRUECKE) == mistakes(reception, OF_BRUECKE, organisation="atlantis")
    assert reception.engage(OF_BRUECKE, organisation="bruecke")["version"] == 1


def test_an_account_of_another_organisation_is_not_told_from_one_there_is_not(
    reception: Reception, mira: dict[str, Any]
) -> None:
    told = []
    for account in (mira, {**mira, "version": 7}, {"account_id": UNKNOWN, "version": 1}):
        with pytest.raises(NotFound) as refusal:
            reception.change(account, OF_BRUECKE, active=False)
        told.append(refusal.value.to_wire())
    assert told[0] == told[1] == told[2]
    assert reception.sign_in()


def test_the_service_itself_keeps_the_accounts_of_all_organisations(reception: Reception) -> None:
    jonas = reception.engage(Actor.system(), user="jonas", organisation="bruecke")
    assert reception.change(jonas, Actor.system(), roles=["coordinator"])["version"] == 2


@pytest.mark.parametrize("role", sorted(set(ROLES_EXPLAINED) - {"administrator"} | {"public"}))
def test_who_is_no_administrator_keeps_no_accounts(reception: Reception, mira: dict[str, Any], role: str) -> None:
    who = Actor(frozenset({role}), "kim", mira["account_id"])
    for work in (
        lambda: reception.engage(who, user="jonas"),
        lambda: reception.change(mira, who, roles=["administrator"]),
        lambda: reception.listed(who),
        lambda: commands.end_sessions(reception.store, who, reception.clock, mira["account_id"]),
    ):
        with pytest.raises(NotAllowed):
            work()


def test_a_deactivation_ends_all_sessions_and_nobody_signs_in_any_more(
    reception: Reception, mira: dict[str, Any]
) -> None:
    reception.engage(user="jonas")
    tokens = [reception.sign_in()["token"], reception.sign_in()["token"]]
    other = reception.sign_in("jonas")["token"]
    reception.change(mira, active=False)
    assert [is_signed_in(reception, token) for token in (*tokens, other)] == [False, False, True]
    with pytest.raises(NotSignedIn):
        reception.sign_in()


def test_whoever_is_activated_again_signs_in_again_and_old_sessions_stay_ended(
    reception: Reception, mira: dict[str, Any]
) -> None:
    token = reception.sign_in()["token"]
    reception.change(reception.change(mira, active=False), active=True)
    assert not is_signed_in(reception, token)
    assert is_signed_in(reception, reception.sign_in()["token"])


def test_a_new_password_ends_all_sessions_and_the_old_one_opens_nothing(
    reception: Reception, mira: dict[str, Any]
) -> None:
    token = reception.sign_in()["token"]
    reception.set_password(mira, NEW_PASSWORD)
    assert not is_signed_in(reception, token)
    with pytest.raises(NotSignedIn):
        reception.sign_in()
    assert reception.sign_in(password=NEW_PASSWORD)


def test_other_roles_end_no_session(reception: Reception, mira: dict[str, Any]) -> None:
    token = reception.sign_in()["token"]
    reception.change(mira, roles=["counsellor", "coordinator"])
    assert is_signed_in(reception, token)


def test_the_user_name_is_no_new_password_either(reception: Reception) -> None:
    account = reception.engage(user="mirela.kostic")
    with pytest.raises(Invalid) as refusal:
        reception.set_password(account, "Mirela.Kostic")
    (error,) = refusal.value.errors
    assert (error.field, error.code) == ("password", "password_is_user_name")


def test_whoever_works_here_no_more_counsels_no_more_and_is_still_known_as_counsellor(
    reception: Reception, mira: dict[str, Any]
) -> None:
    def counsels() -> bool:
        return reception.store.counsellors.get(mira["account_id"]).active

    account = reception.change(mira, active=False)
    assert not counsels()
    assert said(reception.database)[-1].data["active"] is False
    account = reception.change(account, active=True)
    assert counsels()
    account = reception.change(account, roles=["desk"])
    assert not counsels()
    reception.change(account, roles=["desk", "counsellor"])
    assert counsels()
    words = [message.type for message in said(reception.database)]
    assert words == ["counsellor.listed.v1", "counsellor.engaged.v1"] * 5


def test_a_change_of_what_somebody_has_changed_meanwhile_is_a_conflict(
    reception: Reception, mira: dict[str, Any]
) -> None:
    assert reception.change(mira, roles=["desk"]) == {"account_id": mira["account_id"], "version": 2}
    with pytest.raises(Conflict) as refusal:
        reception.change(mira, roles=["administrator"])
    assert refusal.value.code == "changed_meanwhile"
    seen = reception.store.accounts.get(mira["account_id"])
    reception.change({"account_id": mira["account_id"], "version": 2}, roles=["coordinator"])
    with pytest.raises(Conflict):
        reception.store.accounts.save(seen)


def test_signing_out_everywhere_ends_the_sessions_of_one_account(reception: Reception, mira: dict[str, Any]) -> None:
    token = reception.sign_in()["token"]
    reception.sign_in()
    with pytest.raises(NotFound):
        commands.end_sessions(reception.store, OF_BRUECKE, reception.clock, mira["account_id"])
    ended = commands.end_sessions(reception.store, ADMINISTRATOR, reception.clock, mira["account_id"])
    assert ended == {"account_id": mira["account_id"], "ended": 2}
    assert not is_signed_in(reception, token)


def test_the_list_names_the_own_organisation_s_accounts_oldest_first_in_pages(reception: Reception) -> None:
    for user, organisation in (("mira", "kim"), ("ana", "bruecke"), ("jonas", "kim"), ("tarek", "kim")):
        reception.clock.advance(timedelta(minutes=1))
        reception.engage(Actor.system(), user=user, organisation=organisation)
    first = reception.listed(limit=2)
    assert [item["user"] for item in first["items"]] == ["mira", "jonas"]
    second = reception.listed(cursor=first["next"], limit=2)
    assert ([item["user"] for item in second["items"]], second["next"]) == (["tarek"], None)
    assert [item["user"] for item in reception.listed(OF_BRUECKE)["items"]] == ["ana"]
    assert len(reception.listed(Actor.system())["items"]) == 4
    told = {"account_id", "user", "name", "organisation", "roles", "active", "second_factor", "version"}
    assert set(first["items"][0]) == told


def test_names_are_read_for_many_accounts_at_once(reception: Reception, mira: dict[str, Any]) -> None:
    jonas = reception.engage(user="jonas", name="Jonas Brehm")
    names = reception.store.accounts.names([mira["account_id"], jonas["account_id"], UNKNOWN])
    assert names == {mira["account_id"]: "Mirela Kostić", jonas["account_id"]: "Jonas Brehm"}
