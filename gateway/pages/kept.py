"""What was typed when a session had ended: it waits in the sign-in page, hidden, and comes back to its form.

Nothing is stored: the fields travel with the browser. The sign-in page holds them under a prefix; once somebody has
signed in, the browser is told to send all of it on to where it was meant for (307 keeps method and body, RFC 9110
section 15.4.8). There nothing is done with it: the page is shown again, filled, with a token of the new session.
"""

from __future__ import annotations

from flask import Flask, Response, current_app, g, redirect, request
from flask_wtf.csrf import CSRFError

from gateway import files, sign_in, who
from gateway.pages import staff_frame
from gateway.pages.typed import WAITED, Typed, file_chosen
from services.chassis.errors import NotSignedIn

# Says that a file was chosen, too: browsers give files to a form once, and we keep none.
_FILE = "kept-file"


class SignedInAgain(CSRFError):
    """The form was sent before its sender had signed in: its page is shown again, as after any lost token."""

    description = "Somebody has signed in again; their form waits for its button."

    def __init__(self) -> None:
        super().__init__()
        self.code = 200  # nothing is wrong any more


def install(app: Flask) -> None:
    """Keep what is typed on the pages of this app; after `who.identify`, before the form tokens are looked at."""
    app.register_error_handler(who.SignedOut, _ask_to_sign_in)
    app.before_request(_bring_back)
    app.jinja_env.globals.update(kept_fields=fields, kept_file=file_is_lost)


def fields() -> list[tuple[str, str]]:
    """What every form on the way through signing in has to carry as hidden fields: names and values."""
    if g.get("keeps"):
        own = [(f"{WAITED}{name}", value) for name, value in Typed.read().carried()]
        return [*own, *([(_FILE, "yes")] if file_chosen() else [])]
    return [(name, value) for name, value in request.form.items(multi=True) if name.startswith(WAITED) or name == _FILE]


def file_is_lost() -> bool:
    """Whether a file was chosen that has to be chosen again."""
    return any(name == _FILE for name, _ in fields())


def way_on(wanted: str) -> Response:
    """Where to go after signing in: to the page that was wanted; with what was typed there, if there is something."""
    return current_app.make_response(redirect(wanted, 307 if fields() else 303))


def _ask_to_sign_in(refusal: who.SignedOut) -> Response:
    files.forget_what_comes()
    g.keeps = True
    wanted = sign_in.way_back(request.full_path.rstrip("?")) or request.path
    problem = NotSignedIn(refusal.code, "A form was sent without a session.")
    answer = staff_frame.page("staff/sign_in.html", problem=problem, wanted=wanted)
    return sign_in.take_back(answer) if sign_in.held() else answer


def _bring_back() -> None:
    if request.method != "POST" or not g.account or request.endpoint is None:
        return
    said = who.declared(current_app.view_functions[request.endpoint])
    if said is None or said.proof != "cookie":
        return
    if Typed.read().waited:
        raise SignedInAgain
