"""Somebody begins to work here: an account without a password, a one-time code, a second factor, a lost telephone."""

from __future__ import annotations

import base64
import time
from collections.abc import Callable
from typing import Any

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from tests.stories.staff import Colleague, do, look, sign_in

Api = Callable[..., Any]
Staff = dict[str, Colleague]

FIRST, SECOND = "kirschbaum am Rursee", "mohnfeld hinter Monschau"


def shown(key: str, steps: int = 0) -> str:
    """What the app shows now, or so many half minutes later."""
    return TOTP(base64.b32decode(key), 6, SHA1(), 30).generate(int(time.time()) + 30 * steps).decode()


def refused(api: Api, body: dict[str, str], path: str = "/sessions") -> str:
    """The code of the refusal to whoever tries to get in."""
    answer = api("POST", path, json=body)
    assert answer.status_code == 401, answer.text
    return str(answer.json()["code"])


def test_somebody_comes_chooses_a_password_sets_up_an_app_loses_it_and_leaves(api: Api, staff: Staff) -> None:
    administrator, user = staff["administrator"], "hanna.brandt"
    asked = {"user": user, "name": "Hanna Brandt", "roles": ["desk"]}
    made = administrator("POST", "/accounts", json=asked, headers={"Idempotency-Key": "a new colleague"})
    assert made.status_code == 201, made.text
    again = administrator("POST", "/accounts", json=asked, headers={"Idempotency-Key": "a new colleague"})
    assert again.json() == made.json(), "pressed twice, made once"
    account = f"/accounts/{made.json()['account_id']}"
    assert made.headers["Location"].endswith(account)

    assert refused(api, {"user": user, "password": FIRST}) == "wrong_credentials"
    key = {"Idempotency-Key": "her first code"}
    codes = [administrator("POST", f"{account}/reset", headers=key).json() for _ in range(2)]
    assert codes[0] == codes[1], "the same answer to the same command, though the code is stored nowhere"
    reset = {"user": user, "code": codes[0]["code"], "password": FIRST}
    assert api("POST", "/sessions/reset", json=reset).status_code == 204
    assert refused(api, reset, "/sessions/reset") == "wrong_reset_code"

    hanna = sign_in(api, user, FIRST)
    app = do(hanna, "/account/second-factor", {"password": FIRST}, status=201)
    confirmed = do(hanna, "/account/second-factor/confirm", {"code": shown(app["key"], -1)})
    assert hanna("GET", "/account").status_code == 401, "the session goes on under another token"
    hanna = Colleague(user, FIRST, confirmed["token"], api)
    assert look(hanna, "/account")["recovery_codes_left"] == 8

    right = {"user": user, "password": FIRST}
    assert refused(api, right) == "code_needed"
    assert refused(api, right | {"code": "not a code"}) == "wrong_code"
    assert api("POST", "/sessions", json=right | {"code": shown(app["key"])}).status_code == 201
    recovery = confirmed["recovery_codes"][0]
    assert api("POST", "/sessions", json=right | {"code": recovery}).status_code == 201
    assert refused(api, right | {"code": recovery}) == "wrong_code"

    changed = do(hanna, "/account/password", {"password": FIRST, "new_password": SECOND})
    hanna = Colleague(user, SECOND, changed["token"], api)
    assert hanna("GET", "/requests").status_code == 200

    do(administrator, f"{account}/second-factor/remove", {})
    version = look(administrator, account)["version"]
    assert sign_in(api, user, SECOND)
    left = administrator("PATCH", account, json={"active": False}, version=version)
    assert left.status_code == 200, left.text
    assert refused(api, {"user": user, "password": SECOND}) == "wrong_credentials"


def test_the_last_administrator_of_an_organisation_stays(staff: Staff) -> None:
    administrator = staff["administrator"]
    own = f"/accounts/{look(administrator, '/account')['account_id']}"
    for change in ({"active": False}, {"roles": ["desk"]}):
        answer = administrator("PATCH", own, json=change, version=look(administrator, own)["version"])
        assert (answer.status_code, answer.json()["code"]) == (409, "last_administrator")
