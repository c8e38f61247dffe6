"""Signing in and out."""

from __future__ import annotations

from typing import Any

from flask_smorest import Blueprint

from gateway import languages, sign_in, who
from gateway.api.bodies import read_object
from gateway.api.documenting import ACCEPT_LANGUAGE, body_of, problems, reading
from gateway.schemas.sessions import NewPassword, Session, SignIn

blueprint = Blueprint("api_sessions", __name__, description="A session opens the API for one account.")


@blueprint.route("/sessions", methods=["POST"])
@who.public
@blueprint.doc(
    summary="Sign in",
    requestBody=body_of(SignIn),
    parameters=[ACCEPT_LANGUAGE],
    responses=problems(400, 401, 413, 415, 422, 429, 500, 503, 504),
)
@blueprint.response(201, Session)
def open_session() -> dict[str, Any]:
    """A wrong user name and a wrong password are answered alike; too many wrong ones have to wait.

    Where the account has a second factor and `code` is missing, the answer is 401 `code_needed`: send all three.
    """
    languages.speak_to_staff()
    return sign_in.begin(read_object())


@blueprint.route("/sessions/reset", methods=["POST"])
@who.public
@blueprint.doc(
    summary="Choose a new password",
    requestBody=body_of(NewPassword),
    parameters=[ACCEPT_LANGUAGE],
    responses=problems(400, 401, 413, 415, 422, 429, 500, 503, 504),
)
@blueprint.response(204)
def take_new_password() -> None:
    """With the one-time code that an administrator has given. All sessions end; sign in afterwards."""
    languages.speak_to_staff()
    sign_in.take_new_password(read_object())


@blueprint.route("/sessions", methods=["DELETE"])
@who.bearer()
@blueprint.doc(**reading("Sign out"))
@blueprint.response(204)
def end_session() -> None:
    """The token opens nothing from now on."""
    sign_in.end(who.token())
