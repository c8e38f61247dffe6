"""Who works in the town: accounts made with `lotse accounts`, as an administrator makes them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import requests

from tests.stories.town import TREE, Town

# user → a line for `lotse accounts add --from`; all invented
STAFF: dict[str, dict[str, Any]] = {
    "desk": {"name": "Karin Eschenbach", "organisation": "kim", "roles": ["desk"]},
    "coordinator": {"name": "Ulrich Vennemann", "organisation": "kim", "roles": ["coordinator"]},
    "operator": {"name": "Silke Nöthen", "organisation": "kim", "roles": ["operator"]},
    "administrator": {"name": "Bernd Kaldenkirch", "organisation": "kim", "roles": ["administrator"]},
    "steering": {"name": "Gerda Halbach", "organisation": "kim", "roles": ["steering"]},
    "liaison": {"name": "Rolf Stettner", "organisation": "kim", "roles": ["liaison"]},
    "privacy_officer": {"name": "Dagmar Ising", "organisation": "kim", "roles": ["privacy_officer"]},
    "mirela": {
        "name": "Mirela Kostic",
        "organisation": "kim",
        "roles": ["counsellor"],
        "capacity": 20,
        "languages": ["de", "bs"],
        "municipalities": ["stolberg"],
        "topics": ["housing"],
    },
    "ketevan": {
        "name": "Ketevan Lomadze",
        "organisation": "bruecke",
        "roles": ["counsellor"],
        "capacity": 200,
        "languages": ["de", "ka"],
        "municipalities": ["wuerselen", "alsdorf"],
        "topics": ["housing", "language"],
    },
    "rima": {
        "name": "Rima Nassif",
        "organisation": "bruecke",
        "roles": ["counsellor"],
        "capacity": 20,
        "languages": ["de", "ar"],
        "municipalities": ["alsdorf"],
        "topics": ["health"],
    },
    "lioba": {"name": "Lioba Kremer", "organisation": "bruecke", "roles": ["coordinator"]},
    "foreign_desk": {"name": "Jens Ohlert", "organisation": "bruecke", "roles": ["desk"]},
}


@dataclass(frozen=True)
class Colleague:
    """Somebody of the staff, signed in by the API."""

    user: str
    password: str
    token: str
    call: Callable[..., requests.Response]

    def __call__(self, method: str, path: str, **options: Any) -> requests.Response:
        """Call the API as this person; `version=3` sends If-Match."""
        headers = {"Authorization": f"Bearer {self.token}", **options.pop("headers", {})}
        if (version := options.pop("version", None)) is not None:
            headers["If-Match"] = f'"{version}"'
        return self.call(method, path, headers=headers, **options)


def engage(town: Town, *users: str) -> dict[str, str]:
    """Make these accounts; returns the passwords that were drawn for them, by user."""
    lines = "\n".join(json.dumps({"user": user, **STAFF[user]}) for user in users)
    command = [sys.executable, "-m", "deploy.lotse", "accounts", "add", "--from", "-", "--generate", "--json"]
    done = subprocess.run(
        command, cwd=TREE, env=town.environment(), input=lines, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return {made["user"]: made["password"] for made in json.loads(done.stdout)}


def sign_in(api: Callable[..., requests.Response], user: str, password: str) -> Colleague:
    """Sign in by the API."""
    answer = api("POST", "/sessions", json={"user": user, "password": password})
    assert answer.status_code == 201, answer.text
    return Colleague(user, password, answer.json()["token"], api)


def look(who: Colleague, path: str) -> dict[str, Any]:
    """GET, and what is there."""
    answer = who("GET", path)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def do(who: Colleague, path: str, body: dict[str, Any], *, of: str | None = None, status: int = 200) -> dict[str, Any]:
    """POST; `of` names the object whose present version goes into If-Match."""
    version = look(who, of)["version"] if of else None
    answer = who("POST", path, json=body, version=version)
    assert answer.status_code == status, answer.text
    done: dict[str, Any] = answer.json()
    return done
