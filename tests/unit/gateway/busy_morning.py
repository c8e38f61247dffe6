"""A desk and a counsellor's work as they are on a busy morning: enough of everything to look at the pages by."""

from __future__ import annotations

import copy
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.unit.gateway.busy_figures import BusyFigures
from tests.unit.gateway.busy_week import fill_week
from tests.unit.gateway.fake_cases import CASE_ID
from tests.unit.gateway.fake_intake import FakeCalls

TRIAGED_ID = "00000000-0000-7000-8000-000000000003"
HANDED_OVER_ID = "00000000-0000-7000-8000-000000000005"
LATE_ID = "00000000-0000-7000-8000-000000000004"


def ago(**time: float) -> str:
    """A point in time before now, as a service writes it."""
    return (datetime.now(UTC) - timedelta(**time)).isoformat()


def calls() -> FakeCalls:
    """A line to services that have a lot to do."""
    made = FakeCalls(reporting=BusyFigures())
    _fill_desk(made)
    _fill_cases(made)
    fill_week(made.scheduling)
    return made


def _offer(number: int, to: str, status: str, **differs: Any) -> dict[str, Any]:
    return {
        "offer_id": f"00000000-0000-7000-8000-00000000f{number:03d}",
        "to": to,
        "status": status,
        "offered_at": ago(days=2),
        "expires_at": ago(days=-5),
        "decided_at": None,
        "reason": None,
        "case_id": None,
    } | differs


def _fill_desk(made: FakeCalls) -> None:
    first, offered = made.desk.held.values()
    first.update(received_at=ago(hours=3), changed_at=ago(hours=3), preferred_place="wuerselen-rathaus")
    first["person"].update(
        phone="+49 30 23125 417", message="გამარჯობა! ბინას ვეძებ ჩემი ოჯახისთვის, სამი ბავშვი მყავს."
    )
    offered.update(received_at=ago(days=2), seen_at=ago(days=1), offers=[_offer(1, "bruecke", "open")])
    person = {"name": "سامر الخطيب", "email": None, "phone": "+49 30 23125 533", "asked_by": "Frau Lenz, Grundschule"}
    person["message"] = "أبحث عن مكان في الحضانة لابنتي، وأحتاج إلى دورة لغة ألمانية."
    triaged = copy.deepcopy(first) | {
        "request_id": TRIAGED_ID,
        "reference": "M4T-9QX-5",
        "status": "triaged",
        "language": "ar",
        "municipality": "alsdorf",
        "topics": ["school_and_childcare", "language"],
        "track": "case_management",
        "criteria": ["complex_need", "several_actors", "client_wants"],
        "urgency": "high",
        "received_at": ago(days=4),
        "seen_at": ago(hours=20),
        "person": person,
        "offers": [_offer(2, "wegweiser", "declined", reason="no_capacity", decided_at=ago(days=1))],
        "may": ["triage", "offer", "answer"],
        "version": 3,
    }
    late = copy.deepcopy(first) | {
        "request_id": LATE_ID,
        "reference": "R7C-2WE-8",
        "language": "ru",
        "municipality": "stolberg",
        "topics": ["education_and_work", "finances"],
        "letters": [letter | {"read_at": None} for letter in first["letters"]],
        "received_at": ago(days=6),
        "language_mode": "written",
        "seen_at": None,
        "overdue": True,
        "person": first["person"] | {"name": "Oksana Melnyk", "message": "Мне нужна помощь с признанием диплома."},
    }
    done = copy.deepcopy(triaged) | {
        "request_id": HANDED_OVER_ID,
        "reference": "T5N-8KD-4",
        "status": "handed_over",
        "person": None,
        "helper": "ankerplatz",
        "received_at": ago(days=9),
        "offers": [_offer(3, "ankerplatz", "confirmed", decided_at=ago(days=3))],
        "may": [],
    }
    made.desk.held = {held["request_id"]: held for held in (done, late, triaged, offered, first)}
    made.desk.suggestions = lambda request: {"items": copy.deepcopy(_SUGGESTIONS)}  # type: ignore[method-assign]


def _reason(code: str, **params: Any) -> dict[str, Any]:
    return {"code": code, "params": params}


def _counsellor(free: int, *languages: str) -> dict[str, Any]:
    return {
        "counsellor_ref": f"c-{free}",
        "languages": list(languages),
        "municipalities": ["alsdorf", "wuerselen"],
        "topics": ["housing", "school_and_childcare", "language"],
        "capacity": 20,
        "free": free,
        "reasons": ["speaks_language"],
    }


_SUGGESTIONS = [
    {
        "organisation": "bruecke",
        "fits": True,
        "free": 3,
        "reasons": [
            _reason("speaks_language", language="ar", count=2),
            _reason("covers_municipality", municipality="alsdorf", count=1),
            _reason("knows_topics", topics=["school_and_childcare", "language"]),
            _reason("free_places", free=3),
        ],
        "counsellors": [_counsellor(3, "de", "ar"), _counsellor(0, "de", "en", "ar")],
    },
    {
        "organisation": "kim",
        "fits": False,
        "free": 1,
        "reasons": [
            _reason("no_language", language="ar"),
            _reason("covers_municipality", municipality="alsdorf", count=2),
            _reason("free_places", free=1),
        ],
        "counsellors": [_counsellor(1, "de", "ka")],
    },
    {
        "organisation": "ankerplatz",
        "fits": False,
        "free": 0,
        "reasons": [_reason("speaks_language", language="ar", count=1), _reason("not_municipality"), _reason("full")],
        "counsellors": [],
    },
    {
        "organisation": "wegweiser",
        "fits": False,
        "free": 2,
        "reasons": [
            _reason("no_language", language="ar"),
            _reason("not_municipality"),
            _reason("free_places", free=2),
            _reason("declined_before", reason="no_capacity"),
        ],
        "counsellors": [],
    },
]

# name, language, municipality, phase, topics
_PEOPLE = (
    ("Amina Haddad", "ar", "alsdorf", "clarification", ["housing"]),
    ("Dragan Petrović", "bs", "eschweiler", "planning", ["education_and_work", "language"]),
    ("Oleh Bondarenko", "uk", "stolberg", "planning", ["school_and_childcare"]),
    ("Fatoumata Diallo", "fr", "wuerselen", "monitoring", ["health", "finances"]),
)


def _fill_cases(made: FakeCalls) -> None:
    offer = next(iter(made.cases.offers_.values()))
    offer.update(urgency="high", offered_at=ago(hours=5), expires_at=ago(days=-6))
    other = copy.deepcopy(offer) | {"offer_id": "00000000-0000-7000-8000-0000000000f5", "urgency": "normal"}
    other |= {"language": "ar", "municipality": "alsdorf", "topics": ["school_and_childcare"], "track": "orientation"}
    made.cases.offers_[other["offer_id"]] = other
    case, organisation = made.cases.cases_[CASE_ID]
    for number, (name, language, municipality, phase, topics) in enumerate(_PEOPLE, start=2):
        found = copy.deepcopy(case) | {"case_id": f"00000000-0000-7000-8000-0000000000c{number}", "name": name}
        found |= {"language": language, "municipality": municipality, "phase": phase, "topics": topics}
        found |= {"opened_at": ago(days=20 * number), "reference": None, "consultations": [], "goals": []}
        made.cases.cases_[found["case_id"]] = (found, organisation)
    case.update(phase="linking", opened_at=ago(days=43), received_at=ago(days=46))
    case["person"].update(phone="+49 30 23125 417", message="გამარჯობა! ბინას ვეძებ ჩემი ოჯახისთვის.")
    held, goal, barrier = case["consultations"][0], case["goals"][0], case["barriers"][0]
    held.update(held_at=ago(days=1, hours=2), note="Kennt die Frist beim Jobcenter. Bringt den Mietvertrag mit.")
    earlier = [("phone", 15, ["language"], "", 8), ("accompanied", 90, ["housing", "finances"], "Antrag gestellt.", 22)]
    for number, (kind, minutes, topics, note, days) in enumerate(earlier):
        more = {"kind": kind, "minutes": minutes, "topics": topics, "note": note or None, "held_at": ago(days=days)}
        case["consultations"].append(held | more | {"consultation_id": f"d{number}", "with_interpreter": False})
    goal.update(due_on="2126-06-30")
    late = goal | {"goal_id": "00000000-0000-7000-8000-0000000000e2", "topic": "housing", "due_on": "2026-11-01"}
    over = goal | {"goal_id": "00000000-0000-7000-8000-0000000000e3", "topic": "housing", "status": "reached"}
    late["words"], over["words"] = "ბინა სამი ოთახით", "Wohnberechtigungsschein beantragt"
    case["goals"] += [late, over | {"due_on": None, "changed_at": ago(days=12)}]
    barrier.update(met_at=ago(days=5), note="Nächster freier Termin erst in sechs Wochen.")
    cleared = barrier | {"barrier_id": "00000000-0000-7000-8000-0000000000b2", "topic": "language", "kind": "no_course"}
    case["barriers"].append(cleared | {"institution": "course_provider", "note": None, "cleared_at": ago(days=3)})
