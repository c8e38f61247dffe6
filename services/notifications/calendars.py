"""The calendar file that goes with a letter about an appointment (RFC 5545, and RFC 5546 for what it asks for).

One appointment is one UID for ever, so that a move changes the entry in the reader's calendar instead of adding one.
"""

from __future__ import annotations

from datetime import datetime

from icalendar import Calendar, Event, vCalAddress

from services.notifications.model.appointments import CANCELLED, INVITATION, MOVED, Appointment

METHODS = {INVITATION: "REQUEST", MOVED: "REQUEST", CANCELLED: "CANCEL"}
_STATUS = {"REQUEST": "CONFIRMED", "CANCEL": "CANCELLED"}


def calendar_file(
    kind: str, appointment: Appointment, *, sender: str, to: str, summary: str, location: str | None, at: datetime
) -> bytes:
    """The file for a letter of this kind, in UTF-8; `at` is when the letter was asked for."""
    method = METHODS[kind]
    event = Event()
    event.add("uid", f"{appointment.appointment_id}@lotse")
    event.add("sequence", appointment.revision)
    event.add("dtstamp", at)
    event.add("dtstart", appointment.starts_at)
    if appointment.ends_at:
        event.add("dtend", appointment.ends_at)
    event.add("summary", summary)
    if location:
        event.add("location", location)
    event.add("status", _STATUS[method])
    event.add("class", "PRIVATE")  # who sees a shared calendar sees "busy"
    event.add("organizer", vCalAddress(f"mailto:{sender}"))
    # Programs offer to enter an appointment only for the one who is invited; an answer is not asked for.
    event.add("attendee", vCalAddress(f"mailto:{to}"), parameters={"RSVP": "FALSE"})
    calendar = Calendar()
    calendar.add("prodid", "-//Lotse//Letters//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(event)
    return calendar.to_ical()
