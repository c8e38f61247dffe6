"""The demo's accounts: made once, and introduced to whoever tries the demo."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from deploy.demo.asking import Asking
from deploy.demo.people import STAFF, Colleague
from services.chassis.identity import Actor

# One account of each kind, in the order in which a request meets them.
_INTRODUCED = (
    ("desk", "the desk: who waits, triage, offers"),
    ("counsellor", "a counsellor of the authority"),
    ("bruecke", "a counsellor of a free provider, who speaks Georgian"),
    ("coordinator", "a coordinator of the authority"),
    ("bruecke-coordinator", "a coordinator of a free provider"),
    ("administrator", "keeps the accounts"),
)


@dataclass(frozen=True)
class Team:
    """Who works in the demo: user name → who they are when they ask."""

    actors: dict[str, Actor]

    def __getitem__(self, user: str) -> Actor:
        return self.actors[user]

    def counsellors(self, organisation: str) -> list[tuple[Colleague, Actor]]:
        """The counsellors of an organisation."""
        return [
            (colleague, self.actors[colleague.user])
            for colleague in STAFF
            if colleague.organisation == organisation and "counsellor" in colleague.roles
        ]


def engage(asking: Asking, password: str) -> Team:
    """Make the accounts."""
    actors = {}
    for colleague in STAFF:
        account = asking.once(
            Actor.system(), "cases", "create_account", f"account {colleague.user}", **_account(colleague, password)
        )
        actors[colleague.user] = Actor(frozenset(colleague.roles), colleague.organisation, account["account_id"])
    return Team(actors)


def introduced(password: str) -> Iterator[str]:
    """One line for each kind of account, and the password they share."""
    yield f"Sign in at /sign-in with the password {password} as"
    width = max(len(user) for user, _ in _INTRODUCED)
    for user, words in _INTRODUCED:
        yield f"  {user:{width}}  {words}"


def _account(colleague: Colleague, password: str) -> dict[str, object]:
    account: dict[str, object] = {
        "user": colleague.user,
        "password": password,
        "name": colleague.name,
        "organisation": colleague.organisation,
        "roles": list(colleague.roles),
    }
    if "counsellor" in colleague.roles:
        account["counsellor"] = {
            "languages": list(colleague.languages),
            "municipalities": list(colleague.municipalities),
            "topics": list(colleague.topics),
            "capacity": colleague.capacity,
        }
    return account
