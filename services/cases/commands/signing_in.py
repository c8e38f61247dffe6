"""Signing in: the password, then the code where there is a second factor; and a new password by a one-time code."""

from __future__ import annotations

import math
from typing import Any

from services.cases import permissions
from services.cases.model import accounts as model
from services.cases.model.accounts import Account, Session
from services.cases.model.second_factors import ENROLLING
from services.cases.passwords import Passwords
from services.cases.store import Store
from services.chassis.clock import Clock
from services.chassis.errors import LotseError, NotSignedIn, TooMany
from services.chassis.identity import Actor


def sign_in(
    store: Store, passwords: Passwords, who: Actor, clock: Clock, user: str, password: str, code: str | None = None
) -> dict[str, Any]:
    """Begin a session. Answers with its token, which is kept nowhere here, whose it is, and when it ends by itself.

    Raises NotSignedIn in the same words and after the same time whether the user, the password or the account is
    wrong; TooMany once there were ten such failures for one user name within a quarter of an hour, whether or not
    there is such a user. Where the account has a second factor and `code` is missing, NotSignedIn("code_needed") says
    so with a `ticket` among its params: with it `continue_sign_in` goes on without the password. A wrong code is
    NotSignedIn("wrong_code"), and counts like a wrong password.
    """
    permissions.require(who, permissions.SIGN_IN)
    count_attempt(store, clock, user)
    account = store.accounts.of_user(user)
    is_right = passwords.verify(account.password_hash if account else None, password)
    if account is None or not is_right or not account.active:
        raise _wrong()
    if passwords.outdated(account.password_hash):
        account = store.accounts.hash_anew(account, passwords.hash(password))
    if store.second_factors.confirmed(account.account_id):
        if code is None:
            ticket = store.half_sign_ins.begin(account.account_id, clock.now())
            raise NotSignedIn("code_needed", "This account needs the code of its second factor, too.", ticket=ticket)
        require_code(store, clock, account.account_id, code, _wrong_code())
    return begin_session(store, clock, account)


def continue_sign_in(store: Store, who: Actor, clock: Clock, ticket: str, code: str) -> dict[str, Any]:
    """Begin a session for whoever has already given the password, as `sign_in` does.

    A ticket is good for ten minutes and one session. Raises NotSignedIn("sign_in_again") for any other.
    """
    permissions.require(who, permissions.SIGN_IN)
    account_id = store.half_sign_ins.account_of(ticket, clock.now())
    if account_id is None:
        raise _again()
    account = store.accounts.get(account_id)
    count_attempt(store, clock, account.user)
    require_code(store, clock, account_id, code, _wrong_code())
    with store.together():
        session = begin_session(store, clock, account)
        if not store.half_sign_ins.use(ticket):
            raise _again()
    return session


def renew_session(store: Store, who: Actor, clock: Clock, token: str) -> dict[str, Any]:
    """Go on with a session: whose it is, in which roles as of now, and when it ends if nothing more is asked.

    Raises NotSignedIn once it has ended, by somebody or by the time.
    """
    permissions.require(who, permissions.SIGN_IN)
    now = clock.now()
    session = store.accounts.session(model.session_id_of(token))
    if session is None or not session.is_open(now) or not store.accounts.see_session(session.session_id, now):
        raise NotSignedIn("session_ended", "This session has ended. Sign in again.")
    return _signed_in(store, store.accounts.get(session.account_id), session.seen(now))


def end_session(store: Store, who: Actor, clock: Clock, token: str) -> dict[str, Any]:
    """Sign out. A session that has ended already, or never began, is as good."""
    permissions.require(who, permissions.SIGN_IN)
    store.accounts.end_session(model.session_id_of(token), clock.now())
    return {}


def reset_password(
    store: Store, passwords: Passwords, who: Actor, clock: Clock, user: str, code: str, password: str
) -> dict[str, Any]:
    """Take a new password for the one-time code that an administrator has given. All sessions end; a second factor
    stays, and is asked for by the next sign-in.

    Raises NotSignedIn("wrong_reset_code") in the same words and after the same time whether the user or the code is
    wrong, old or used; such failures count like wrong passwords.
    """
    permissions.require(who, permissions.SIGN_IN)
    count_attempt(store, clock, user)
    password_hash = passwords.hash(password)
    wrong = NotSignedIn("wrong_reset_code", "User name or one-time code is wrong, or the code is too old.")
    account = store.accounts.of_user(user)
    reset_id = store.reset_codes.id_of(account.account_id, clock.now()) if account else None
    if account is None or reset_id is None or not account.active or not store.reset_codes.is_code(reset_id, code):
        raise wrong
    with store.together():
        take_password(store, account, clock, password_hash, reset_id=reset_id, otherwise=wrong)
        store.accounts.forget_failures(user)
    return {}


def count_attempt(store: Store, clock: Clock, user: str) -> None:
    """Count an attempt with this user name as failed, before it is known what comes of it; all that was asked for being
    right, `forget_failures` takes it back. Raises TooMany."""
    closed_for = store.accounts.count_attempt(user, clock.now())
    if closed_for is not None:
        raise TooMany(
            "too_many_sign_ins",
            "Too many attempts to sign in with this user name have failed.",
            retry_after=math.ceil(closed_for.total_seconds()),
        )


def require_code(store: Store, clock: Clock, account_id: str, code: str, otherwise: LotseError) -> None:
    """Use up a code: what the app of this account shows now, or one of its recovery codes. Raises `otherwise`."""
    factor = store.second_factors.confirmed(account_id)
    if factor is None:
        raise _again()
    step = factor.step_of("".join(code.split()), clock.now())
    if step is not None:
        used = store.second_factors.use_step(account_id, step)
    else:
        used = store.second_factors.use_recovery_code(account_id, code)
    if not used:
        raise otherwise


def take_password(
    store: Store,
    account: Account,
    clock: Clock,
    password_hash: str,
    *,
    reset_id: str | None = None,
    otherwise: LotseError | None = None,
) -> Account:
    """Keep another password: nobody is signed in with the old one any more, and no one-time code is open.

    With `reset_id` that code is used up, or `otherwise` is raised where somebody else was quicker.
    """
    saved = store.accounts.save(account.change(clock.now(), password_hash=password_hash))
    if otherwise and reset_id and not store.reset_codes.use(reset_id):
        raise otherwise
    store.reset_codes.forget(account.account_id)
    sign_out(store, clock, account.account_id)
    return saved


def sign_out(store: Store, clock: Clock, account_id: str) -> int:
    """End all sessions of an account, and those that are only half begun; returns how many sessions there were."""
    store.half_sign_ins.forget(account_id)
    return store.accounts.end_sessions_of(account_id, clock.now())


def begin_session(store: Store, clock: Clock, account: Account, since: Session | None = None) -> dict[str, Any]:
    """A fresh token, whose it is and when it ends. `since`: the session it takes the place of, whose longest time it
    keeps; without one, somebody has signed in, and what failed before is forgotten. Raises NotSignedIn where the
    account has changed since its password was verified."""
    token, now = model.new_token(), clock.now()
    begun_at = since.begun_at if since else now
    session = Session(model.session_id_of(token), account.account_id, begun_at=begun_at, seen_at=now)
    with store.together():
        if not store.accounts.begin_session(account, session):
            raise _wrong()
        if since is None:
            store.accounts.forget_failures(account.user)
    return {"token": token, **_signed_in(store, account, session)}


def _signed_in(store: Store, account: Account, session: Session) -> dict[str, Any]:
    # Who still has to set up a second factor holds no role that opens anything else, in any service.
    must_enrol = account.organisation in store.second_factors.required and not store.second_factors.confirmed(
        account.account_id
    )
    return {
        "account_id": account.account_id,
        "organisation": account.organisation,
        "roles": [ENROLLING] if must_enrol else list(account.roles),
        "name": account.name,
        "ends_at": session.ends_at.isoformat(),
    }


def _wrong() -> NotSignedIn:
    return NotSignedIn("wrong_credentials", "User name or password is wrong.")


def _wrong_code() -> NotSignedIn:
    return NotSignedIn("wrong_code", "This code is wrong, too old, or was used before.")


def _again() -> NotSignedIn:
    return NotSignedIn("sign_in_again", "The password was given too long ago, or has changed. Begin again.")
