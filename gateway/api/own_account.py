"""The own account: password, second factor, sessions.

What goes on under a new token answers with it; the old one opens nothing any more. None of it takes an
`Idempotency-Key`: an answer with a token or a code in it is remembered nowhere, and a repetition is refused.
"""

from __future__ import annotations

from typing import Any

from flask_smorest import Blueprint
from marshmallow import Schema

from gateway import own_account, who
from gateway.api.bodies import read_object
from gateway.api.documenting import ACCEPT_LANGUAGE, body_of, problems, reading
from gateway.schemas import accounts as schemas
from gateway.schemas.sessions import Session

blueprint = Blueprint("api_own_account", __name__, description="The own account.")

_STATUSES = (400, 401, 403, 409, 413, 415, 422, 429, 500, 503, 504)


def _asking(summary: str, body: type[Schema] | None = None) -> dict[str, Any]:
    described = {
        "summary": summary,
        "security": [{"bearer": []}],
        "parameters": [ACCEPT_LANGUAGE],
        "responses": problems(*_STATUSES),
    }
    return described | ({"requestBody": body_of(body)} if body else {})


@blueprint.route("/account", methods=["GET"])
@who.bearer()
@blueprint.doc(**reading("See the own account"))
@blueprint.response(200, schemas.OwnAccount)
def account() -> dict[str, Any]:
    """Roles, and whether there is a second factor."""
    return who.ask("cases", "own_account", {})


@blueprint.route("/account/password", methods=["POST"])
@who.bearer()
@blueprint.doc(**_asking("Change the own password", schemas.ChangePassword))
@blueprint.response(200, Session)
def change_password() -> dict[str, Any]:
    """All sessions end; this one goes on under another token."""
    return own_account.ask("change_own_password", read_object(), who.token())


@blueprint.route("/account/second-factor", methods=["POST"])
@who.bearer()
@blueprint.doc(**_asking("Begin to set up a second factor", schemas.BeginSecondFactor))
@blueprint.response(201, schemas.PendingSecondFactor)
def begin_second_factor() -> dict[str, Any]:
    """It counts once a code of it has been confirmed, within a quarter of an hour."""
    own_account.ask("begin_second_factor", read_object(), who.token())
    return who.ask("cases", "pending_second_factor", {})


@blueprint.route("/account/second-factor/confirm", methods=["POST"])
@who.bearer()
@blueprint.doc(**_asking("Confirm a second factor", schemas.OneCode))
@blueprint.response(200, schemas.Confirmed)
def confirm_second_factor() -> dict[str, Any]:
    """From now on signing in needs a code. All other sessions end."""
    return own_account.ask("confirm_second_factor", read_object(), who.token())


@blueprint.route("/account/second-factor/remove", methods=["POST"])
@who.bearer()
@blueprint.doc(**_asking("Remove the own second factor", schemas.RemoveSecondFactor))
@blueprint.response(200, Session)
def remove_second_factor() -> dict[str, Any]:
    """Before a new telephone. All other sessions end."""
    return own_account.ask("remove_own_second_factor", read_object(), who.token())


@blueprint.route("/account/end-other-sessions", methods=["POST"])
@who.bearer()
@blueprint.doc(**_asking("Sign out everywhere else"))
@blueprint.response(200, schemas.SessionsEnded)
def end_other_sessions() -> dict[str, Any]:
    """This session goes on."""
    return own_account.ask("end_other_sessions", read_object(may_be_missing=True), who.token())
