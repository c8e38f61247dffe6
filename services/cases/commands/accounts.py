"""What an administrator does with the accounts of an organisation."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from services.cases import permissions
from services.cases.commands.counsellors import keep_counsellor
from services.cases.commands.signing_in import sign_out, take_password
from services.cases.model import accounts as model
from services.cases.model import require_seen
from services.cases.model.accounts import Account
from services.cases.model.second_factors import RESET_WITHIN
from services.cases.passwords import Passwords
from services.cases.store import Store
from services.chassis.clock import Clock, new_id
from services.chassis.errors import FieldError, Invalid, NotFound, Refused
from services.chassis.identity import Actor


def create_account(
    store: Store, passwords: Passwords, who: Actor, clock: Clock, asked: dict[str, Any]
) -> dict[str, Any]:
    """Let somebody work here: {user, password, name, organisation, roles, counsellor}, as the schema has read it.

    Without a password nobody signs in before a one-time code has been given (`give_reset_code`), so that nobody else
    ever knows it. Whoever counsels needs `counsellor` {languages, municipalities, topics, capacity}, and cases can be
    given to them at once. Raises Invalid for a user name that is taken, for a counsellor without that, and for an
    organisation that is not the asking administrator's.
    """
    permissions.require(who, permissions.KEEP_ACCOUNTS)
    organisation = asked["organisation"] or who.organisation
    if not organisation:  # the operator belongs to none
        raise _invalid("organisation", "required")
    now = clock.now()
    account = Account(
        account_id=new_id(),
        organisation=organisation,
        user=asked["user"],
        password_hash=passwords.hash(asked["password"] or model.new_token()),
        name=asked["name"],
        roles=tuple(asked["roles"]),
        active=True,
        created_at=now,
        changed_at=now,
    )
    try:
        permissions.require(who, permissions.KEEP_ACCOUNTS, account)
    except NotFound:
        raise _invalid("organisation", "unknown_organisation") from None
    with store.together():
        added = store.accounts.add(account)
        if added is None:
            raise _invalid("user", "user_name_taken")
        _keep_profile(store, who, clock, added, asked["counsellor"])
    return {"account_id": added.account_id, "version": added.version}


def change_account(
    store: Store,
    who: Actor,
    clock: Clock,
    account_id: str,
    version: int,
    name: str | None = None,
    roles: list[str] | None = None,
    active: bool | None = None,
    counsellor: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """Change what somebody is called, may do, covers as a counsellor, or whether they may sign in at all; what is None
    stays.

    A deactivation ends all their sessions. Whoever no longer counsels gets no new cases. Raises Conflict unless
    `version` is the one there is, Refused("last_administrator") where nobody would be left to keep the accounts of
    the organisation, Invalid where somebody begins to counsel and nothing is known of what they speak and cover.
    """
    account = _of(store, who, account_id)
    require_seen(account.noun, account.version, version)
    changed = account.change(clock.now(), name=name, roles=None if roles is None else tuple(roles), active=active)
    with store.together():
        if account.administers and not changed.administers and not store.accounts.others_administer(account):
            raise Refused("last_administrator", "Nobody else would keep the accounts of this organisation.")
        saved = store.accounts.save(changed)
        if not saved.active:
            store.reset_codes.forget(account_id)
            sign_out(store, clock, account_id)
        _keep_profile(store, who, clock, saved, counsellor)
    return {"account_id": account_id, "version": saved.version}


def set_password(
    store: Store, passwords: Passwords, who: Actor, clock: Clock, account_id: str, password: str
) -> dict[str, Any]:
    """Give somebody a password, from the operator's command line, and sign them out everywhere."""
    permissions.require(who, permissions.SET_PASSWORDS)
    account = _of(store, who, account_id)
    if model.is_like(password, account.user):
        raise _invalid("password", "password_is_user_name")
    password_hash = passwords.hash(password)
    with store.together():
        saved = take_password(store, account, clock, password_hash)
    return {"account_id": account_id, "version": saved.version}


def give_reset_code(store: Store, who: Actor, clock: Clock, account_id: str) -> dict[str, Any]:
    """Give a one-time code with which somebody can choose a new password within an hour, in place of an older one.

    Answers with its id, {reset_id, ends_at}: the code itself (`store.reset_codes.code_of`) may stand in no table, not
    among remembered answers either. Their password and sessions stay until the code is used. Raises Refused for an
    account that is not active, and for one's own.
    """
    account = _of_another(store, who, account_id)
    if not account.active:
        raise Refused("account_not_active", "This account is deactivated. Activate it first.")
    now = clock.now()
    return {"reset_id": store.reset_codes.give(account_id, now), "ends_at": (now + RESET_WITHIN).isoformat()}


def remove_second_factor(store: Store, who: Actor, clock: Clock, account_id: str) -> dict[str, Any]:
    """Take away a second factor, for whoever has lost telephone and recovery codes, and sign them out everywhere.

    Raises Refused where there is none, and for one's own.
    """
    _of_another(store, who, account_id)
    with store.together():
        if not store.second_factors.remove(account_id):
            raise Refused("no_second_factor", "This account has no second factor.")
        sign_out(store, clock, account_id)
    return {"account_id": account_id}


def end_sessions(store: Store, who: Actor, clock: Clock, account_id: str) -> dict[str, Any]:
    """Sign somebody out everywhere; {account_id, ended}: how many sessions that ended."""
    _of(store, who, account_id)
    return {"account_id": account_id, "ended": sign_out(store, clock, account_id)}


def forget_ended_sessions(store: Store, who: Actor, clock: Clock) -> None:
    """Forget sessions that ended more than a day ago, codes and tickets that nobody used in time, and failures that
    count no more. Run by the clock."""
    permissions.require(who, permissions.KEEP_ACCOUNTS)
    now = clock.now()
    for shelf in (store.accounts, store.reset_codes, store.half_sign_ins):
        shelf.forget_ended(now)


def _of(store: Store, who: Actor, account_id: str) -> Account:
    account = store.accounts.get(account_id)
    permissions.require(who, permissions.KEEP_ACCOUNTS, account)
    return account


def _of_another(store: Store, who: Actor, account_id: str) -> Account:
    account = _of(store, who, account_id)
    if account_id == who.ref:  # an open session alone must not be enough to take an account over
        raise Refused("own_account", "Password and second factor of your own account are changed with your password.")
    return account


def _keep_profile(store: Store, who: Actor, clock: Clock, account: Account, profile: dict[str, Any] | None) -> None:
    """What a counsellor speaks and covers, and that they take cases as long as they counsel."""
    known = store.counsellors.find(account.account_id)
    if profile:
        if "counsellor" not in account.roles:
            raise _invalid("roles", "counsellor_role_missing")
        keep_counsellor(store, who, clock, account.account_id, account.organisation, **profile, active=account.counsels)
    elif known is None and "counsellor" in account.roles:
        raise _invalid("counsellor", "counsellor_profile_missing")
    elif known and known.active != account.counsels:
        store.counsellors.keep(replace(known, active=account.counsels, changed_at=account.changed_at))


def _invalid(field: str, code: str) -> Invalid:
    return Invalid("invalid", "Some of what was sent cannot be accepted.", errors=(FieldError.of(field, code),))
