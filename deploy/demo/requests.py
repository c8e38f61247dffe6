"""What clients of the demo ask for, and what becomes of that at the desk."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from deploy.demo.agenda import Deed
from deploy.demo.casework import Accompaniment
from deploy.demo.people import BORN, CLIENTS, MESSAGES, SHARES, STAFF, TOWNS, Colleague
from deploy.demo.stage import Stage
from services.chassis.identity import Actor
from services.chassis.programme import Programme

REQUESTS = 292
FRESH = 10  # of the last days, beside those: so that somebody waits for the desk, whatever day it is
_CRITERIA = ("complex_need", "several_actors", "regular_way_failed", "own_resources_lacking")
_DECLINED = ("no_capacity", "no_capacity", "language", "topic")
_SUMMARIES = (
    "Öffnungszeiten und Weg zur zuständigen Stelle erklärt.",
    "An die Schuldnerberatung vor Ort verwiesen, Termin ist vereinbart.",
    "Liste der Sprachkurse mit Kinderbetreuung zugesandt.",
    "Fragen zum Kindergeld am Telefon geklärt.",
)


# Over which channel they ask, and who writes it down then; clients write themselves.
_CHANNELS = {"web": 10, "phone": 4, "walk_in": 2, "provider": 2, "authority": 1}
_WRITES = {"phone": "desk", "walk_in": "desk", "authority": "liaison"}
_PROVIDERS = tuple(one.user for one in STAFF if "counsellor" in one.roles and one.organisation != "kim")
# Who asks on somebody's behalf: through whom, what they are to them, and how common that is among those of a channel.
_OTHERS = (
    ("web", 6, "family", ("Schwester", "Bruder", "Cousine")),
    ("web", 4, "volunteer", ("Ute Brandt, Ehrenamtskreis", "Hans Thelen, Ehrenamtskreis")),
    ("web", 3, "school", ("Frau Schümmer, Gesamtschule", "Herr Lennartz, Grundschule")),
    ("authority", 100, "authority", ("Ausländerbehörde, Sachgebiet 2",)),
    ("provider", 70, "provider", ("Frau Wolters, Migrationsberatung", "Herr Ossig, Jugendmigrationsdienst")),
)


def arrive(stage: Stage) -> int:
    """Put on the agenda who asks when; returns how many that are."""
    chance = stage.dice("requests")
    for number, moment in enumerate(_moments(stage, chance), start=1):
        story = f"request {number:03}"
        Request(stage, story, drawn(stage.dice(story), stage.programme, number)).at(moment)
    return REQUESTS + FRESH


def drawn(dice: random.Random, programme: Programme, number: int) -> dict[str, Any]:
    """A request: each town has its languages, and one in three who ask leaves an address for mail."""
    town = dice.choices(tuple(TOWNS), weights=[weight for weight, _ in TOWNS.values()])[0]
    language = dice.choices((*TOWNS[town][1], ""), weights=(55, 20, 25))[0]
    language = language or dice.choices(tuple(SHARES), weights=tuple(SHARES.values()))[0]
    first, last = CLIENTS[language]
    request: dict[str, Any] = {
        "channel": dice.choices(tuple(_CHANNELS), weights=tuple(_CHANNELS.values()))[0],
        "language": language,
        "language_mode": dice.choices(("written", "spoken"), weights=(5, 2))[0],
        "topics": dice.sample(tuple(programme.topics), k=dice.choices((1, 2, 3), weights=(5, 4, 1))[0]),
        "municipality": town,
        "name": f"{dice.choice(first)} {dice.choice(last)}",
        # Numbers that the Bundesnetzagentur keeps free for stories; that they are few does no harm.
        "phone": f"+49 30 23125 {number:03}",
        "consent": {"notice_version": programme.notice_version, "language": language},
    }
    if dice.random() < 0.35:
        request["email"] = f"client{number:03}@example.org"
    if dice.random() < 0.4:
        request["message"] = MESSAGES[language]
    if request["channel"] != "web" and dice.random() < 0.8:  # the public is not asked for it
        request["birth_year"] = dice.randint(*BORN)
    return request | _asked_by(dice, request["channel"])


def _asked_by(dice: random.Random, channel: str) -> dict[str, Any]:
    for through, share, relation, names in _OTHERS:
        if through == channel and dice.randrange(100) < share:
            behalf = {"relation": relation, "consent_of": "person"}
            return {"asked_by": dice.choice(names), "behalf": behalf}
    return {}


def _moments(stage: Stage, chance: random.Random) -> Iterator[datetime]:
    """When they ask: more as the programme becomes known, fewer at weekends."""
    days = list(stage.days.all())
    weights = [
        (1 + number / len(days)) * (1.0 if stage.days.is_worked(day) else 0.3) for number, day in enumerate(days)
    ]
    asked: list[date] = sorted(chance.choices(days, weights=weights, k=REQUESTS))
    for day in asked:
        yield min(stage.days.moment(day, chance.randrange(7 * 60 + 30, 22 * 60)), _shortly_before(stage, chance))
    for _ in range(FRESH):
        yield stage.days.until - timedelta(minutes=chance.randrange(20, 3 * 24 * 60))


def _shortly_before(stage: Stage, chance: random.Random) -> datetime:
    return stage.days.until - timedelta(minutes=chance.randrange(5, 60))


class Request:
    """One request, from being sent until somebody accompanies the client, or it ended."""

    def __init__(self, stage: Stage, story: str, asked: dict[str, Any]):
        self._stage = stage
        self._story = story
        self._asked = asked
        self._dice = stage.dice(f"{story} goes on")
        self._asking = stage.asking(story)
        self._sent: dict[str, Any] = {}
        self._seen: int | None = None  # the version that the desk has seen last
        self._declined = ""

    @property
    def request_id(self) -> str:
        """Which one it is, once it was sent."""
        request_id: str = self._sent["request_id"]
        return request_id

    def at(self, moment: datetime) -> None:
        """Ask at this moment."""
        self._stage.agenda.at(moment, self._story, self._send)

    def _later(self, moment: datetime, days: tuple[int, int], deed: Deed) -> None:
        """Have something done at the desk or with a counsellor, so many days after this moment."""
        at = self._stage.days.office(moment, self._dice.randint(*days), self._dice)
        self._stage.agenda.at(at, self._story, deed)

    def _by_desk(self, method: str, **said: Any) -> dict[str, Any]:
        desk, request_id = self._stage.actors["desk"], self._sent["request_id"]
        answer = self._asking.change(desk, "intake", "request", method, self._seen, request_id=request_id, **said)
        self._seen = answer["version"]
        return answer

    def _send(self, moment: datetime) -> None:
        self._sent = self._asking.ask(self._writer(), "intake", "receive_request", **self._asked)
        if self._dice.random() < 0.04 and self._sent["status_token"]:
            self._stage.agenda.at(moment + timedelta(hours=self._dice.randint(2, 20)), self._story, self._withdraw)
        else:
            self._later(moment, (0, 2), self._triage)

    def _writer(self) -> Actor:
        """Who writes it down: clients themselves, or whoever has them on the phone or before them."""
        channel = self._asked["channel"]
        if channel == "web":
            return Actor.public()
        user = _WRITES.get(channel) or self._stage.dice(f"{self._story} writer").choice(_PROVIDERS)
        return self._stage.actors[user]

    def _withdraw(self, _moment: datetime) -> None:
        holder = {"reference": self._sent["reference"], "token": self._sent["status_token"]}
        self._asking.ask(Actor.public(), "intake", "withdraw_request", **holder)

    def _triage(self, moment: datetime) -> None:
        is_long = self._dice.random() < 0.6
        criteria = self._dice.sample(_CRITERIA, k=self._dice.randint(1, 4))
        self._by_desk(
            "triage_request",
            track="case_management" if is_long else "orientation",
            criteria=[*criteria, "client_wants"] if is_long else criteria[:1],
            urgency=self._dice.choices(("low", "normal", "high"), weights=(2, 6, 2))[0],
        )
        if self._dice.random() < (0.15 if is_long else 0.65):
            self._later(moment, (0, 2), self._answer)
        else:
            self._later(moment, (0, 1), self._offer)

    def _answer(self, _moment: datetime) -> None:
        self._by_desk("answer_request", summary=self._dice.choice(_SUMMARIES))

    def _offer(self, moment: datetime) -> None:
        to = self._asking.learn(
            lambda shown: [item["organisation"] for item in shown["items"]],
            self._stage.actors["desk"],
            "intake",
            "suggestions",
            request_id=self._sent["request_id"],
        )
        asked = next(organisation for organisation in to if organisation != self._declined)
        offer_id = self._by_desk("offer_request", to=asked)["offer_id"]
        who = self._stage.fitting(asked, self._asked, self._dice)
        declines = not self._declined and self._dice.random() < 0.1
        answer = self._decline if declines else self._accept
        self._later(moment, (1, 3), partial(answer, offer_id, who))

    def _decline(self, offer_id: str, who: Colleague, moment: datetime) -> None:
        reason = self._dice.choice(_DECLINED)
        actor = self._stage.actors[who.user]
        self._asking.change(actor, "cases", "offer", "decline_offer", offer_id=offer_id, reason=reason)
        self._declined = who.organisation
        self._later(moment, (1, 1), self._offer)

    def _accept(self, offer_id: str, who: Colleague, moment: datetime) -> None:
        actor = self._stage.actors[who.user]
        case_id = self._asking.change(actor, "cases", "offer", "accept_offer", offer_id=offer_id)["case_id"]
        Accompaniment(self._stage, self._story, self._asking, who, case_id, self._asked).begin(moment)
