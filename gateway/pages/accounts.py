"""The accounts of the organisation: who there is, who comes, what they may do, and a way back in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.datastructures import MultiDict

from gateway import languages, who
from gateway.installation import here
from gateway.pages import deeds, staff_frame
from gateway.pages.typed import Form
from gateway.who import staff

blueprint = staff_frame.blueprint("accounts")

_PROFILE_LISTS = ("languages", "municipalities", "topics")


def _profiled(body: dict[str, Any]) -> dict[str, Any]:
    """What a counsellor covers stands beside the rest in the form, and together in the command; of whoever does not
    counsel it is left out."""
    about = {name: body.pop(name) for name in (*_PROFILE_LISTS, "capacity") if name in body}
    return body | ({"counsellor": about} if "counsellor" in body["roles"] and any(about.values()) else {})


class _Change(Form):
    """The form of one account; and the button by which it is deactivated or activated, which leaves the rest."""

    def body(self, sent: MultiDict[str, str]) -> dict[str, Any]:
        if "active" in sent:
            return {"active": sent["active"] == "yes", "version": super().body(sent).get("version")}
        return super().body(sent)


_FIELDS: dict[str, Any] = {
    "lists": ("roles", *_PROFILE_LISTS),
    "shape": _profiled,
    "order": ("user", "name", "roles", "counsellor"),
}
ADD = {"create_account": Form("cases", texts=("user", "name"), numbers=("capacity",), **_FIELDS)}
FORMS = {
    "change_account": _Change("cases", texts=("name",), numbers=("version", "capacity"), **_FIELDS),
    "give_reset_code": Form("cases"),
    "remove_second_factor": Form("cases"),
    "end_sessions": Form("cases"),
}


@blueprint.get("/accounts")
@staff("administrator")
def everybody() -> Response:
    """Who has an account, oldest first."""
    return _everybody()


@blueprint.post("/accounts")
@staff("administrator")
def add() -> Response:
    """Create an account, and go on to it: there a one-time code is given."""
    return deeds.carry_out(
        ADD, {}, _everybody, lambda answer: staff_frame.to("accounts.one", account_id=answer["account_id"])
    )


@blueprint.get("/accounts/<uuid:account_id>")
@staff("administrator")
def one(account_id: UUID) -> Response:
    """One account: name, roles, what a counsellor covers; a one-time code, the second factor, the sessions."""
    return _one(str(account_id))


@blueprint.post("/accounts/<uuid:account_id>")
@staff("administrator")
def change(account_id: UUID) -> Response:
    """Change it. A one-time code is shown by the very answer, and never again."""

    def done(answer: dict[str, Any]) -> Response:
        if "code" in answer:
            return _one(str(account_id), reset=answer)
        return staff_frame.to("accounts.one", account_id=account_id)

    about = {"account_id": str(account_id)}
    return deeds.carry_out(FORMS, about, lambda **said: _one(str(account_id), **said), done)


@blueprint.errorhandler(CSRFError)
def say_again(error: CSRFError) -> Response:
    """The page again, after its form's token was lost."""
    account_id = (request.view_args or {}).get("account_id")
    return deeds.say_again(lambda **said: _one(str(account_id), **said) if account_id else _everybody(**said), error)


def _everybody(**said: Any) -> Response:
    cursor = request.args.get("cursor")
    found = who.ask("cases", "accounts", {"cursor": cursor} if cursor else {})
    return staff_frame.page(
        "staff/accounts.html",
        accounts=found["items"],
        **staff_frame.leaves("accounts.everybody", found, {"cursor": cursor}),
        **_choices(),
        **said,
    )


def _one(account_id: str, *, reset: dict[str, Any] | None = None, **said: Any) -> Response:
    account = who.ask("cases", "account", {"account_id": account_id})
    where = here().address + url_for("sign_in.new_password")
    return staff_frame.page("staff/one_account.html", account=account, reset=reset, where=where, **_choices(), **said)


def _choices() -> dict[str, Any]:
    programme, spoken = here().programme, languages.current()
    called = [(code, languages.name_of(code, spoken)) for code in programme.request_languages]
    return {
        "language_options": [each for each in called if each[0] in programme.page_languages],
        "rarer_language_options": [each for each in called if each[0] not in programme.page_languages],
        "municipality_options": list(programme.municipalities.items()),
    }
