"""Signing in and out, and the cookie by which a browser shows that it has."""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from flask import Response, request

from gateway import proofs, rates
from gateway.installation import here
from services.chassis.errors import NotSignedIn
from services.chassis.identity import Actor

# The password was right, and the code of the second factor is still missing.
CODE_NEEDED = "code_needed"
_WAY_BACK_MAX = 500


def begin(body: dict[str, Any]) -> dict[str, Any]:
    """Open a session for `{user, password, code?}`: `{token, account_id, organisation, roles, name, ends_at}`.

    Raises NotSignedIn, TooMany (too often wrong, for this user or from this address), or what else `cases` says. Where
    the code of a second factor is missing that is NotSignedIn(CODE_NEEDED), with a `ticket` among its params.
    """
    return _guarded("sign_in", body)


def go_on(body: dict[str, Any]) -> dict[str, Any]:
    """Open a session for `{ticket, code}`, as `begin` does, after the password was right."""
    return _guarded("continue_sign_in", body)


def take_new_password(body: dict[str, Any]) -> None:
    """Give an account a new password for `{user, code, password}`; the code is that of an administrator."""
    _guarded("reset_password", body)


def end(token: str) -> None:
    """End the session that this token opens; one that has ended already is as good."""
    try:
        with suppress(NotSignedIn):
            _ask("end_session", {"token": token})
    finally:
        proofs.proofs().forget(token)


def held() -> str:
    """The token in this browser's cookie, or an empty text."""
    return request.cookies.get(_cookie_name(), "")


def hand_over(response: Response, token: str) -> Response:
    """Give this browser the token. The cookie ends with the browser; how long the session lasts, `cases` says."""
    response.set_cookie(_cookie_name(), token, secure=here().settings.secure_cookies, httponly=True, samesite="Lax")
    return response


def take_back(response: Response) -> Response:
    """Let this browser forget the token."""
    response.delete_cookie(_cookie_name(), secure=here().settings.secure_cookies, httponly=True, samesite="Lax")
    return response


def way_back(wanted: str) -> str | None:
    """Where to go on after signing in, as `next` names it, if that is a path on this host; none otherwise.

    Anything else would send people who trust our sign-in page to somebody else's (CWE-601).
    """
    if not wanted.startswith("/") or len(wanted) > _WAY_BACK_MAX or not wanted.isprintable() or "\\" in wanted:
        return None
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return None
    return None if wanted.startswith("//") or parts.scheme or parts.netloc else wanted


def _guarded(method: str, body: dict[str, Any]) -> dict[str, Any]:
    rates.refuse_guessing()
    try:
        return _ask(method, body)
    except NotSignedIn as error:
        if error.code != CODE_NEEDED:
            rates.count_wrong_sign_in()
        raise


def _ask(method: str, body: dict[str, Any]) -> dict[str, Any]:
    deadline = here().settings.call_deadline_seconds
    return here().calls.ask("cases", method, body, who=Actor.public(), deadline=deadline)


def _cookie_name() -> str:
    # Browsers accept `__Host-` only with `Secure`, for this host alone (RFC 6265bis section 4.1.3.2).
    return "__Host-lotse-session" if here().settings.secure_cookies else "lotse-session"
