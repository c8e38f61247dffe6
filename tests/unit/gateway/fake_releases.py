"""Releases, referrals and the directory of the small `cases`: one of each, and two services."""

from __future__ import annotations

from typing import Any

from services.chassis.errors import FieldError, Invalid, NotFound, Refused
from services.chassis.identity import Actor
from tests.unit.gateway.fake_answers import write

RELEASE_ID = "00000000-0000-7000-8000-0000000000d5"
REFERRAL_ID = "00000000-0000-7000-8000-0000000000d6"
SERVICE_ID = "00000000-0000-7000-8000-0000000000d7"
FAR_SERVICE_ID = "00000000-0000-7000-8000-0000000000d8"
AT = "2026-11-22T09:15:00Z"

_COUNSELLOR = frozenset({"counsellor"})
_KEEPERS = _COUNSELLOR | {"coordinator"}
_READERS = _KEEPERS | {"desk"}
_KNOWN = "name kind topics languages municipalities address phone email about waiting_days heard_on"
RELEASES_METHODS: dict[str, tuple[frozenset[str], str, str]] = {
    "release": (_COUNSELLOR | {"coordinator", "privacy_officer"}, "case_id release_id", "case_id release_id"),
    "grant_release": (
        _COUNSELLOR,
        "case_id recipient recipient_name data purpose valid_until language interpreter_present",
        "case_id recipient data purpose valid_until",
    ),
    "withdraw_release": (_COUNSELLOR, "case_id release_id version", "case_id release_id version"),
    "make_referral": (_COUNSELLOR, "case_id topic service_id outside_name release_id ask_again_on", "case_id topic"),
    "answer_referral": (
        _COUNSELLOR,
        "case_id referral_id version answer ask_again_on waiting_days",
        "case_id referral_id version answer",
    ),
    "end_referral": (_COUNSELLOR, "case_id referral_id version reason", "case_id referral_id version reason"),
    "directory": (_READERS, "kind topic municipality language closed cursor limit", ""),
    "service": (_READERS, "service_id", "service_id"),
    "add_service": (_KEEPERS, _KNOWN, "name kind topics"),
    "change_service": (_KEEPERS, f"service_id version active {_KNOWN}", "service_id version"),
}
MAY = ("releases", "referrals")


def of_case() -> dict[str, Any]:
    """What a case tells of releases and referrals."""
    return {"releases": [_release()], "referrals": [_referral()]}


def services() -> dict[str, dict[str, Any]]:
    """The directory: a course near by, and a flat far away."""
    return {
        SERVICE_ID: _service(SERVICE_ID, "Sprachwerkstatt", "course_provider", "language", ["wuerselen"]),
        FAR_SERVICE_ID: _service(FAR_SERVICE_ID, "Eifelwohnen", "housing_provider", "housing", ["monschau"]),
    }


def _release() -> dict[str, Any]:
    return {
        "release_id": RELEASE_ID,
        "recipient": "doctor",
        "recipient_name": "Praxis Dr. Yıldız",
        "data": ["contact", "health"],
        "purpose": "appointment",
        "valid_until": "2126-12-31",
        "status": "in_force",
        "language": "ka",
        "interpreter_present": True,
        "granted_at": AT,
        "withdrawn_at": None,
        "by": "Counsellor",
        "may": ["withdraw"],
        "version": 1,
    }


def _referral() -> dict[str, Any]:
    return {
        "referral_id": REFERRAL_ID,
        "topic": "language",
        "service_id": SERVICE_ID,
        "name": "Sprachwerkstatt",
        "release_id": None,
        "status": "asked",
        "asked_at": AT,
        "answered_at": None,
        "ask_again_on": "2026-11-30",
        "waited_days": 12,
        "reason": None,
        "changed_at": AT,
        "by": "Counsellor",
        "version": 1,
    }


def _service(service_id: str, name: str, kind: str, topic: str, municipalities: list[str]) -> dict[str, Any]:
    return {
        "service_id": service_id,
        "name": name,
        "kind": kind,
        "topics": [topic],
        "languages": ["de", "ka"],
        "municipalities": municipalities,
        "address": "Bahnhofstraße 4",
        "phone": "+493023125601",
        "email": "kurse@example.org",
        "about": "B1 am Abend",
        "waiting_days": 90,
        "heard_on": "2026-11-20",
        "active": True,
        "version": 1,
    }


class FakeReleases:
    """Answers about releases, referrals and the directory as `cases` would."""

    cases_: dict[str, tuple[dict[str, Any], str]]
    services_: dict[str, dict[str, Any]]

    def release(self, request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        found = self._thing(request, "releases", "release_id")
        case = self._case_of(request)
        person = {"name": case["name"], "name_latin": "Nino Beridze", "birth_year": 1990}
        return found | {"organisation": "kim", "reference": case["reference"], "person": person}

    def grant_release(self, request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        if request["recipient"] == "other" and not request.get("recipient_name"):
            raise _invalid("recipient_name", "required")
        self._case_of(request)
        return {"release_id": RELEASE_ID, "case_id": request["case_id"], "version": 1}

    def withdraw_release(self, request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        return self._written(request, "releases", "release_id", status="withdrawn", withdrawn_at=AT, may=[])

    def make_referral(self, request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        if not request.get("service_id") and not request.get("outside_name"):
            raise _invalid("service_id", "required")
        if request.get("release_id") and request.get("service_id") == FAR_SERVICE_ID:
            raise Refused("no_release", "It is for somebody else.")
        self._case_of(request)
        return {"referral_id": REFERRAL_ID, "case_id": request["case_id"], "version": 1}

    def answer_referral(self, request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        return self._written(request, "referrals", "referral_id", status=request["answer"])

    def end_referral(self, request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        if request["reason"] == "boredom":
            raise _invalid("reason", "unknown_reason")
        return self._written(request, "referrals", "referral_id", status="ended", reason=request["reason"])

    def directory(self, request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        town, topic = request.get("municipality"), request.get("topic")
        items = [
            service
            for service in self.services_.values()
            if town in (None, *service["municipalities"]) and topic in (None, *service["topics"])
        ]
        limit = int(request.get("limit") or 50)
        start = int(request.get("cursor") or 0)
        more = start + limit < len(items)
        return {"items": items[start : start + limit], "next": str(start + limit) if more else None}

    def service(self, request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        if request["service_id"] not in self.services_:
            raise NotFound("service_unknown", "No such service.")
        return self.services_[request["service_id"]]

    def add_service(self, _request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        return {"service_id": SERVICE_ID, "version": 1}

    def change_service(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        service = self.service(request, who)
        changes = {name: value for name, value in request.items() if name not in ("service_id", "version")}
        write(service, request, changes)
        return {"service_id": request["service_id"], "version": service["version"]}

    def _case_of(self, request: dict[str, Any]) -> dict[str, Any]:
        if request["case_id"] not in self.cases_:
            raise NotFound("case_unknown", "No such case.")
        return self.cases_[request["case_id"]][0]

    def _thing(self, request: dict[str, Any], kind: str, key: str) -> dict[str, Any]:
        found = next((one for one in self._case_of(request)[kind] if one[key] == request[key]), None)
        if found is None:
            raise NotFound(f"{key.removesuffix('_id')}_unknown", "No such thing.")
        thing: dict[str, Any] = found
        return thing

    def _written(self, request: dict[str, Any], kind: str, key: str, **changes: Any) -> dict[str, Any]:
        thing = self._thing(request, kind, key)
        write(thing, request, changes)
        return {key: thing[key], "case_id": request["case_id"], "version": thing["version"]}


def _invalid(field: str, code: str) -> Invalid:
    return Invalid("invalid", "Something is wrong.", errors=(FieldError.of(field, code),))
