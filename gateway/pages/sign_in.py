"""Signing in and out, and the page that tells people what their account is for."""

from __future__ import annotations

from flask import Response, flash, g, make_response, redirect, request, url_for
from flask_wtf.csrf import CSRFError

from gateway import sign_in, staff_words
from gateway.pages import staff_frame, ways
from gateway.pages.typed import Form, Typed
from gateway.who import public, staff
from services.chassis.errors import Invalid, LotseError

blueprint = staff_frame.blueprint("sign_in")

_FORM = Form("cases", texts=("user", "password"))


@blueprint.get("/sign-in")
@public
def form() -> Response:
    """User name and password; `next` is where the way goes on."""
    return _form()


@blueprint.post("/sign-in")
@public
def enter() -> Response:
    """Open a session and go on to where somebody wanted to go, or to the first page of their role."""
    typed = Typed("sign_in", request.form)
    try:
        session = sign_in.begin({"user": request.form.get("user", ""), "password": request.form.get("password", "")})
    except Invalid as error:
        typed.explain(error.errors, _FORM)
        return _form(typed, problem=error)
    except LotseError as error:
        return _form(typed, problem=error)
    g.account = session
    wanted = sign_in.way_back(request.form.get("next", "")) or url_for(ways.home())
    return sign_in.hand_over(make_response(redirect(wanted, 303)), session["token"])


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
    answer = _form(Typed("sign_in", request.form), stale=True)
    answer.status_code = error.code or 400
    return answer


def _has(role: str) -> bool:
    return role in g.account["roles"]


def _form(typed: Typed | None = None, *, problem: LotseError | None = None, stale: bool = False) -> Response:
    wanted = (request.form if typed else request.args).get("next", "")
    return staff_frame.page("staff/sign_in.html", typed=typed, problem=problem, stale=stale, wanted=wanted)
