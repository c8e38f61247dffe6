"""The scheduling: hours, slots and appointments."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from marshmallow import EXCLUDE

from services.chassis import fields
from services.chassis.clock import new_id
from services.chassis.database import Database
from services.chassis.envelope import Envelope
from services.chassis.errors import Refused
from services.chassis.handler import Message
from services.chassis.identity import Actor
from services.chassis.testing import StoppedClock
from services.scheduling import reactions as scheduling_reactions
from services.scheduling.commands import absences as absence_commands
from services.scheduling.commands import appointments as appointment_commands
from services.scheduling.commands import booking, past_time
from services.scheduling.commands import hours as hours_commands
from services.scheduling.model.hours import Calendar
from services.scheduling.queries import absences as absence_queries
from services.scheduling.queries import alternatives
from services.scheduling.queries import appointments as appointment_queries
from services.scheduling.queries import hours as hours_queries
from services.scheduling.queries import slots as slot_queries
from services.scheduling.queries import subjects as subject_queries
from services.scheduling.schemas import absences as of_absences
from services.scheduling.schemas import appointments as of_appointments
from services.scheduling.schemas import heard
from services.scheduling.schemas import hours as of_hours
from services.scheduling.schemas import slots as of_slots
from services.scheduling.store import Store as SchedulingStore
from tests.builders.people import PROGRAMME
from tests.builders.service import Service

# Who counsels at the region and at a free provider; their ids are those of accounts.
ADA = Actor(frozenset({"counsellor"}), "kim", "018f4a7e-0000-7000-8000-0000000000a1")
BEN = Actor(frozenset({"counsellor"}), "kim", "018f4a7e-0000-7000-8000-0000000000b2")
RUTH = Actor(frozenset({"counsellor"}), "bruecke", "018f4a7e-0000-7000-8000-0000000000c3")
TOWN_HALL = "wuerselen-rathaus"


def _timed(reaction: Any, clock: StoppedClock) -> Any:
    """A reaction that also asks what time it is."""
    return lambda store, message: reaction(store, clock, message)


class Scheduling(Service):
    """The scheduling, told by the cases and asked by its commands, as its schemas read them."""

    name = "scheduling"
    calendar = Calendar.of(PROGRAMME.time_zone, PROGRAMME.holidays, PROGRAMME.places)

    def __init__(self, place: Path | Database, clock: StoppedClock | None = None) -> None:
        super().__init__(place, clock)
        parts = self.parts
        self.store = SchedulingStore(self.database, parts.outbox, parts.vault, parts.seal_keys, parts.bells)

    def hear(self, *envelopes: Envelope) -> None:
        """React to what the cases said, as far as we listen to it."""
        react: dict[str, tuple[Any, Any]] = {
            "case.opened.v1": (scheduling_reactions.on_case_opened, heard.CaseOpened),
            "case.closed.v1": (scheduling_reactions.on_case_closed, heard.CaseClosed),
            "case.assigned.v1": (_timed(scheduling_reactions.on_case_assigned, self.clock), heard.CaseAssigned),
            "person.corrected.v1": (
                scheduling_reactions.on_person_corrected,
                heard.PersonCorrected,
            ),
            "case.reopened.v1": (scheduling_reactions.on_case_reopened, heard.CaseReopened),
            "case.locked.v1": (_timed(scheduling_reactions.on_case_locked, self.clock), heard.CaseLocked),
            "case.unlocked.v1": (scheduling_reactions.on_case_unlocked, heard.CaseUnlocked),
            "case.erased.v1": (_timed(scheduling_reactions.on_case_erased, self.clock), heard.CaseErased),
            "counsellor.engaged.v1": (scheduling_reactions.on_counsellor_engaged, heard.CounsellorEngaged),
        }
        for envelope in envelopes:
            if envelope.type in react:
                reaction, schema = react[envelope.type]
                reaction(self.store, Message(envelope, schema(unknown=EXCLUDE).load(envelope.data)))

    def hear_of(self, type_: str, about: str, **data: Any) -> None:
        """React to a message of the cases with these data; `about` is its subject."""
        header = {"id": new_id(), "source": "cases@kim", "type": type_, "subject": about, "time": self.clock.now()}
        rest = {"sequence": 1, "correlationid": "0" * 32, "causationid": None, "actor": "system", "traceparent": ""}
        self.hear(Envelope(data=data, **header, **rest))  # type: ignore[arg-type]

    def open_case(self, organisation: str = "kim", language: str = "ka", case_id: str | None = None) -> str:
        """A case is opened; returns its id."""
        case_id, now = case_id or new_id(), self.clock.now().isoformat()
        told = {"case_id": case_id, "organisation": organisation, "language": language, "opened_at": now}
        self.hear_of("case.opened.v1", case_id, **told)
        return case_id

    def close_case(self, case_id: str, organisation: str = "kim") -> None:
        told = {"case_id": case_id, "organisation": organisation, "closed_at": self.clock.now().isoformat()}
        self.hear_of("case.closed.v1", case_id, **told)

    def lock_case(self, case_id: str, away: Actor, at: datetime | None = None, counsellor: Actor = ADA) -> None:
        """A case that a counsellor has is locked for somebody from now (or then) on."""
        told = {"case_id": case_id, "organisation": away.organisation, "account_id": away.ref}
        told["counsellor_id"] = counsellor.ref
        self.hear_of("case.locked.v1", case_id, **told, locked_at=(at or self.clock.now()).isoformat())

    def unlock_case(self, case_id: str, away: Actor, at: datetime | None = None) -> None:
        """A case is there for somebody again, from now (or then) on."""
        told = {"case_id": case_id, "organisation": away.organisation, "account_id": away.ref}
        self.hear_of("case.unlocked.v1", case_id, **told, unlocked_at=(at or self.clock.now()).isoformat())

    def assign_case(self, case_id: str, to: Actor, previous: Actor = ADA, at: datetime | None = None) -> None:
        """Another counsellor has a case from now (or then) on."""
        told = {"case_id": case_id, "organisation": to.organisation, "counsellor_id": to.ref}
        assigned_at = (at or self.clock.now()).isoformat()
        self.hear_of("case.assigned.v1", case_id, **told, previous_id=previous.ref, assigned_at=assigned_at)

    def engage(self, who: Actor = ADA, languages: tuple[str, ...] = ("ka", "de"), active: bool = True) -> None:
        """Somebody counsels, or no longer does."""
        told = {"counsellor_id": who.ref, "organisation": who.organisation, "languages": list(languages)}
        engaged_at = self.clock.now().isoformat()
        self.hear_of("counsellor.engaged.v1", who.ref, **told, active=active, engaged_at=engaged_at)

    def keep_hours(self, who: Actor = ADA, **changes: Any) -> dict[str, Any]:
        """Mondays from nine to twelve in the town hall (with these changes)."""
        mondays = {"place": TOWN_HALL, "weekday": 0, "begins": "09:00", "ends": "12:00"}
        asked = fields.load(of_hours.KeepHours(PROGRAMME), mondays | changes)
        return hours_commands.keep_hours(self.store, who, self.clock, self.calendar, asked)

    def drop_hours(self, kept: dict[str, Any], who: Actor = ADA) -> dict[str, Any]:
        return hours_commands.drop_hours(self.store, who, kept["hours_id"], kept["version"])

    def hours(self, who: Actor = ADA) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = hours_queries.hours(self.store, who)["items"]
        return items

    def slots(self, who: Actor = ADA, day: str = "2026-11-30", **asked: Any) -> list[dict[str, Any]]:
        """Free times of a day, Monday, 30 November."""
        items: list[dict[str, Any]] = self.page_of_slots(who, day, **asked)["items"]
        return items

    def page_of_slots(self, who: Actor = ADA, day: str = "2026-11-30", **asked: Any) -> dict[str, Any]:
        """A page of them, and the cursor of the next."""
        read = fields.load(of_slots.Slots(PROGRAMME), {"from": day, "to": day} | asked)
        return slot_queries.slots(self.store, who, self.clock, self.calendar, **read)

    def note_absence(self, who: Actor = ADA, **changes: Any) -> dict[str, Any]:
        """On leave on Monday, 30 November (with these changes)."""
        leave = {"from": "2026-11-30", "to": "2026-11-30", "kind": "leave"}
        asked = fields.load(of_absences.NoteAbsence(), leave | changes)
        return absence_commands.note_absence(self.store, who, self.calendar, **asked)

    def drop_absence(self, noted: dict[str, Any], who: Actor = ADA) -> dict[str, Any]:
        return absence_commands.drop_absence(self.store, who, noted["absence_id"], noted["version"])

    def absences(self, who: Actor = ADA, **asked: Any) -> list[dict[str, Any]]:
        """Those that reach into November and December."""
        read = fields.load(of_absences.Absences(), {"from": "2026-11-01", "to": "2026-12-31"} | asked)
        items: list[dict[str, Any]] = absence_queries.absences(self.store, who, self.calendar, **read)["items"]
        return items

    def book(self, case_id: str, who: Actor = ADA, **changes: Any) -> dict[str, Any]:
        """An hour on Monday, 30 November, from ten (with these changes)."""
        asked = self.asked_to_book(case_id, **changes)
        return booking.book_appointment(self.store, who, self.clock, self.calendar, asked)

    def book_or_hear(self, case_id: str, who: Actor = ADA, **changes: Any) -> dict[str, Any]:
        """The same; what is told beside the refusal, once its transaction is over, to whoever is refused."""
        try:
            return self.book(case_id, who, **changes)
        except Refused as refusal:
            return self.told_beside(refusal, who, self.asked_to_book(case_id, **changes))

    def move_or_hear(self, booked: dict[str, Any], who: Actor = ADA, **to: Any) -> dict[str, Any]:
        try:
            return self.move(booked, who, **to)
        except Refused as refusal:
            return self.told_beside(refusal, who, self.asked_to_move(booked, **to))

    def told_beside(self, refusal: Refused, who: Actor, asked: dict[str, Any]) -> dict[str, Any]:
        told = alternatives.to_refused(self.store, who, self.clock, self.calendar, asked, refusal)
        return {"refused": refusal.code, **told}

    @staticmethod
    def asked_to_book(case_id: str, **changes: Any) -> dict[str, Any]:
        at_ten = {"place": TOWN_HALL, "starts_at": "2026-11-30T10:00:00+01:00", "minutes": 60}
        return fields.load(of_appointments.BookAppointment(PROGRAMME), {"case_id": case_id} | at_ten | changes)

    @staticmethod
    def asked_to_move(booked: dict[str, Any], **to: Any) -> dict[str, Any]:
        at_eleven = {"starts_at": "2026-11-30T11:00:00+01:00"}
        return fields.load(of_appointments.MoveAppointment(PROGRAMME), booked | at_eleven | to)

    def move(self, booked: dict[str, Any], who: Actor = ADA, **to: Any) -> dict[str, Any]:
        """To eleven (or to where and when else is said)."""
        asked = self.asked_to_move(booked, **to)
        return booking.move_appointment(self.store, who, self.clock, self.calendar, asked)

    def cancel(
        self, booked: dict[str, Any], who: Actor = ADA, by: str = "client", reason: str = "illness"
    ) -> dict[str, Any]:
        seen = booked["appointment_id"], booked["version"]
        return appointment_commands.cancel_appointment(self.store, who, self.clock, *seen, by, reason)

    def kept(self, booked: dict[str, Any], who: Actor = ADA) -> dict[str, Any]:
        return appointment_commands.appointment_kept(self.store, who, self.clock, **booked)

    def missed(self, booked: dict[str, Any], who: Actor = ADA) -> dict[str, Any]:
        return appointment_commands.appointment_missed(self.store, who, self.clock, **booked)

    def appointment(self, booked: dict[str, Any], who: Actor = ADA) -> dict[str, Any]:
        return appointment_queries.appointment(self.store, who, self.clock, booked["appointment_id"])

    def appointments(
        self, who: Actor = ADA, first: str = "2026-11-30", last: str = "2026-11-30", **asked: Any
    ) -> dict[str, Any]:
        """Those of some days, of Monday, 30 November."""
        read = fields.load(of_appointments.Appointments(), {"from": first, "to": last} | asked)
        return appointment_queries.appointments(self.store, who, self.clock, self.calendar, **read)

    def export_subject(self, who: Actor, warrant: str) -> list[dict[str, Any]]:
        """What the copy for somebody tells of their appointments."""
        items: list[dict[str, Any]] = self.export_in_full(who, warrant)["appointments"]
        return items

    def export_in_full(self, who: Actor, warrant: str) -> dict[str, Any]:
        """What the copy for somebody tells of all that is known here."""
        return subject_queries.export_subject(self.store, who, self.clock, self.parts.seal_keys, warrant)

    def forget_past_time(self, who: Actor | None = None) -> int:
        return past_time.forget_past_time(self.store, who or Actor.system(), self.clock)
