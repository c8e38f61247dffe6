"""What can be asked for about accounts and sessions."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from services.cases import permissions
from services.cases.commands.counsellors import keep_counsellor
from services.cases.model import accounts as model
from services.cases.model import require_seen
from services.cases.model.accounts import Account, Session
from services.cases.passwords import Passwords
from services.cases.store import Store
from services.chassis.clock import Clock, new_id
from services.chassis.errors import FieldError, Invalid, NotFound, NotSignedIn, TooMany
from services.chassis.identity import Actor


def sign_in(store: Store, passwords: Passwords, who: Actor, clock: Clock, user: str, password: str) -> dict[str, Any]:
    """Begin a session. Answers with its token, which is kept nowhere here, whose it is, and when it ends by itself.

    Raises NotSignedIn in the same words and after the same time whether the user, the password or the account is
    wrong; TooMany once there were ten such failures for one user name within a quarter of an hour, whether or not
    there is such a user.
    """
    permissions.require(who, permissions.SIGN_IN)
    closed_for = store.accounts.count_attempt(user, clock.now())
    if closed_for is not None:
        raise TooMany(
            "too_many_sign_ins",
            "Too many attempts to sign in with this user name have failed.",
            retry_after=math.ceil(closed_for.total_seconds()),
        )
    wrong = NotSignedIn("wrong_credentials", "User name or password is wrong.")
    account = store.accounts.of_user(user)
    is_right = passwords.verify(account.password_hash if account else None, password)
    if account is None or not is_right or not account.active:
        raise wrong
    kept = passwords.hash(password) if passwords.outdated(account.password_hash) else account.password_hash
    token, now = model.new_token(), clock.now()
    session = Session(model.session_id_of(token), account.account_id, begun_at=now, seen_at=now)
    if not store.accounts.begin_session(account, session, kept):
        raise wrong
    return {"token": token, **_signed_in(account, session)}


def renew_session(store: Store, who: Actor, clock: Clock, token: str) -> dict[str, Any]:
    """Go on with a session: whose it is, in which roles as of now, and when it ends if nothing more is asked.

    Raises NotSignedIn once it has ended, by somebody or by the time.
    """
    permissions.require(who, permissions.SIGN_IN)
    now = clock.now()
    session = store.accounts.session(model.session_id_of(token))
    if session is None or not session.is_open(now) or not store.accounts.see_session(session.session_id, now):
        raise NotSignedIn("session_ended", "This session has ended. Sign in again.")
    return _signed_in(store.accounts.get(session.account_id), session.seen(now))


def end_session(store: Store, who: Actor, clock: Clock, token: str) -> dict[str, Any]:
    """Sign out. A session that has ended already, or never began, is as good."""
    permissions.require(who, permissions.SIGN_IN)
    store.accounts.end_session(model.session_id_of(token), clock.now())
    return {}


def create_account(
    store: Store, passwords: Passwords, who: Actor, clock: Clock, asked: dict[str, Any]
) -> dict[str, Any]:
    """Let somebody work here: {user, password, name, organisation, roles, counsellor}, as the schema has read it.

    With `counsellor` {languages, municipalities, topics, capacity} cases can be given to them at once. Raises Invalid
    for a user name that is taken, and for an organisation that is not the asking administrator's.
    """
    permissions.require(who, permissions.KEEP_ACCOUNTS)
    now = clock.now()
    account = Account(
        account_id=new_id(),
        organisation=asked["organisation"],
        user=asked["user"],
        password_hash=passwords.hash(asked["password"]),
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
        if asked["counsellor"]:
            keep_counsellor(
                store, who, clock, added.account_id, added.organisation, **asked["counsellor"], active=added.counsels
            )
    return {"account_id": added.account_id, "version": added.version}


def change_account(
    store: Store,
    passwords: Passwords,
    who: Actor,
    clock: Clock,
    account_id: str,
    version: int,
    roles: list[str] | None = None,
    active: bool | None = None,
    password: str | None = None,
) -> dict[str, Any]:
    """Change what somebody may do, whether they may sign in at all, or their password; what is None stays.

    A new password and a deactivation end all their sessions. Whoever no longer counsels gets no new cases. Raises
    Conflict unless `version` is the one there is.
    """
    account = store.accounts.get(account_id)
    permissions.require(who, permissions.KEEP_ACCOUNTS, account)
    require_seen(account.noun, account.version, version)
    if password is not None and model.is_like(password, account.user):
        raise _invalid("password", "password_is_user_name")
    changed = account.change(
        clock.now(),
        roles=None if roles is None else tuple(roles),
        active=active,
        password_hash=None if password is None else passwords.hash(password),
    )
    with store.together():
        saved = store.accounts.save(changed)
        if password is not None or not saved.active:
            store.accounts.end_sessions_of(account_id, saved.changed_at)
        counsellor = store.counsellors.find(account_id)
        if counsellor and counsellor.active != saved.counsels:
            store.counsellors.keep(replace(counsellor, active=saved.counsels, changed_at=saved.changed_at))
    return {"account_id": account_id, "version": saved.version}


def end_sessions(store: Store, who: Actor, clock: Clock, account_id: str) -> int:
    """Sign somebody out everywhere; returns how many sessions that ended."""
    permissions.require(who, permissions.KEEP_ACCOUNTS, store.accounts.get(account_id))
    return store.accounts.end_sessions_of(account_id, clock.now())


def forget_ended_sessions(store: Store, who: Actor, clock: Clock) -> None:
    """Forget sessions that ended more than a day ago, and failures that count no more. Run by the clock."""
    permissions.require(who, permissions.KEEP_ACCOUNTS)
    store.accounts.forget_ended(clock.now())


def _signed_in(account: Account, session: Session) -> dict[str, Any]:
    return {
        "account_id": account.account_id,
        "organisation": account.organisation,
        "roles": list(account.roles),
        "name": account.name,
        "ends_at": session.ends_at.isoformat(),
    }


def _invalid(field: str, code: str) -> Invalid:
    errors = (FieldError.of(field, code),)
    return Invalid("invalid", "Some of what was sent cannot be accepted.", errors=errors)
