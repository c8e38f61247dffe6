"""The accounts of the small `cases`: one with every role, two at another organisation, and their sessions."""

from __future__ import annotations

from typing import Any

from services.chassis.errors import FieldError, Invalid, NotSignedIn, TooMany
from services.chassis.identity import Actor
from tests.unit.gateway.fake_answers import page_of

PASSWORD = "correct horse battery staple"
ROLES = ("counsellor", "desk", "coordinator", "steering", "liaison", "privacy_officer", "operator", "administrator")
TOMORROW = "2126-11-23T09:15:00Z"

ACCOUNT_METHODS: dict[str, tuple[frozenset[str], str, str]] = {
    "counsellors": (frozenset({"counsellor", "coordinator", "administrator"}), "taking counsellor_id cursor limit", ""),
    "colleagues": (frozenset({"desk", "counsellor", "coordinator"}), "account_ids", "account_ids"),
}


def account(user: str, *roles: str, organisation: str = "kim", name: str = "") -> dict[str, Any]:
    """An account as `cases` names it to the gateway."""
    return {
        "account_id": f"account-{user}",
        "organisation": organisation,
        "roles": list(roles),
        "name": name or user.replace("_", " ").title(),
        "ends_at": TOMORROW,
    }


def everybody() -> dict[str, dict[str, Any]]:
    """Who has an account, by user."""
    found = {role: account(role, role) for role in ROLES}
    found["counsellor_bruecke"] = account("counsellor_bruecke", "counsellor", organisation="bruecke")
    found["desk_bruecke"] = account("desk_bruecke", "desk", organisation="bruecke")
    return found


class FakeAccounts:
    """Answers about accounts as `cases` would; `ended` holds the tokens whose session has ended."""

    accounts_: dict[str, dict[str, Any]]
    ended: set[str]
    failures: dict[str, int]
    with_app: set[str]

    @staticmethod
    def token(user: str) -> str:
        """The token of this user's session, which is open from the beginning."""
        return f"token-of-{user}"

    def sign_in(self, request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        errors = [FieldError.of(name, "required") for name in ("user", "password") if not request.get(name)]
        errors += [FieldError.of(name, "unknown_field") for name in request if name not in ("user", "password", "code")]
        if errors:
            raise Invalid("invalid", "Something is wrong.", errors=tuple(errors))
        user = request["user"]
        if self.failures.get(user, 0) >= 10:
            raise TooMany("too_many_sign_ins", "Too often.", retry_after=900)
        if user not in self.accounts_ or request["password"] != PASSWORD:
            self.failures[user] = self.failures.get(user, 0) + 1
            raise NotSignedIn("wrong_credentials", "Not like this.")
        if user in self.with_app and not request.get("code"):
            raise NotSignedIn("code_needed", "And the code?", ticket=f"ticket-of-the-first-step-{user}")
        self.ended.discard(self.token(user))
        return {"token": self.token(user)} | self.accounts_[user]

    def renew_session(self, request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        user = request["token"].removeprefix("token-of-").split("-2")[0]
        if request["token"] in self.ended or user not in self.accounts_:
            raise NotSignedIn("session_ended", "It has ended.")
        return self.accounts_[user]

    def end_session(self, request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        self.ended.add(request["token"])
        return {}

    def colleagues(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        named = {a["account_id"]: a["name"] for a in self.accounts_.values() if a["organisation"] == who.organisation}
        return {
            "items": [{"account_id": each, "name": named[each]} for each in request["account_ids"] if each in named]
        }

    def counsellors(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        own = [
            a for a in self.accounts_.values() if a["organisation"] == who.organisation and "counsellor" in a["roles"]
        ]
        knows = {"languages": ["de", "ka"], "municipalities": ["wuerselen"], "topics": ["housing", "language"]}
        places = {"capacity": 20, "free": 3, "active": True}
        found = [{"counsellor_id": a["account_id"], "name": a["name"]} | knows | places for a in own]
        wanted = request.get("counsellor_id")
        return page_of([each for each in found if each["counsellor_id"] == (wanted or each["counsellor_id"])], request)
