"""What everybody may do about their own account: another password, a second factor, ending other sessions.

What comes with a password or a code is no command that is remembered: neither may stand in a table, and a repetition
is refused because the code is used up or the password has changed.
"""

from __future__ import annotations

from typing import Any

from services.cases import permissions
from services.cases.commands import signing_in
from services.cases.model import accounts as model
from services.cases.model import second_factors
from services.cases.model.accounts import Account, Session
from services.cases.model.second_factors import SecondFactor
from services.cases.passwords import Passwords
from services.cases.store import Store
from services.chassis.clock import Clock
from services.chassis.errors import FieldError, Invalid, NotSignedIn, Refused
from services.chassis.identity import Actor


def change_own_password(
    store: Store, passwords: Passwords, who: Actor, clock: Clock, token: str, password: str, new_password: str
) -> dict[str, Any]:
    """Have another password. All sessions end; answers with a new one in place of this `token`'s, as signing in does.

    Raises Invalid for a wrong old password, and for a new one that is only the user name.
    """
    account, session = _at_home(store, who, clock, token)
    _require_password(store, passwords, clock, account, password)
    if model.is_like(new_password, account.user):
        raise _invalid("new_password", "password_is_user_name")
    if new_password == password:
        raise _invalid("new_password", "same_password")
    password_hash = passwords.hash(new_password)
    with store.together():
        saved = signing_in.take_password(store, account, clock, password_hash)
        return signing_in.begin_session(store, clock, saved, since=session)


def begin_second_factor(
    store: Store, passwords: Passwords, who: Actor, clock: Clock, token: str, password: str
) -> dict[str, Any]:
    """Begin to set up a second factor: the app's key is shown by `pending_second_factor` until a first code confirms
    it. Raises Invalid for a wrong password, Refused("second_factor_on") where there is one."""
    account, _ = _at_home(store, who, clock, token)
    _require_password(store, passwords, clock, account, password)
    if not store.second_factors.begin(SecondFactor(account.account_id, second_factors.new_secret(), clock.now())):
        raise _on_already()
    store.accounts.forget_failures(account.user)
    return {}


def confirm_second_factor(store: Store, who: Actor, clock: Clock, token: str, code: str) -> dict[str, Any]:
    """Sign in with an app from now on, whose first code this is. All other sessions end.

    Answers with `recovery_codes`, which are shown only now, and a session in place of this `token`'s. Raises Invalid
    for a wrong code, Refused("no_pending_second_factor") where none was begun in the last quarter of an hour.
    """
    account, session = _at_home(store, who, clock, token)
    factor, now = store.second_factors.find(account.account_id), clock.now()
    if factor and factor.confirmed_at:
        raise _on_already()
    if factor is None or not factor.is_pending(now):
        raise Refused("no_pending_second_factor", "No second factor was begun, or too long ago. Begin again.")
    signing_in.count_attempt(store, clock, account.user)
    step = factor.step_of("".join(code.split()), now)
    if step is None:
        raise _invalid("code", "wrong_code")
    codes = second_factors.new_recovery_codes()
    with store.together():
        if not store.second_factors.confirm(factor, now, step, codes):
            raise _on_already()
        store.accounts.forget_failures(account.user)
        signing_in.sign_out(store, clock, account.account_id)
        begun = signing_in.begin_session(store, clock, account, since=session)
    return {"recovery_codes": list(codes), **begun}


def remove_own_second_factor(
    store: Store, passwords: Passwords, who: Actor, clock: Clock, token: str, password: str, code: str
) -> dict[str, Any]:
    """Sign in by password alone again (a new telephone comes next). All other sessions end; answers with one in place
    of this `token`'s. Raises Invalid for a wrong password or code, Refused("no_second_factor") where there is none."""
    account, session = _at_home(store, who, clock, token)
    if store.second_factors.confirmed(account.account_id) is None:
        raise _none_there()
    _require_password(store, passwords, clock, account, password)
    signing_in.require_code(store, clock, account.account_id, code, _invalid("code", "wrong_code"))
    with store.together():
        if not store.second_factors.remove(account.account_id):
            raise _none_there()
        store.accounts.forget_failures(account.user)
        signing_in.sign_out(store, clock, account.account_id)
        return signing_in.begin_session(store, clock, account, since=session)


def end_other_sessions(store: Store, who: Actor, clock: Clock, token: str) -> dict[str, Any]:
    """Sign out everywhere but here: {ended}, how many sessions that ended."""
    account, session = _at_home(store, who, clock, token)
    store.half_sign_ins.forget(account.account_id)
    return {"ended": store.accounts.end_sessions_of(account.account_id, clock.now(), but=session.session_id)}


def _own(store: Store, who: Actor) -> Account:
    permissions.require(who, permissions.KEEP_OWN_ACCOUNT)
    return store.accounts.get(who.ref)


def _at_home(store: Store, who: Actor, clock: Clock, token: str) -> tuple[Account, Session]:
    """The own account, and the session in which it is asked for."""
    account = _own(store, who)
    session = store.accounts.session(model.session_id_of(token))
    if session is None or session.account_id != account.account_id or not session.is_open(clock.now()):
        raise NotSignedIn("session_ended", "This session has ended. Sign in again.")
    return account, session


def _require_password(store: Store, passwords: Passwords, clock: Clock, account: Account, password: str) -> None:
    # Whoever finds an open session guesses here no more often than at the door. A right password alone forgets nothing:
    # otherwise they could try codes on and on.
    signing_in.count_attempt(store, clock, account.user)
    if not passwords.verify(account.password_hash, password):
        raise _invalid("password", "wrong_password")


def _on_already() -> Refused:
    return Refused("second_factor_on", "This account has a second factor already.")


def _none_there() -> Refused:
    return Refused("no_second_factor", "This account has no second factor.")


def _invalid(field: str, code: str) -> Invalid:
    return Invalid("invalid", "Some of what was sent cannot be accepted.", errors=(FieldError.of(field, code),))
