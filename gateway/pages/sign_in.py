"""Signing in and out, and the page that tells people what their account is for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import Response, flash, g, request, url_for
from flask_wtf.csrf import CSRFError

from gateway import sign_in, staff_words, who
from gateway.pages import kept, staff_frame, ways
from gateway.pages.typed import Form, Typed
from gateway.who import public, staff
from services.chassis.errors import Invalid, LotseError

blueprint = staff_frame.blueprint("sign_in")

_PASSWORD = Form("cases", texts=("user", "password"))
_CODE = Form("cases", texts=("code",))
_NEW_PASSWORD = Form("cases", texts=("user", "code", "password"))


@blueprint.get("/sign-in")
@public
def form() -> Response:
    """User name and password; `next` is where the way goes on."""
    return _form()


@blueprint.post("/sign-in")
@public
def enter() -> Response:
    """Open a session, or ask for the code of the second factor where there is one."""
    typed = Typed("sign_in", request.form)
    try:
        session = sign_in.begin({"user": request.form.get("user", ""), "password": request.form.get("password", "")})
    except Invalid as error:
        typed.explain(error.errors, _PASSWORD)
        return _form(typed, problem=error)
    except LotseError as error:
        if error.code == sign_in.CODE_NEEDED:
            return _code_form(Typed(), ticket=error.params["ticket"])
        return _form(typed, problem=error)
    return go_on(session)


@blueprint.post("/sign-in/code")
@public
def enter_code() -> Response:
    """Open a session for whoever has given the password before: the ticket of that is in the form, and good once."""
    typed, ticket = Typed("sign_in_code", request.form), request.form.get("ticket", "")
    try:
        session = sign_in.go_on({"ticket": ticket, "code": request.form.get("code", "")})
    except Invalid as error:
        typed.explain(error.errors, _CODE)
        return _code_form(typed, ticket=ticket, problem=error)
    except LotseError as error:
        if error.code == "sign_in_again":
            return _form(Typed("sign_in", request.form), problem=error)
        return _code_form(typed, ticket=ticket, problem=error)
    return go_on(session)


def go_on(session: dict[str, Any]) -> Response:
    """Finish signing in, whether it took one step or two: the cookie, and where the way goes on: to the page that was
    wanted (the field `next`), otherwise to the first page of the role; with what was typed there before, if there is
    something (`kept`). Whoever first has to set up a second factor is led there, where they can copy that.
    """
    g.account = session
    enrolling = who.ENROLLING in session["roles"]
    wanted = "" if enrolling else sign_in.way_back(request.form.get("next", ""))
    wanted = wanted or url_for("account.own" if enrolling else ways.home())
    return sign_in.hand_over(kept.way_on(wanted), session["token"])


@blueprint.get("/sign-in/new-password")
@public
def new_password() -> Response:
    """User name, the one-time code of the administration, and the new password."""
    return staff_frame.page("staff/new_password.html")


@blueprint.post("/sign-in/new-password")
@public
def take_new_password() -> Response:
    """Take the new password, and let its holder sign in with it."""
    typed = Typed("new_password", request.form)
    try:
        sign_in.take_new_password({name: request.form.get(name, "") for name in _NEW_PASSWORD.texts})
    except Invalid as error:
        typed.explain(error.errors, _NEW_PASSWORD)
        return staff_frame.page("staff/new_password.html", typed=typed, problem=error)
    except LotseError as error:
        return staff_frame.page("staff/new_password.html", typed=typed, problem=error)
    flash("reset_password")
    return staff_frame.to("sign_in.form")


@blueprint.post("/sign-out")
@public
def leave() -> Response:
    """End the session. Public, because whoever has been signed out by the time may press the button, too."""
    if token := sign_in.held():
        sign_in.end(token)
    flash("signed_out")
    return sign_in.take_back(staff_frame.to("sign_in.form"))


@blueprint.get("/welcome")
@staff()
def welcome() -> Response:
    """What this account may do."""
    return staff_frame.page("staff/welcome.html", roles=[role for role in staff_words.TABLES["role"] if _has(role)])


@blueprint.errorhandler(CSRFError)
def say_again(error: CSRFError) -> Response:
    """The form again, after its token was lost. Whoever wants to leave may do so all the same.

    The cookie of the session is not sent by pages of others (SameSite), so there is nothing to forge.
    """
    if request.endpoint == "sign_in.leave":
        return leave()
    answer = _STALE.get(request.endpoint or "", _stale_form)()
    answer.status_code = error.code or 400
    return answer


def _has(role: str) -> bool:
    return role in g.account["roles"]


def _form(typed: Typed | None = None, *, problem: LotseError | None = None, stale: bool = False) -> Response:
    wanted = (request.form if typed else request.args).get("next", "")
    return staff_frame.page("staff/sign_in.html", typed=typed, problem=problem, stale=stale, wanted=wanted)


def _code_form(typed: Typed, *, ticket: str, problem: LotseError | None = None, stale: bool = False) -> Response:
    wanted = request.form.get("next", "")
    return staff_frame.page(
        "staff/sign_in_code.html", typed=typed, problem=problem, stale=stale, wanted=wanted, ticket=ticket
    )


def _stale_form() -> Response:
    return _form(Typed("sign_in", request.form), stale=True)


# What is shown again of a form whose token was lost.
_STALE: Mapping[str, Callable[[], Response]] = {
    "sign_in.enter_code": lambda: _code_form(
        Typed("sign_in_code", request.form), ticket=request.form.get("ticket", ""), stale=True
    ),
    "sign_in.take_new_password": lambda: staff_frame.page(
        "staff/new_password.html", typed=Typed("new_password", request.form), stale=True
    ),
}
