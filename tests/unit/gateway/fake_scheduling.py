"""A small `scheduling`: one counsellor's hours and three appointments of one case, and enough of its rules.

Its times lie around the present, so that there is always one appointment that has begun, one to come and one that is
over, whenever the tests run.
"""

from __future__ import annotations

import copy
import itertools
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from services.chassis.errors import Conflict, FieldError, Invalid, NotAllowed, NotFound, Refused
from services.chassis.identity import Actor
from tests.unit.gateway import fake_absences, fake_feeds, fake_interpreters, fake_offered, fake_waiting
from tests.unit.gateway.fake_answers import AT, page_of
from tests.unit.gateway.fake_cases import CASE_ID

APPOINTMENT_ID = "00000000-0000-7000-8000-0000000000a1"  # began an hour ago: all can be done to it
COMING_ID = "00000000-0000-7000-8000-0000000000a2"  # tomorrow at ten
OVER_ID = "00000000-0000-7000-8000-0000000000a3"  # a week ago, kept
OF_BRUECKE_ID = "00000000-0000-7000-8000-0000000000a4"
HOURS_ID = "00000000-0000-7000-8000-000000000041"
PLACE, OTHER_PLACE = "wuerselen-rathaus", "aachen-haus-der-staedteregion"
ZONE = ZoneInfo("Europe/Berlin")

_STAFF, _COUNSELLOR = frozenset({"counsellor", "coordinator"}), frozenset({"counsellor"})
_SEEN = "appointment_id version"
# method → who may, what may be asked with, what has to be there
METHODS: dict[str, tuple[frozenset[str], str, str]] = {
    "hours": (_COUNSELLOR, "", ""),
    "keep_hours": (_COUNSELLOR, "place weekday begins ends room valid_from valid_until", "place weekday begins ends"),
    "drop_hours": (_COUNSELLOR, "hours_id version", "hours_id version"),
    "slots": (_STAFF | {"desk"}, "counsellor_id place language topic from to minutes step cursor limit", "from to"),
    "book_appointment": (
        _STAFF,
        "case_id counsellor_id place starts_at minutes language with_interpreter mode room with_case_ids",
        "case_id place starts_at minutes",
    ),
    "book_series": (
        _STAFF,
        "case_id counsellor_id place starts_at minutes language with_interpreter mode room with_case_ids every count",
        "case_id place starts_at minutes every count",
    ),
    "move_appointment": (_STAFF, f"{_SEEN} starts_at minutes place mode room", f"{_SEEN} starts_at"),
    "cancel_appointment": (_STAFF, f"{_SEEN} by reason and_following", f"{_SEEN} by reason"),
    "appointment_kept": (_STAFF, _SEEN, _SEEN),
    "appointment_missed": (_STAFF, _SEEN, _SEEN),
    "appointment": (_STAFF, "appointment_id", "appointment_id"),
    "appointments": (_STAFF, "from to case_id cursor limit", "from to"),
    **fake_absences.METHODS,
    **fake_feeds.METHODS,
    **fake_interpreters.METHODS,
    **fake_offered.METHODS,
    **fake_waiting.METHODS,
}
_CODES = {
    "by": ("client", "counsellor", "office"),
    "reason": ("illness", "not_needed", "other_time", "no_interpreter", "other"),
}


def at(days: int, clock: str) -> datetime:
    """So many days from today, when the clock on the wall in Aachen shows this."""
    day = datetime.now(ZONE).date() + timedelta(days=days)
    return datetime.combine(day, time.fromisoformat(clock), ZONE).astimezone(UTC)


def _appointment(appointment_id: str, starts_at: datetime, **differs: Any) -> dict[str, Any]:
    return {
        "appointment_id": appointment_id,
        "case_id": CASE_ID,
        "counsellor_id": "account-counsellor",
        "place": PLACE,
        "starts_at": starts_at.isoformat(),
        "ends_at": (starts_at + timedelta(minutes=60)).isoformat(),
        "language": "ka",
        "with_interpreter": True,
        "status": "booked",
        "revision": 0,
        "by": None,
        "reason": None,
        "booked_at": AT,
        "changed_at": AT,
        "mode": "in_person",
        "room": None,
        "series_id": None,
        "with_case_ids": [],
        "interpreter_id": None,
        "interpreting": None,
        "interpreter_suggested": False,
        "booked_by": "staff",
        "version": 1,
    } | differs


class FakeScheduling(
    fake_offered.FakeOffered,
    fake_absences.FakeAbsences,
    fake_feeds.FakeFeeds,
    fake_interpreters.FakeInterpreters,
    fake_waiting.FakeWaiting,
):
    """Answers as `scheduling` would; what is in `held` is (appointment, organisation)."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
        begun = self.now - timedelta(hours=1)
        self.held = {
            OVER_ID: (_appointment(OVER_ID, at(-7, "10:00"), status="kept", version=2), "kim"),
            APPOINTMENT_ID: (_appointment(APPOINTMENT_ID, begun), "kim"),
            COMING_ID: (_appointment(COMING_ID, at(1, "10:00")), "kim"),
            OF_BRUECKE_ID: (_appointment(OF_BRUECKE_ID, at(1, "10:00")), "bruecke"),
        }
        self.week = {
            HOURS_ID: {
                "hours_id": HOURS_ID,
                "place": PLACE,
                "weekday": 0,
                "begins": "09:00",
                "ends": "12:00",
                "valid_from": "2026-11-01",
                "valid_until": None,
                "version": 1,
            }
        }
        self.numbers = itertools.count(1)

    def answer(self, method: str, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        """The answer, or the error, to one call."""
        roles, known, needed = METHODS[method]
        if not who.roles & roles:
            raise NotAllowed("not_allowed", "Not by you.")
        errors = [FieldError.of(name, "unknown_field") for name in request if name not in known.split()]
        errors += [FieldError.of(name, "required") for name in needed.split() if request.get(name) in (None, "")]
        errors += [
            FieldError.of(name, f"unknown_{name}")
            for name, codes in _CODES.items()
            if name in needed.split() and request.get(name) and request[name] not in codes
        ]
        if not errors and request.get("to", "") < request.get("from", ""):
            errors.append(FieldError.of("to", "ends_before_it_begins"))
        if errors:
            raise Invalid("invalid", "Something is wrong.", errors=tuple(errors))
        found: dict[str, Any] = copy.deepcopy(getattr(self, method)(dict(request), who))
        return found

    def hours(self, _request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        return {"items": list(self.week.values())}

    def keep_hours(self, request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        if request["ends"] <= request["begins"]:
            raise _wrong("ends", "ends_before_it_begins")
        kept = {"valid_from": datetime.now(ZONE).date().isoformat(), "valid_until": None} | request
        kept |= {"hours_id": self._id("4"), "weekday": int(request["weekday"]), "version": 1}
        self.week[kept["hours_id"]] = kept
        return {"hours_id": kept["hours_id"], "version": 1}

    def drop_hours(self, request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        if request["hours_id"] not in self.week:
            raise NotFound("hours_unknown", "There is no such hours.")
        _expect(self.week[request["hours_id"]], request)
        return {"hours_id": self.week.pop(request["hours_id"])["hours_id"]}

    def slots(self, request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        minutes = int(request.get("minutes") or 60)
        items = []
        for days in (1, 2, 8):
            starts_at = at(days, "11:00")
            if request["from"] <= starts_at.date().isoformat() <= request["to"]:
                items.append(
                    {
                        "place": request.get("place") or PLACE,
                        "counsellor_id": "account-counsellor",
                        "starts_at": starts_at.isoformat(),
                        "ends_at": (starts_at + timedelta(minutes=minutes)).isoformat(),
                    }
                )
        return {"items": items, "next": None}

    def book_appointment(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        if request["case_id"] != CASE_ID or who.organisation != "kim":
            raise NotFound("case_unknown", "There is no such case.")
        starts_at = self._free(request["starts_at"], None)
        lasts = timedelta(minutes=int(request["minutes"]))
        given = {name: value for name, value in request.items() if name not in ("minutes", "starts_at") and value}
        booked = _appointment(self._id("a"), starts_at, counsellor_id=who.ref, with_interpreter=False) | given
        booked["ends_at"] = (starts_at + lasts).isoformat()
        self.held[booked["appointment_id"]] = (booked, who.organisation)
        return _versioned(booked)

    def book_series(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        pace = {"week": 1, "two_weeks": 2, "four_weeks": 4}[request.pop("every")]
        count, first = request.pop("count"), _when(request["starts_at"])
        items = []
        for number in range(count):
            at_ = (first + timedelta(weeks=pace * number)).isoformat()
            booked = self.book_appointment(request | {"starts_at": at_}, who)
            items.append({"starts_at": at_, **booked, "left_out": None})
        return {"series_id": self._id("5"), "items": items}

    def move_appointment(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        found = self._booked(request, who)
        starts_at = self._free(request["starts_at"], found)
        minutes = request.get("minutes")
        lasts = timedelta(minutes=int(minutes)) if minutes else _when(found["ends_at"]) - _when(found["starts_at"])
        times = {"starts_at": starts_at.isoformat(), "ends_at": (starts_at + lasts).isoformat()}
        return _change(found, revision=found["revision"] + 1, place=request.get("place") or found["place"], **times)

    def cancel_appointment(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        found = self._booked(request, who)
        said = {"by": request["by"], "reason": request["reason"]}
        return _change(found, status="cancelled", revision=found["revision"] + 1, **said)

    def appointment_kept(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        return self._become(request, who, "kept")

    def appointment_missed(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        return self._become(request, who, "missed")

    def appointment(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        found = self._get(request, who)
        begun = _when(found["starts_at"]) <= datetime.now(UTC)
        may = ["move", "cancel", *(["keep", "miss"] if begun else [])]
        return found | {"may": may if found["status"] == "booked" else []}

    def appointments(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        chosen = [
            found
            for found, organisation in self.held.values()
            if organisation == who.organisation
            and found["case_id"] == (request.get("case_id") or found["case_id"])
            and request["from"] <= _when(found["starts_at"]).astimezone(ZONE).date().isoformat() <= request["to"]
        ]
        return page_of(sorted(chosen, key=lambda found: str(found["starts_at"])), request)

    def _get(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        found, organisation = self.held.get(request["appointment_id"], ({}, ""))
        if not found or organisation != who.organisation:
            raise NotFound("appointment_unknown", "There is no such appointment.")
        return found

    def _booked(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        found = self._get(request, who)
        _expect(found, request)
        if found["status"] != "booked":
            raise Refused("not_in_this_state", "It has ended.", status=found["status"])
        return found

    def _become(self, request: dict[str, Any], who: Actor, status: str) -> dict[str, Any]:
        found = self._get(request, who)
        _expect(found, request)
        if found["status"] not in ({"booked", "kept", "missed"} - {status}):
            raise Refused("not_in_this_state", "It has ended.", status=found["status"])
        if _when(found["starts_at"]) > datetime.now(UTC):
            raise Refused("not_begun", "It has not begun.")
        return _change(found, status=status)

    def _free(self, asked_for: str, moved: dict[str, Any] | None) -> datetime:
        """The beginning, if it is ahead and nobody begins something else then."""
        try:
            starts_at = _when(asked_for).astimezone(UTC)
        except ValueError:
            raise _wrong("starts_at", "not_a_time") from None
        if starts_at < datetime.now(UTC):
            raise _wrong("starts_at", "in_the_past")
        others = [other for other, _ in self.held.values() if other is not moved and other["status"] == "booked"]
        if any(_when(other["starts_at"]) <= starts_at < _when(other["ends_at"]) for other in others):
            raise Refused("time_taken", "This time is no longer free.", alternatives=[_instead(2), _instead(8)])
        return starts_at

    def _id(self, letter: str) -> str:
        return f"00000000-0000-7000-9000-{letter}{next(self.numbers):011d}"


def _instead(days: int) -> dict[str, Any]:
    return {
        "starts_at": at(days, "11:00").isoformat(),
        "ends_at": at(days, "12:00").isoformat(),
        "place": PLACE,
        "room": "2.04",
    }


def _when(text: str) -> datetime:
    when = datetime.fromisoformat(text)
    if when.tzinfo is None:
        raise ValueError("without its zone")
    return when


def _wrong(field: str, code: str) -> Invalid:
    return Invalid("invalid", "Something is wrong.", errors=(FieldError.of(field, code),))


def _expect(thing: dict[str, Any], request: dict[str, Any]) -> None:
    if int(request["version"]) != thing["version"]:
        raise Conflict("changed_meanwhile", "Somebody was quicker.")


def _change(found: dict[str, Any], **changes: Any) -> dict[str, Any]:
    found.update(changes, version=found["version"] + 1)
    return _versioned(found)


def _versioned(found: dict[str, Any]) -> dict[str, Any]:
    return {"appointment_id": found["appointment_id"], "version": found["version"]}
