"""One case with everything in it that a case can have, each with words that must stand nowhere in clear."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.builders.files import SCAN, in_base64
from tests.eventually import eventually
from tests.stories.staff import Colleague, do, look
from tests.stories.test_from_the_desk_to_a_case import opened, waiting

NAME = "Ketevan Zwerchfellhauer"
GEORGIAN = "ქეთევან ცვერხფელაძე"
ADDRESS = "ketevan.zwerchfellhauer@example.org"
PHONE = "0241 5550 4711"
WORDS = "Kellerasselplage im Schlafzimmer"
ASKER = "Nachbar Quodlibetius"
HERS = "eulalia.sturmvogelstein@example.org"  # of the case
CHILD = "Eulalia Sturmvogelstein"
FILE = "Pfändungsurkunde-Zwerchfellhauer"
SEEDED = (NAME, "Zwerchfellhauer", GEORGIAN, ADDRESS, "+4924155504711", PHONE, WORDS, ASKER, HERS, CHILD, FILE)


def day(ahead: int) -> str:
    """A date so many days from today."""
    return f"{datetime.now(UTC) + timedelta(days=ahead):%Y-%m-%d}"


def accompany(api: Callable[..., Any], staff: dict[str, Colleague]) -> dict[str, str]:
    """A request becomes Ketevan's case, in which all is written that one can write.

    Returns the ids of it all, by their names in the routes.
    """
    ketevan = staff["ketevan"]
    told = {"name": GEORGIAN, "email": HERS, "phone": PHONE, "message": WORDS, "topics": ["housing"]}
    about = {"language": "ka", "municipality": "wuerselen", "consent": {"notice_version": "2026-11", "language": "ka"}}
    case_id = opened(staff, waiting(api, told | about)["request_id"])
    case = f"/cases/{case_id}"
    found = look(ketevan, case)
    private = {"name_latin": NAME, "birth_year": 1984}
    person = f"/people/{found['person']['person_id']}"
    corrected = ketevan("PATCH", person, json=private, version=found["person"]["version"])
    assert corrected.status_code == 200, corrected.text
    child = {"relation": "child", "name": CHILD, "birth_year": 2016}
    do(ketevan, f"{case}/household", child, status=201)
    ids = {"case_id": case_id, "person_id": found["person"]["person_id"], "letter": "invitation"}
    ids |= _casework(ketevan, case) | _papers(ketevan, case)
    question = {"reference": found["reference"], "purpose": "documents_missing", "words": f"{WORDS} {NAME}?"}
    ids["question_id"] = do(staff["liaison"], "/questions", question, status=201)["question_id"]
    answered = ketevan("POST", f"/questions/{ids['question_id']}/answer", json={"words": f"{NAME}: {WORDS}"}, version=1)
    assert answered.status_code == 200, answered.text
    do(staff["lioba"], f"{case}/break-glass", {"reason": f"{NAME}, {WORDS}", "hours": 1}, status=201)
    return ids | _around(staff, case_id)


def _casework(ketevan: Colleague, case: str) -> dict[str, str]:
    """Consultation, assessment, goal with a step, plan, note and barrier."""
    told = f"{WORDS}: {NAME}, {PHONE}"
    do(ketevan, f"{case}/assessments", {"scores": {"housing": 1}, "note": told}, status=201)
    talk = {"kind": "phone", "topics": ["housing"], "minutes": 15, "note": told}
    consultation = do(ketevan, f"{case}/consultations", talk, status=201)
    goal = do(ketevan, f"{case}/goals", {"topic": "housing", "words": told}, status=201)
    step = {"doer": "client", "words": told, "due_on": day(9)}
    planned = do(ketevan, f"{case}/goals/{goal['goal_id']}/steps", step, status=201)
    plan = do(ketevan, f"{case}/plans", {}, status=201)
    note = do(ketevan, f"{case}/notes", {"words": told}, status=201)
    met = {"topic": "housing", "kind": "no_place", "institution": "other", "note": told}
    barrier = do(ketevan, f"{case}/barriers", met, status=201)
    return {
        "consultation_id": consultation["consultation_id"],
        "goal_id": goal["goal_id"],
        "step_id": planned["step_id"],
        "plan_id": plan["plan_id"],
        "note_id": note["note_id"],
        "barrier_id": barrier["barrier_id"],
    }


def _papers(ketevan: Colleague, case: str) -> dict[str, str]:
    """Document, letter, releases, referral, residence document and change of the legal sphere."""
    paper = {"name": f"{FILE}.pdf", "content": in_base64(SCAN + WORDS.encode()), "kind": "other", "title": FILE}
    document = do(ketevan, f"{case}/documents", paper, status=201)
    letter = {"letter": "invitation", "language": "de", "subject": FILE, "words": f"{NAME}\n\n{WORDS}"}
    do(ketevan, f"{case}/letters", letter | {"address": NAME}, status=201)
    allowed = {"data": ["documents"], "purpose": "documents_missing", "valid_until": day(30)}
    do(ketevan, f"{case}/releases", allowed | {"recipient": "foreigners_authority"}, status=201)
    to_somebody = allowed | {"recipient": "other", "recipient_name": ASKER}
    release = do(ketevan, f"{case}/releases", to_somebody, status=201)
    referral = do(ketevan, f"{case}/referrals", {"topic": "housing", "outside_name": ASKER}, status=201)
    residence = do(ketevan, f"{case}/residence", {"document": "duldung_60a", "valid_until": day(300)}, status=201)
    sphere = do(ketevan, f"{case}/sphere-changes", {"sphere": "sgb2"}, status=201)
    return {
        "document_id": document["document_id"],
        "release_id": release["release_id"],
        "referral_id": referral["referral_id"],
        "residence_id": residence["residence_id"],
        "change_id": sphere["change_id"],
    }


def _around(staff: dict[str, Colleague], case_id: str) -> dict[str, str]:
    """What there is beside a case: an appointment, a deputy, a team, a service outside, hours, short advice."""
    ketevan, lioba = staff["ketevan"], staff["lioba"]
    people = {each["name"]: each["counsellor_id"] for each in look(lioba, "/counsellors")["items"]}
    meeting = {"case_id": case_id, "place": "alsdorf-rathaus", "starts_at": f"{day(200)}T10:00:00Z", "minutes": 45}

    def booked() -> dict[str, Any]:
        answer = ketevan("POST", "/appointments", json=meeting)
        assert answer.status_code == 201, answer.text
        made: dict[str, Any] = answer.json()
        return made

    away = {"deputy_id": people["Rima Nassif"], "from_on": day(100), "until_on": day(101)}
    team = {"name": "Nordkreis", "members": [people["Ketevan Lomadze"]]}
    outside = {"name": "Wohnhilfe", "kind": "housing_provider", "topics": ["housing"]}
    hours = {"place": "alsdorf-rathaus", "weekday": 4, "begins": "17:00", "ends": "17:30"}
    away_then = {"from": day(300), "to": day(301), "kind": "leave"}
    talk = {"topic": "housing", "language": "ka", "municipality": "alsdorf", "minutes": 5}
    return {
        "appointment_id": eventually(booked)["appointment_id"],
        "counsellor_id": people["Ketevan Lomadze"],
        "colleague_id": people["Rima Nassif"],
        "account_id": people["Rima Nassif"],
        "deputyship_id": do(ketevan, "/deputies", away, status=201)["deputyship_id"],
        "team_id": do(lioba, "/teams", team, status=201)["team_id"],
        "service_id": do(ketevan, "/directory", outside, status=201)["service_id"],
        "hours_id": do(ketevan, "/hours", hours, status=201)["hours_id"],
        "absence_id": do(ketevan, "/absences", away_then, status=201)["absence_id"],
        "advice_id": do(ketevan, "/advice", talk, status=201)["advice_id"],
    }
