"""One fixed history, told with a stopped clock, foretold ids and fixed keys: from it, the golden messages.

`python -m tests.contracts.history` writes the golden messages that are not there yet. One that is there is never
written over: what has changed on purpose is deleted first, and what was released is not changed at all.
"""

from __future__ import annotations

import json
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

from services.chassis import tracing
from services.chassis.identity import Actor
from services.chassis.testing import NOON, TRACE, StoppedClock, foretold, said
from services.notifications.carriers.outcomes import Undeliverable
from tests.builders import DESK, Cases, Intake, Notifications
from tests.contracts.appointments import appointments_told
from tests.contracts.deliveries import deliveries_told
from tests.contracts.desk import desk_told
from tests.contracts.documents import documents_told
from tests.contracts.erasures import erasures_told, figures_told
from tests.contracts.likenesses import likenesses_told
from tests.contracts.logs import logs_told
from tests.contracts.mail import mail_told
from tests.contracts.people import people_told
from tests.contracts.plans import plans_told
from tests.contracts.releases import releases_told
from tests.contracts.residence import residence_told
from tests.contracts.rights import rights_told

SERVICES = Path(__file__).parents[2] / "services"
REFERENCES = ("K7M-4XQ-6", "H3R-8TW-U", "P5V-2ZC-R", "W9D-6NB-X")
CALLER = f"00-{TRACE}-00f067aa0ba902b7-01"


def told(folder: Path) -> dict[str, dict[str, dict[str, Any]]]:
    """What each service says in these histories: service → type → the first message of that type, as JSON."""
    messages: dict[str, dict[str, dict[str, Any]]] = {}
    for history in HISTORIES:
        place = folder / history.__name__.strip("_")
        place.mkdir()
        references = iter(REFERENCES)
        with foretold(NOON), patch("services.intake.commands.requests.new_reference", lambda it=references: next(it)):
            town = Town(place)
            history(town)
        for service in town.services:
            for type_, message in _first_of_each(service).items():
                messages.setdefault(service.name, {}).setdefault(type_, message)
    others = (appointments_told(folder), figures_told(folder))
    return {**messages, **{service.name: _first_of_each(service) for service in others}}


class Town:
    """The services, under one stopped clock; what one says, the others hear when it is delivered."""

    def __init__(self, folder: Path):
        self.clock = StoppedClock(NOON)
        self.intake = Intake(folder, self.clock)
        self.cases = Cases(folder, self.clock)
        self.notifications = Notifications(folder, self.clock)
        self.services: tuple[Any, ...] = (self.intake, self.cases, self.notifications)
        self._delivered = dict.fromkeys(self.services, 0)

    def deliver(self) -> None:
        """Let everybody hear what was said, what they say of that, and so on; then letters are sent."""
        while new := [(service, message) for service in self.services for message in self._new(service)]:
            for speaker, message in new:
                self._delivered[speaker] += 1
                for service in self.services:
                    if service is not speaker:
                        with tracing.span("hear", message.traceparent, causation_id=message.id, actor=message.actor):
                            service.hear(message)
        self.notifications.send()

    def _new(self, service: Any) -> list[Any]:
        return said(service.database)[self._delivered[service] :]


def _somebody_asks_and_withdraws(town: Town) -> None:
    with tracing.span("POST /requests", CALLER, actor="public:public"):
        nino = town.intake.ask(phone="+4924199000011")
    town.deliver()
    town.clock.advance(timedelta(hours=2))
    with tracing.span("POST /requests/withdraw", CALLER, actor="public:public"):
        town.intake.withdraw(nino)
    town.notifications.carrier.fails_with = Undeliverable("smtp_550")
    town.deliver()
    town.clock.advance(timedelta(days=31))
    with tracing.span("erase", CALLER):
        town.intake.erase()
    town.notifications.carrier.fails_with = None
    town.deliver()


def _somebody_asks_and_is_accompanied(town: Town) -> None:
    intake, cases = town.intake, town.cases
    with tracing.span("lotse accounts create", CALLER):
        ketevan, lado = cases.engage(), cases.engage("lado", name="Lado Kiria")
        mirela = cases.engage("mirela", "kim", name="Mirela Kostić")
        lioba = cases.engage("lioba", name="Lioba Hansen", roles=["coordinator"], counsellor=None)
    with tracing.span("POST /requests", CALLER, actor="public:public"):
        request_id = intake.ask()["request_id"]
    town.deliver()
    with tracing.span("POST /requests/{id}/offers", CALLER, actor=DESK.label):
        intake.triage(request_id)
        offers = {to: intake.offer(request_id, to) for to in ("bruecke", "kim", "wegweiser")}
    town.deliver()
    town.clock.advance(timedelta(hours=3))
    with tracing.span("POST /offers/{id}/decline", CALLER, actor=mirela.label):
        declined = {"offer_id": offers["kim"]["offer_id"], "version": 1, "reason": "no_capacity"}
        cases.ask(mirela, "decline_offer", **declined)
    with tracing.span("POST /offers/{id}/accept", CALLER, actor=ketevan.label):
        case = {"case_id": cases.accept(ketevan, offers["bruecke"])["case_id"]}
    town.deliver()  # confirmed, the others withdrawn, handed over, arrived, forgotten
    town.clock.advance(timedelta(days=1))
    with tracing.span("POST /cases/{id}", CALLER, actor=ketevan.label):
        _keep_records(cases, ketevan, case)
        cases.ask(ketevan, "enter_phase", **case, version=2, phase="assessment")
    with tracing.span("POST /cases/{id}/assign", CALLER, actor=lioba.label):
        cases.ask(lioba, "assign_case", **case, version=3, counsellor_id=lado.ref)
    town.clock.advance(timedelta(days=90))
    with tracing.span("POST /cases/{id}/close", CALLER, actor=lado.label):
        cases.ask(lado, "close_case", **case, version=4, reason="goals_reached", outcome="found_feet")
    town.deliver()


def _keep_records(cases: Cases, who: Actor, case: dict[str, str]) -> None:
    cases.ask(who, "hold_consultation", **case, kind="in_person", topics=["housing"], minutes=45, with_interpreter=True)
    goal = cases.ask(who, "agree_goal", **case, topic="language", words="B1 bis zum Sommer", due_on="2027-06-30")
    other = cases.ask(who, "agree_goal", **case, topic="housing", words="Eine Wohnung für vier")
    cases.ask(who, "reach_goal", **goal)
    cases.ask(who, "drop_goal", **other, reason="not_possible")
    missing = {"topic": "language", "kind": "no_course", "institution": "course_provider"}
    cases.ask(who, "clear_barrier", **cases.ask(who, "meet_barrier", **case, **missing), how="way_around")


def _nobody_answers_an_offer(town: Town) -> None:
    with tracing.span("POST /requests", CALLER, actor="public:public"):
        request_id = town.intake.ask()["request_id"]
    with tracing.span("POST /requests/{id}/offers", CALLER, actor=DESK.label):
        town.intake.triage(request_id)
        town.intake.offer(request_id)
    town.deliver()
    town.clock.advance(town.intake.answered_within)
    with tracing.span("lapse", CALLER):
        town.intake.lapse()
    town.deliver()


def _the_desk_answers(town: Town) -> None:
    with tracing.span("POST /requests", CALLER, actor="public:public"):
        request_id = town.intake.ask()["request_id"]
    with tracing.span("POST /requests/{id}/answer", CALLER, actor=DESK.label):
        town.intake.answer(request_id)
    town.deliver()


def _requests_and_cases(town: Town) -> None:
    _somebody_asks_and_withdraws(town)
    _somebody_asks_and_is_accompanied(town)
    _nobody_answers_an_offer(town)
    _the_desk_answers(town)


# Each begins with an empty town, so that none changes what another one tells.
HISTORIES = (
    _requests_and_cases,
    desk_told,
    plans_told,
    people_told,
    documents_told,
    likenesses_told,
    residence_told,
    rights_told,
    releases_told,
    logs_told,
    erasures_told,
    mail_told,
    deliveries_told,
)


def _first_of_each(service: Any) -> dict[str, dict[str, Any]]:
    messages: dict[str, dict[str, Any]] = {}
    for envelope in said(service.database):
        messages.setdefault(envelope.type, json.loads(envelope.to_json()))
    return messages


def golden_file(service: str, type_: str) -> Path:
    return SERVICES / service / "contract" / f"{type_}.json"


def written(message: dict[str, Any]) -> str:
    """A golden message as it stands in its file."""
    return json.dumps(message, ensure_ascii=False, indent=2) + "\n"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for service, messages in told(Path(folder)).items():
            for type_, message in messages.items():
                path = golden_file(service, type_)
                if not path.exists():
                    path.parent.mkdir(exist_ok=True)
                    path.write_text(written(message), encoding="utf-8")
                    print(path.relative_to(SERVICES.parent))


if __name__ == "__main__":
    main()
