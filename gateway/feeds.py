"""A private calendar, as calendar programs read one from an address (RFC 5545; RFC 7986 for how often).

It says when and where, and neither with whom nor what about: whoever finds the address, or looks at a shared screen,
learns no more. An appointment keeps its UID for ever and counts its changes, so that programs change their entry; one
that is cancelled stays as such for a while, since some programs keep what merely vanishes.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from flask import url_for
from icalendar import Calendar, Event

from gateway import names, staff_words
from gateway.installation import here

MEDIA_TYPE = "text/calendar"
_PACE = timedelta(minutes=15)
_STATUS = {"cancelled": "CANCELLED", "asked": "TENTATIVE"}


def address(token: str) -> str:
    """Where a calendar program finds the calendar with this secret."""
    return here().address + url_for("api_feeds.feed", token=token)


def as_calendar(found: Mapping[str, Any]) -> bytes:
    """The calendar with these appointments (`feed` of the scheduling), in UTF-8; the same for the same."""
    calendar = Calendar()
    calendar.add("prodid", "-//Lotse//Calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", staff_words.word("feed", "name"))
    calendar.add("x-wr-calname", staff_words.word("feed", "name"))  # what came before RFC 7986, and is still read
    calendar.add("refresh-interval", _PACE, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT15M")
    for one in found["items"]:
        calendar.add_component(_event(one, staff_words.word("feed", found["kind"])))
    return calendar.to_ical()


def _event(one: Mapping[str, Any], summary: str) -> Event:
    changed_at = datetime.fromisoformat(one["changed_at"])
    event = Event()
    event.add("uid", f"{one['entry_id']}@lotse")
    event.add("sequence", one["revision"])
    event.add("dtstamp", changed_at)  # not now: unchanged has to read unchanged
    event.add("last-modified", changed_at)
    event.add("dtstart", datetime.fromisoformat(one["starts_at"]))
    event.add("dtend", datetime.fromisoformat(one["ends_at"]))
    event.add("summary", summary)
    if where := _where(one):
        event.add("location", where)
    event.add("status", _STATUS.get(one["status"], "CONFIRMED"))
    event.add("transp", "TRANSPARENT" if one["status"] == "cancelled" else "OPAQUE")
    event.add("class", "PRIVATE")
    return event


def _where(one: Mapping[str, Any]) -> str:
    if one["mode"] != "in_person":
        return staff_words.word("feed", one["mode"])
    place = here().programme.places.get(one["place"])
    return f"{names.place(one['place'])}, {place.address}" if place else names.place(one["place"])
