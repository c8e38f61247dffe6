"""What is asked of a node, small and large: every list, every search and the page of a case."""

import itertools
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from services.chassis.identity import Actor
from tests.bench.growth.filling import Filled
from tests.builders import DESK, Cases, Intake

Ask = Callable[[], Any]

_COMMON, _RARE = "Mohammed Hadzadze", "Leyla Wagshvili"
"""A first name that many have, and one that few have, with a surname of few; neither spelled as it is kept."""


def of_cases(cases: Cases, filled: Filled) -> Mapping[str, Ask]:
    """As a counsellor with 40 cases under way, a coordinator, a privacy officer: what is asked → how."""
    organisation = filled.counsellors[0].organisation
    coordinator = cases.engage("lioba", organisation, roles=["coordinator"], counsellor=None)
    officer = cases.engage("dagmar", organisation, roles=["privacy_officer"], counsellor=None)
    turns = itertools.cycle(filled.counsellors[: len(filled.counsellors) // 2 + 1])
    lists = {counsellor: _cases_of(cases, counsellor) for counsellor in set(itertools.islice(turns, 50))}
    own = itertools.cycle([(who, item) for who, items in lists.items() for item in items])
    everybody = itertools.cycle(lists)
    under_way, closed = _of(lists, "open"), _of(lists, "closed")
    following = cases.ask(coordinator, "cases", limit=50)["next"]

    def by(role: Iterator[Actor], what: str, **asked: Any) -> Ask:
        return lambda: cases.ask(next(role), what, **asked)

    def in_case(turns: Iterator[tuple[Actor, dict[str, Any]]], what: str, **asked: Any) -> Ask:
        def ask() -> Any:
            who, item = next(turns)
            return cases.ask(who, what, case_id=item["case_id"], **asked)

        return ask

    def by_reference() -> Any:
        who, item = next(own)
        return cases.ask(who, "find_people", reference=item["reference"])

    clients = itertools.cycle(_clients(cases, lists))

    def of_client(who: Actor, what: str) -> Ask:
        return lambda: cases.ask(who, what, person_id=next(clients))

    administrator = cases.engage("admir", organisation, roles=["administrator"], counsellor=None)
    lioba, dagmar, admir = (itertools.repeat(who) for who in (coordinator, officer, administrator))
    return {
        "case page": in_case(under_way, "case"),
        "case page, closed": in_case(closed, "case"),
        "history of a case": in_case(under_way, "history"),
        "documents of a case": in_case(under_way, "documents"),
        "looks at a case": in_case(under_way, "access_log_of_case"),
        "circle of a case": in_case(own, "circle"),
        "sheet of a case": in_case(under_way, "case_sheet"),
        "my cases": by(everybody, "cases", mine=True),
        "my cases, open": by(everybody, "cases", mine=True, status="open"),
        "my cases, by phase": by(everybody, "cases", mine=True, phase="assessment"),
        "cases I may read": by(everybody, "cases"),
        "due": by(everybody, "due"),
        "own advice": by(everybody, "advice"),
        "directory": by(everybody, "directory", topic="housing"),
        "people by a common name": by(everybody, "find_people", name=_COMMON),
        "people by a rare name": by(everybody, "find_people", name=_RARE),
        "people by name and year": by(everybody, "find_people", name=_COMMON, birth_year=1990),
        "people by reference": by_reference,
        "coordinator: people": by(lioba, "find_people", name=_COMMON),
        "coordinator: cases": by(lioba, "cases"),
        "coordinator: cases, next page": by(lioba, "cases", cursor=following),
        "coordinator: open cases": by(lioba, "cases", status="open"),
        "coordinator: a phase nobody is in": by(lioba, "cases", status="open", phase="evaluation"),
        "coordinator: closed, first phase": by(lioba, "cases", status="closed", phase="clarification"),
        "coordinator: of a counsellor": by(lioba, "cases", counsellor_id=filled.counsellors[0].ref),
        "coordinator: figures": by(lioba, "case_figures"),
        "coordinator: offers": by(lioba, "offers"),
        "coordinator: open offers": by(lioba, "offers", status="open"),
        "coordinator: counsellors": by(lioba, "counsellors"),
        "coordinator: who takes cases": by(lioba, "counsellors", taking=True),
        "people by a reference of nobody": by(everybody, "find_people", reference="H3R-8TW-U"),
        "coordinator: deputies": by(lioba, "deputies"),
        "administrator: accounts": by(admir, "accounts"),
        "officer: a person": of_client(officer, "subject"),
        "officer: copy of a person": of_client(officer, "export_person"),
        "officer: what an erasure takes": of_client(officer, "traces"),
        "officer: erasures": by(dagmar, "erasures"),
        "officer: retention": by(dagmar, "retention"),
        "officer: people by a rare name": by(dagmar, "find_people", name=_RARE),
        "officer: all looks": by(dagmar, "access_log"),
        "officer: looks of one": by(dagmar, "access_log", account_id=filled.counsellors[0].ref),
        "officer: looks of nobody": by(dagmar, "access_log", account_id=coordinator.ref),
    }


def _cases_of(cases: Cases, counsellor: Actor) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    for status in ("open", "closed"):
        items += cases.ask(counsellor, "cases", mine=True, status=status, limit=60)["items"]
    return items


def _clients(cases: Cases, lists: Mapping[Actor, list[dict[str, Any]]]) -> list[str]:
    """A client of each counsellor, by id."""
    first = [cases.store.cases.get(items[0]["case_id"]) for items in lists.values() if items]
    return [case.person_id for case in first if case.person_id]


def _of(lists: Mapping[Actor, list[dict[str, Any]]], status: str) -> Iterator[tuple[Actor, dict[str, Any]]]:
    return itertools.cycle([(who, item) for who, items in lists.items() for item in items if item["status"] == status])


def of_intake(intake: Intake) -> Mapping[str, Ask]:
    """As the desk: what is asked → how."""
    waiting = intake.requests(waiting=True, limit=100)["items"]
    over = intake.requests(waiting=False, limit=100)["items"]
    following = intake.requests(limit=50)["next"]
    one = itertools.cycle(item["request_id"] for item in waiting + over)
    references = itertools.cycle(item["reference"] for item in over)
    return {
        "desk: waiting": partial(intake.requests, waiting=True),
        "desk: waiting no more": partial(intake.requests, waiting=False),
        "desk: overdue": partial(intake.requests, overdue=True),
        "desk: all, next page": partial(intake.requests, cursor=following),
        "desk: of a language": partial(intake.requests, language="ka"),
        "desk: of a language nobody speaks": partial(intake.requests, language="sq"),
        "desk: of a town without requests": partial(intake.requests, municipality="monschau", waiting=True),
        "desk: by reference": lambda: intake.requests(reference=next(references)),
        "desk: answered": partial(intake.requests, status="answered"),
        "desk: one request": lambda: intake.request(next(one)),
        "desk: likenesses": lambda: intake.likenesses(next(one)),
        "desk: offers made": partial(intake.offers_made, DESK),
        "desk: open offers": partial(intake.offers_made, DESK, status="open"),
    }
