"""The demo's accounts and hours: made once, and introduced to whoever tries the demo."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time

from deploy.demo.asking import Asking
from deploy.demo.people import STAFF, Colleague
from deploy.demo.stage import Stage
from services.chassis.identity import Actor

# One account of each kind, in the order in which a request meets them.
INTRODUCED = {
    "desk": "the desk: who waits, triage, offers",
    "counsellor": "a counsellor of the authority: cases, appointments, hours",
    "bruecke": "a counsellor of a free provider, who speaks Georgian",
    "coordinator": "a coordinator of the authority",
    "bruecke-coordinator": "a coordinator of a free provider",
    "liaison": "the foreigners' authority: asks about a case, under a release",
    "privacy": "the data protection officer: who has looked at whom",
    "steering": "the steering group: figures",
    "operator": "what is stuck between the services",
    "administrator": "keeps the accounts",
}

_STORY = "accounts"
_MORNING, _AFTERNOON = (9 * 60, 12 * 60 + 30), (13 * 60, 16 * 60 + 30)


@dataclass(frozen=True)
class Block:
    """A counsellor is at a place on this weekday (Monday 0), from and until so many minutes after midnight."""

    place: str
    weekday: int
    begins: int
    ends: int


def hours(stage: Stage, colleague: Colleague) -> list[Block]:
    """When and where a counsellor can be met: on most days of the week, at places of the towns they work in."""
    dice = stage.dice(f"hours {colleague.user}")
    places = [place.code for place in stage.programme.places.values() if place.municipality in colleague.municipalities]
    blocks = [
        Block(dice.choice(places[:2]), weekday, *span)
        for weekday in range(5)
        for span in (_MORNING, _AFTERNOON)
        if (weekday, span) != (4, _AFTERNOON)
    ]
    met = [block for block in blocks if _is_open(stage, block)]
    return sorted(dice.sample(met, k=5), key=lambda block: (block.weekday, block.begins))


def _is_open(stage: Stage, block: Block) -> bool:
    """Whether the place is open when these hours begin and when they end."""
    opening = stage.programme.places[block.place].opening.get(block.weekday, ())
    spans = [(_minutes(opens), _minutes(closes)) for opens, closes in opening]
    begins = any(opens <= block.begins < closes for opens, closes in spans)
    return begins and any(opens < block.ends <= closes for opens, closes in spans)


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def engage(stage: Stage, password: str) -> None:
    """Put on the agenda that the accounts are made, and that the counsellors say when they can be met."""
    asking = stage.asking(_STORY)
    for colleague in STAFF:
        _join(stage, asking, colleague, password)


def _join(stage: Stage, asking: Asking, colleague: Colleague, password: str) -> None:
    def join(_moment: datetime) -> None:
        account = asking.ask(Actor.system(), "cases", "create_account", **_account(colleague, password))
        stage.actors[colleague.user] = me = Actor(
            frozenset(colleague.roles), colleague.organisation, account["account_id"]
        )
        for block in hours(stage, colleague) if "counsellor" in colleague.roles else ():
            asking.ask(
                me,
                "scheduling",
                "keep_hours",
                place=block.place,
                weekday=block.weekday,
                begins=f"{block.begins // 60:02}:{block.begins % 60:02}",
                ends=f"{block.ends // 60:02}:{block.ends % 60:02}",
            )

    stage.agenda.at(stage.days.long_ago, _STORY, join)


def introduced(password: str, language: str) -> Iterator[str]:
    """One line for each kind of account, and the password they share; the page is in this language."""
    yield f"Sign in at /{language}/sign-in with the password {password} as"
    width = max(map(len, INTRODUCED))
    for user, words in INTRODUCED.items():
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
