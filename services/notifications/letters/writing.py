"""Letters are written: of words, facts and the programme's own names and places."""

from __future__ import annotations

import copy
import html
from collections.abc import Mapping
from datetime import datetime
from email.message import EmailMessage
from typing import Any
from zoneinfo import ZoneInfo

from services.chassis.programme import Programme
from services.notifications.calendars import METHODS, calendar_file
from services.notifications.dates import day, hour, language_name
from services.notifications.letters.filling import Facts, body, gaps, line
from services.notifications.letters.mail import Letter, enclose, mail_of
from services.notifications.letters.words import languages, version, words
from services.notifications.model.addressees import Addressee
from services.notifications.model.appointments import Appointment
from services.notifications.model.templates import OwnWords

_NOBODY_TYPES = ("status_url", "notice_url", "place_url")


def fits(own: OwnWords) -> bool:
    """Whether these words can be written with: a newer release may have taken a placeholder away, or the whole kind."""
    shipped = words(own.language).get(own.kind) if own.language in languages() else None
    return bool(own.words and shipped) and gaps(own.words or {}) <= gaps(shipped or {})


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
        self._own: Mapping[tuple[str, str], Mapping[str, Any]] = {}
        self._named: Mapping[tuple[str, str], str] = {}

    def in_words_of(self, own: Mapping[tuple[str, str], OwnWords]) -> Letters:
        """The same letters in the installation's own words, where it has some: by kind and language."""
        fitting = {which: each for which, each in own.items() if fits(each)}
        told = self.saying({which: each.words for which, each in fitting.items() if each.words})
        told._named = {which: each.name for which, each in fitting.items()}
        return told

    def saying(self, own: Mapping[tuple[str, str], Mapping[str, Any]]) -> Letters:
        """The same letters with these words for some kinds and languages, published or not."""
        told = copy.copy(self)
        told._own, told._named = own, {}
        return told

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
        return {name: f"‹{name}›" for name in gaps(self._said(kind, language)) - set(known)} | facts

    def stop_url(self, language: str, link: str) -> str:
        """The link by which somebody says that they want no more mails."""
        return f"{self._public_url}/{language}/messages/{link}"

    def knows_place(self, code: str | None) -> bool:
        """Whether we can say where this is; of nowhere in particular nothing need be said."""
        return code is None or code in self._programme.places

    def posted_by(self, organisation: str) -> tuple[str | None, ...]:
        """Whose letters an organisation posts: its own, and whoever runs the programme also those about requests, which
        are no organisation's yet (None)."""
        return (organisation, None) if organisation == self.organisation else (organisation,)

    def version(self, kind: str, language: str) -> str:
        """By which words a message is written, for whoever asks later what it said. Raises KeyError for no kind."""
        return self._named.get((kind, language)) or version(kind, language)

    def short(self, kind: str, language: str, appointment: Appointment | None = None, **facts: str | None) -> str:
        """What a text message (SMS) of this kind says. Raises KeyError for a kind without words, or with none that
        can be told without a fact we lack."""
        told = line(self._said(kind, language)["short"], self._filled(language, appointment, facts), language)
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
        found, said = words(language), self._said(kind, language)
        filled = self._filled(language, appointment, facts)
        letter = Letter(
            language,
            # Without isolates: a subject is one line that mail programs set as they like.
            line(said["subject"], filled, "") or self._programme.name[language],
            [found["letterhead"]["greeting"]]
            + body(said["paragraphs"], filled, language)
            + ([said["enclosed"]] if "enclosed" in said else [])
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
        found, said = words(language), self._said(kind, language)
        filled = {**self._filled(language, appointment, facts), **dict.fromkeys(_NOBODY_TYPES)}
        return {
            "language": language,
            "subject": line(said["subject"], filled, "") or self._programme.name[language],
            "paragraphs": [
                found["letterhead"]["greeting"],
                *body(said["paragraphs"], filled, language),
                found["letterhead"]["closing"],
                self._programme.name[language],
            ],
        }

    def _said(self, kind: str, language: str) -> Mapping[str, Any]:
        return {**words(language)[kind], **self._own.get((kind, language), {})}

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
            "interpreted": language_name(appointment.interpreted, language) if appointment.interpreted else None,
            "place": place.name[language] if place else None,
            "address": place.address if place else None,
            "place_url": f"{self._public_url}/{language}/places#{place.code}" if place else None,
            **self._whom_to_call(appointment.organisation),
        }

    def _whom_to_call(self, organisation: str) -> Facts:
        """A provider's appointments are known to the provider alone, so that it is no use to call the authority."""
        provider = self._programme.organisations.get(organisation)
        if provider is None or organisation == self._programme.organisation:
            return {}
        return {"office": provider.name, "phone": provider.phone}
