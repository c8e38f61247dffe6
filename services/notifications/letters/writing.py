"""Letters are written: of words, facts and the programme's own names and places."""

from __future__ import annotations

import html
from datetime import datetime
from email.message import EmailMessage
from typing import Any
from zoneinfo import ZoneInfo

from services.chassis.programme import Programme
from services.notifications.calendars import METHODS, calendar_file
from services.notifications.dates import day, hour
from services.notifications.letters.filling import Facts, body, gaps, line
from services.notifications.letters.mail import Letter, enclose, mail_of
from services.notifications.letters.words import languages, version, words
from services.notifications.model.addressees import Addressee
from services.notifications.model.appointments import Appointment


class Letters:
    """Writes the mails of one installation."""

    def __init__(self, programme: Programme, public_url: str, sender: str, answers_to: str = ""):
        self._programme = programme
        self._public_url = public_url.rstrip("/")
        self._sender = sender or programme.contact["email"]
        self._answers_to = answers_to
        self._zone = ZoneInfo(programme.time_zone)
        self.own_language = programme.default_language
        self.organisation = programme.organisation
        self.first_place = next(iter(programme.places), None)

    def language_for(self, wanted: str, read: str) -> str:
        """The language to write in: the one asked for, else the one the data notice was read in, else the default."""
        return next(
            (language for language in (wanted, read) if language in languages()), self._programme.default_language
        )

    def language_of(self, addressee: Addressee) -> str:
        """The language somebody is written to in."""
        return self.language_for(addressee.language, addressee.notice_language)

    def status_url(self, language: str, reference: str, token: str) -> str:
        """The link that opens a request's status page."""
        return f"{self._public_url}/{language}/status/{reference}/{token}"

    def example_facts(
        self, kind: str, language: str, reference: str, token: str, appointment: Appointment | None
    ) -> dict[str, str | None]:
        """What a message is shown with to those who look its words over: where we have no fact, the gap's own name."""
        facts: dict[str, str | None] = {
            "reference": reference,
            "status_url": self.status_url(language, reference, token),
        }
        known = self._filled(language, appointment, facts)
        return {name: f"‹{name}›" for name in gaps(words(language)[kind]) - set(known)} | facts

    def stop_url(self, language: str, link: str) -> str:
        """The link by which somebody says that they want no more mails."""
        return f"{self._public_url}/{language}/messages/{link}"

    def knows_place(self, code: str | None) -> bool:
        """Whether we can say where this is; of nowhere in particular nothing need be said."""
        return code is None or code in self._programme.places

    def version(self, kind: str, language: str) -> str:
        """By which words a message is written, for whoever asks later what it said. Raises KeyError for no kind."""
        return version(kind, language)

    def short(self, kind: str, language: str, appointment: Appointment | None = None, **facts: str | None) -> str:
        """What a text message (SMS) of this kind says. Raises KeyError for a kind without words, or with none that
        can be told without a fact we lack."""
        told = line(words(language)[kind]["short"], self._filled(language, appointment, facts), language)
        if told is None:
            raise KeyError(f"nothing can be told of {kind} in a text message")
        return told

    def write(
        self,
        kind: str,
        language: str,
        to: str,
        message_id: str,
        at: datetime,
        appointment: Appointment | None = None,
        stop_url: str | None = None,
        **facts: str | None,
    ) -> EmailMessage:
        """A mail of this kind. Raises KeyError for a kind without words or a placeholder without a fact."""
        found = words(language)
        filled = self._filled(language, appointment, facts)
        letter = Letter(
            language,
            # Without isolates: a subject is one line that mail programs set as they like.
            line(found[kind]["subject"], filled, "") or self._programme.name[language],
            [found["letterhead"]["greeting"]]
            + body(found[kind]["paragraphs"], filled, language)
            + ([found[kind]["enclosed"]] if "enclosed" in found[kind] else [])
            + [found["letterhead"]["closing"], self._programme.name[language]],
            [found["letterhead"]["automatic"], found["letterhead"]["language_note"]]
            + ([found["letterhead"]["stop"], stop_url] if stop_url else []),
            html.escape(filled["phone"] or ""),
        )
        mail = mail_of(letter, sender=self._sender, to=to, answers_to=self._answers_to, message_id=message_id, at=at)
        if stop_url:
            mail["List-Unsubscribe"] = f"<{stop_url}>"  # RFC 8058: mail programs show a button for it
            mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        if appointment and kind in METHODS:  # a reminder changes nothing in the calendar
            where = f"{filled['place']}, {filled['address']}" if filled["place"] else filled["video_url"]
            summary = found["calendar"]["summary"]
            file = calendar_file(kind, appointment, sender=self._sender, to=to, summary=summary, location=where, at=at)
            enclose(mail, file, METHODS[kind])
        mail["Content-Language"] = language  # last: setting the content takes all Content- headers away
        return mail

    def post(
        self, kind: str, language: str, appointment: Appointment | None = None, **facts: str | None
    ) -> dict[str, Any]:
        """The same on paper: `language`, `subject` and `paragraphs`. Without links, which nobody types, and without
        what is said of a file. Raises KeyError for a kind without words."""
        found = words(language)
        filled = self._filled(language, appointment, {**facts, "status_url": None, "notice_url": None})
        return {
            "language": language,
            "subject": line(found[kind]["subject"], filled, "") or self._programme.name[language],
            "paragraphs": [
                found["letterhead"]["greeting"],
                *body(found[kind]["paragraphs"], filled, language),
                found["letterhead"]["closing"],
                self._programme.name[language],
            ],
        }

    def _filled(self, language: str, appointment: Appointment | None, facts: Facts) -> Facts:
        return {
            "office": self._programme.contact["office"][language],
            "phone": self._programme.contact["phone"],
            "notice_url": f"{self._public_url}/{language}/notice",
            "reference": None,
            "status_url": None,
            **facts,
            **(self._facts_of(appointment, language) if appointment else {}),
        }

    def _facts_of(self, appointment: Appointment, language: str) -> Facts:
        is_visited = appointment.place and appointment.mode == "in_person"
        place = self._programme.places[appointment.place] if is_visited and appointment.place else None
        spoken = words(language)["calendar"]
        by_video = appointment.mode == "video"
        return {
            "by_phone": spoken["by_phone"] if appointment.mode == "phone" else None,
            "by_video": spoken["by_video"] if by_video else None,
            # The room is named by the appointment's id: nobody guesses it (RFC 9562 section 5.7, 74 random bits).
            "video_url": self._programme.video_url.format(room=appointment.appointment_id) if by_video else None,
            "date": day(appointment.starts_at, language, self._zone),
            "begins": hour(appointment.starts_at, self._zone),
            "ends": hour(appointment.ends_at, self._zone) if appointment.ends_at else None,
            "place": place.name[language] if place else None,
            "address": place.address if place else None,
            **self._whom_to_call(appointment.organisation),
        }

    def _whom_to_call(self, organisation: str) -> Facts:
        """A provider's appointments are known to the provider alone, so that it is no use to call the authority."""
        provider = self._programme.organisations.get(organisation)
        if provider is None or organisation == self._programme.organisation:
            return {}
        return {"office": provider.name, "phone": provider.phone}
