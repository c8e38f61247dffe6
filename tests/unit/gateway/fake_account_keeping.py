"""What the small `cases` knows of keeping accounts, second factors and one-time codes: enough to try the gateway by."""

from __future__ import annotations

from typing import Any

from services.chassis.errors import FieldError, Invalid, NotFound, NotSignedIn, Refused
from services.chassis.identity import Actor
from tests.unit.gateway.fake_accounts import PASSWORD, ROLES, TOMORROW

ACCOUNT_ID = "00000000-0000-7000-8000-00000000acc1"
APP_CODE, RESET_CODE, TICKET = "287082", "K7M4-XQ2B-9TRW-LH3E", "ticket-of-the-first-step"
RECOVERY_CODES = [f"AAAA-BBBB-CC{number}{number}" for number in range(2, 10)]
KEY = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
PROFILE = {"languages": ["de", "ka"], "municipalities": ["wuerselen"], "topics": ["housing"], "capacity": 20}

_ALL, _KEEPERS = frozenset({*ROLES, "enrolling"}), frozenset({"administrator"})
METHODS: dict[str, tuple[frozenset[str], str, str]] = {
    "own_account": (_ALL, "", ""),
    "pending_second_factor": (_ALL, "", ""),
    "change_own_password": (_ALL, "token password new_password", "token password new_password"),
    "begin_second_factor": (_ALL, "token password", "token password"),
    "confirm_second_factor": (_ALL, "token code", "token code"),
    "remove_own_second_factor": (_ALL, "token password code", "token password code"),
    "end_other_sessions": (_ALL, "token", "token"),
    "accounts": (_KEEPERS, "cursor limit", ""),
    "account": (_KEEPERS, "account_id", "account_id"),
    "create_account": (_KEEPERS, "user name roles password counsellor", "user name roles"),
    "change_account": (_KEEPERS, "account_id version name roles active counsellor", "account_id version"),
    "give_reset_code": (_KEEPERS, "account_id", "account_id"),
    "remove_second_factor": (_KEEPERS, "account_id", "account_id"),
    "end_sessions": (_KEEPERS, "account_id", "account_id"),
}


def kept() -> dict[str, Any]:
    """The one account that is kept here."""
    return {
        "account_id": ACCOUNT_ID,
        "user": "mira",
        "name": "Mirela Kostić",
        "organisation": "kim",
        "roles": ["counsellor"],
        "active": True,
        "second_factor": True,
        "version": 1,
        "counsellor": PROFILE,
    }


def _wrong(field: str, code: str) -> Invalid:
    return Invalid("invalid", "Something is wrong.", errors=(FieldError.of(field, code),))


class FakeAccountKeeping:
    """Answers what `cases` would answer about accounts; `with_app` are the users who have a second factor, `pending`
    those who are setting one up, and `kept_` is the account that administrators keep."""

    accounts_: dict[str, dict[str, Any]]
    with_app: set[str]
    pending: set[str]

    def own_account(self, _request: dict[str, Any], who: Actor) -> dict[str, Any]:
        user = who.ref.removeprefix("account-")
        own = self.accounts_[user]  # type: ignore[attr-defined]
        return {
            "account_id": ACCOUNT_ID,
            "user": user,
            "name": own["name"],
            "organisation": own["organisation"],
            "roles": own["roles"],
            "second_factor": user in self.with_app,
            "second_factor_required": "enrolling" in who.roles,
            "recovery_codes_left": 8 if user in self.with_app else 0,
        }

    def pending_second_factor(self, _request: dict[str, Any], who: Actor) -> dict[str, Any]:
        if who.ref.removeprefix("account-") not in self.pending:
            raise Refused("no_pending_second_factor", "None was begun.")
        return {"key": KEY, "uri": f"otpauth://totp/Lotse:mira?secret={KEY}&issuer=Lotse"}

    def change_own_password(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        self._require(request)
        return self._another_session(request)

    def begin_second_factor(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        self._require(request)
        self.pending.add(who.ref.removeprefix("account-"))
        return {}

    def confirm_second_factor(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        if request["code"] != APP_CODE:
            raise _wrong("code", "wrong_code")
        self.with_app.add(who.ref.removeprefix("account-"))
        return {"recovery_codes": RECOVERY_CODES} | self._another_session(request)

    def remove_own_second_factor(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        self._require(request)
        self.with_app.discard(who.ref.removeprefix("account-"))
        return self._another_session(request)

    def end_other_sessions(self, _request: dict[str, Any], who: Actor) -> dict[str, Any]:
        return {"ended": 2}

    def continue_sign_in(self, request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        user = request["ticket"].removeprefix(f"{TICKET}-")
        if user not in self.with_app:
            raise NotSignedIn("sign_in_again", "Too late.")
        if not request["code"]:
            raise _wrong("code", "required")
        if request["code"] != APP_CODE:
            raise NotSignedIn("wrong_code", "Not like this.")
        return {"token": f"token-of-{user}"} | self.accounts_[user]  # type: ignore[attr-defined]

    def reset_password(self, request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        if len(request["password"]) < 12:
            raise _wrong("password", "too_short")
        if request["code"] != RESET_CODE:
            raise NotSignedIn("wrong_reset_code", "Not like this.")
        return {}

    def accounts(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        told = {name: value for name, value in self.kept_.items() if name != "counsellor"}
        return {"items": [told] if who.organisation == "kim" else [], "next": None if request.get("cursor") else "c2"}

    def account(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        if request["account_id"] != ACCOUNT_ID or who.organisation != "kim":
            raise NotFound("account_unknown", "No such account.")
        return self.kept_

    def create_account(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        if "counsellor" in request["roles"] and not request.get("counsellor"):
            raise _wrong("counsellor", "counsellor_profile_missing")
        return {"account_id": ACCOUNT_ID, "version": 1}

    def change_account(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        self.account(request, who)
        if request.get("active") is False and "administrator" in self.kept_["roles"]:
            raise Refused("last_administrator", "Nobody else.")
        changed = {name: request[name] for name in ("name", "roles", "active", "counsellor") if name in request}
        self.kept_ |= changed | {"version": request["version"] + 1}
        return {"account_id": ACCOUNT_ID, "version": self.kept_["version"]}

    def give_reset_code(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        self.account(request, who)
        return {"code": RESET_CODE, "ends_at": TOMORROW}

    def remove_second_factor(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        self.account(request, who)
        self.kept_["second_factor"] = False
        return {"account_id": ACCOUNT_ID}

    def end_sessions(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        self.account(request, who)
        return {"account_id": ACCOUNT_ID, "ended": 2}

    kept_: dict[str, Any]

    def _require(self, request: dict[str, Any]) -> None:
        if request["password"] != PASSWORD:
            raise _wrong("password", "wrong_password")

    def _another_session(self, request: dict[str, Any]) -> dict[str, Any]:
        user = request["token"].removeprefix("token-of-").split("-2")[0]
        self.ended.add(request["token"])  # type: ignore[attr-defined]
        return {"token": f"{request['token']}-2"} | self.accounts_[user]  # type: ignore[attr-defined]
