"""What becomes of the demo's requests: some wait, some are offered, most become cases that somebody works on."""

from __future__ import annotations

import random
from typing import Any

from deploy.demo.asking import Asking
from deploy.demo.staff import Team
from services.chassis.identity import Actor
from services.chassis.programme import Programme

_CRITERIA = ("complex_need", "several_actors", "regular_way_failed", "own_resources_lacking", "client_wants")
_NOTES = (
    "Unterlagen gesichtet, nächste Schritte besprochen.",
    "Mit der Schule telefoniert, Rückruf zugesagt.",
    "Antrag gemeinsam ausgefüllt.",
    "Warteliste geprüft, drei Anbieter angeschrieben.",
)
_GOALS = {
    "orientation": "Die wichtigsten Stellen im Ort kennen",
    "school_and_childcare": "Ein Kita-Platz bis zum Sommer",
    "language": "Ein Sprachkurs mit Kinderbetreuung",
    "education_and_work": "Den Abschluss anerkennen lassen",
    "housing": "Eine Wohnung für vier Personen",
    "health": "Eine Hausarztpraxis in der Nähe",
    "leisure": "Einmal in der Woche im Sportverein",
    "finances": "Alle Anträge gestellt",
}


def take_up(asking: Asking, dice: random.Random, programme: Programme, team: Team, request_id: str) -> None:
    """Take a request as far as it comes in this demo."""
    how_far, desk = dice.random(), team["desk"]
    if how_far < 0.15:
        return  # waits for somebody to look at it
    _triage(asking, dice, desk, request_id)
    if how_far < 0.3:
        return  # waits for somebody who has time
    if how_far < 0.4:
        summary = "Öffnungszeiten und Weg zur zuständigen Stelle erklärt."
        asking.change(desk, "intake", "request", "answer_request", request_id=request_id, summary=summary)
        return
    to = asking.ask(desk, "intake", "suggestions", request_id=request_id)["items"][0]["organisation"]
    offer = asking.change(desk, "intake", "request", "offer_request", request_id=request_id, to=to)
    if how_far < 0.5:
        return  # waits for the organisation's answer
    _, counsellor = dice.choice(team.counsellors(to))
    _work(asking, dice, programme, counsellor, _accept(asking, counsellor, offer["offer_id"]))


def _triage(asking: Asking, dice: random.Random, desk: Actor, request_id: str) -> None:
    is_long = dice.random() < 0.6
    criteria = dice.sample(_CRITERIA[:4], k=dice.randint(1, 4))
    asking.change(
        desk,
        "intake",
        "request",
        "triage_request",
        request_id=request_id,
        track="case_management" if is_long else "orientation",
        criteria=[*criteria, "client_wants"] if is_long else criteria[:1],
        urgency=dice.choices(("low", "normal", "high"), weights=(2, 6, 2))[0],
    )


def _accept(asking: Asking, who: Actor, offer_id: str) -> dict[str, Any]:
    """The case that comes of the offer, once the person's data have arrived."""

    def offered() -> bool:
        offers = asking.ask(who, "cases", "offers", status="open", limit=100)["items"]
        return any(offer["offer_id"] == offer_id for offer in offers)

    def opened() -> dict[str, Any] | None:
        mine = asking.ask(who, "cases", "cases", status="open", mine=True, limit=100)["items"]
        return next((case for case in mine if case["case_id"] == accepted["case_id"]), None)

    asking.arrived(offered)
    accepted = asking.change(who, "cases", "offer", "accept_offer", offer_id=offer_id)
    return asking.arrived(opened)


def _work(asking: Asking, dice: random.Random, programme: Programme, who: Actor, case: dict[str, Any]) -> None:
    """Record what a counsellor would in the first weeks."""
    case_id, topics = case["case_id"], list(case["topics"])
    for _ in range(dice.randint(1, 3)):
        asking.ask(
            who,
            "cases",
            "hold_consultation",
            case_id=case_id,
            kind=dice.choice(("in_person", "phone", "in_person", "video")),
            topics=topics[:2],
            minutes=dice.choice((15, 30, 45, 60)),
            with_interpreter=dice.random() < 0.3,
            note=dice.choice(_NOTES),
        )
    for topic in topics:
        goal = asking.ask(who, "cases", "agree_goal", case_id=case_id, topic=topic, words=_GOALS[topic])
        if dice.random() < 0.3:
            which = {"goal_id": goal["goal_id"], "version": goal["version"]}
            asking.ask(who, "cases", "reach_goal", case_id=case_id, **which)
    if dice.random() < 0.6:
        asking.ask(
            who,
            "cases",
            "meet_barrier",
            case_id=case_id,
            topic=dice.choice(topics),
            kind=dice.choice(tuple(programme.barrier_kinds)),
            institution=dice.choice(tuple(programme.institutions)),
        )
    for phase in ("assessment", "planning", "linking")[: dice.randint(0, 3)]:
        asking.change(who, "cases", "case", "enter_phase", case_id=case_id, phase=phase)
