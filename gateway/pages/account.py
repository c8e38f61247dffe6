"""The own account: what it is for, another password, the second factor, ending other sessions."""

from __future__ import annotations

from typing import Any

import segno
from flask import Response, request
from flask_wtf.csrf import CSRFError
from markupsafe import Markup

from gateway import proofs, sign_in, staff_words, who
from gateway.pages import deeds, staff_frame
from gateway.pages.typed import Form
from gateway.staff_sentences import gettext
from gateway.who import staff
from services.chassis.errors import LotseError

blueprint = staff_frame.blueprint("account")

FORMS = {
    "change_own_password": Form("cases", texts=("password", "new_password")),
    "begin_second_factor": Form("cases", texts=("password",)),
    "remove_own_second_factor": Form("cases", texts=("password", "code")),
    "end_other_sessions": Form("cases"),
}
CONFIRM = {"confirm_second_factor": Form("cases", texts=("code",))}


@blueprint.get("/account")
@staff()
def own() -> Response:
    """What this account is for, and how it is opened."""
    return _own()


@blueprint.post("/account")
@staff()
def change() -> Response:
    """Change the password, begin or remove a second factor, sign out everywhere else."""

    def done(answer: dict[str, Any]) -> Response:
        begun = "token" not in answer and "ended" not in answer
        return _go_on(staff_frame.to("account.second_factor" if begun else "account.own"), answer)

    return deeds.carry_out(FORMS, _session(), _own, done)


@blueprint.get("/account/second-factor")
@staff()
def second_factor() -> Response:
    """The key of the app as a picture and as letters, until a first code has confirmed it."""
    return _second_factor()


@blueprint.post("/account/second-factor")
@staff()
def confirm() -> Response:
    """Confirm it by a code, and show the recovery codes, only now."""

    def done(answer: dict[str, Any]) -> Response:
        return _go_on(staff_frame.page("staff/recovery_codes.html", codes=answer["recovery_codes"]), answer)

    return deeds.carry_out(CONFIRM, _session(), _second_factor, done)


@blueprint.errorhandler(CSRFError)
def say_again(error: CSRFError) -> Response:
    """The page again, after its form's token was lost."""
    return deeds.say_again(_second_factor if request.endpoint == "account.confirm" else _own, error)


def _session() -> dict[str, Any]:
    return {"token": sign_in.held()}


def _go_on(response: Response, answer: dict[str, Any]) -> Response:
    """The session goes on under another token, if the answer holds one."""
    if "token" not in answer:
        return response
    proofs.proofs().forget(sign_in.held())
    return sign_in.hand_over(response, answer["token"])


def _own(**said: Any) -> Response:
    own = who.ask("cases", "own_account", {})
    roles = [role for role in staff_words.TABLES["role"] if role in own["roles"]]
    return staff_frame.page("staff/account.html", own=own, roles=roles, **said)


def _second_factor(**said: Any) -> Response:
    try:
        pending = who.ask("cases", "pending_second_factor", {})
    except LotseError as refusal:
        if refusal.code != "no_pending_second_factor":
            raise
        return _own(problem=said.get("problem") or refusal)
    picture = segno.make(pending["uri"], error="m").svg_inline(
        scale=5, light="#fff", title=gettext("Picture for the app"), omitsize=False
    )
    key = " ".join(pending["key"][start : start + 4] for start in range(0, len(pending["key"]), 4))
    return staff_frame.page("staff/second_factor.html", picture=Markup(picture), key=key, **said)
