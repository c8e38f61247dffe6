"""The accounts of an organisation, for those who keep them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import url_for
from flask_smorest import Blueprint

from gateway import versions, who
from gateway.api import lists
from gateway.api.commands import Answer, change, changed, create, created, decide
from gateway.api.documenting import ETAG, LOCATION, NEXT, changing, creating, deciding, listing, reading
from gateway.schemas import accounts as schemas

blueprint = Blueprint("api_accounts", __name__, description="Who may sign in, and in which roles.")

_administrator = who.bearer("administrator")
_ONE = "/accounts/<uuid:account_id>"


@blueprint.route("/accounts", methods=["GET"])
@_administrator
@blueprint.doc(**listing("List accounts"))
@blueprint.response(200, schemas.Accounts, headers=NEXT)
def accounts() -> lists.Page:
    """Those of the own organisation, oldest first."""
    return lists.page("cases", "accounts")


@blueprint.route("/accounts", methods=["POST"])
@_administrator
@blueprint.doc(**creating("Create an account", schemas.CreateAccount))
@blueprint.response(201, schemas.AccountChanged, headers=ETAG | LOCATION)
def create_account() -> Answer:
    """Give a one-time code afterwards, so that nobody but its holder ever knows the password."""
    answer = create("cases", "create_account")
    return created(answer, url_for("api_accounts.account", account_id=answer["account_id"]))


@blueprint.route(_ONE, methods=["GET"])
@_administrator
@blueprint.doc(**reading("See an account"))
@blueprint.response(200, schemas.AccountInFull, headers=ETAG)
def account(account_id: UUID) -> Answer:
    """With what a counsellor covers."""
    found = who.ask("cases", "account", {"account_id": str(account_id)})
    return found, 200, versions.header(found)


@blueprint.route(_ONE, methods=["PATCH"])
@_administrator
@blueprint.doc(**changing("Change an account", schemas.ChangeAccount))
@blueprint.response(200, schemas.AccountChanged, headers=ETAG)
def change_account(account_id: UUID) -> Answer:
    """Roles hold within half a minute. Somebody always stays who keeps the accounts."""
    return changed(change("cases", "change_account", account_id=account_id))


@blueprint.route(f"{_ONE}/reset", methods=["POST"])
@_administrator
@blueprint.doc(**deciding("Give a one-time code for a new password"))
@blueprint.response(200, schemas.ResetCode)
def give_reset_code(account_id: UUID) -> dict[str, Any]:
    """Good for an hour, and once; an older one is good no more. Password and sessions stay until it is used."""
    return decide("cases", "give_reset_code", account_id=account_id)


@blueprint.route(f"{_ONE}/second-factor/remove", methods=["POST"])
@_administrator
@blueprint.doc(**deciding("Take a second factor away"))
@blueprint.response(200, schemas.AccountNamed)
def remove_second_factor(account_id: UUID) -> dict[str, Any]:
    """For whoever has lost telephone and recovery codes. All their sessions end."""
    return decide("cases", "remove_second_factor", account_id=account_id)


@blueprint.route(f"{_ONE}/end-sessions", methods=["POST"])
@_administrator
@blueprint.doc(**deciding("Sign somebody out everywhere"))
@blueprint.response(200, schemas.SessionsEnded)
def end_sessions(account_id: UUID) -> dict[str, Any]:
    """They can sign in again."""
    return decide("cases", "end_sessions", account_id=account_id)
