"""What is written down beside the meetings: who somebody is, what they release, where they are referred to, papers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from deploy.demo import papers
from deploy.demo.case import OpenCase
from deploy.demo.people import BORN, CLIENTS, LATIN
from services.chassis.names import latin

# For whose help in a topic which data may be told to whom, and what for: codes of the programme's releases.
RELEASES = {
    "orientation": ("municipality", ("contact",), "information"),
    "school_and_childcare": ("kita", ("contact", "family"), "placement"),
    "language": ("course_provider", ("contact", "language"), "placement"),
    "education_and_work": ("employer", ("contact", "education_and_work"), "application"),
    "housing": ("housing_provider", ("contact", "family", "housing"), "application"),
    "health": ("doctor", ("contact", "health"), "appointment"),
    "leisure": ("volunteer", ("contact",), "cooperation"),
    "finances": ("jobcenter", ("contact", "finances"), "benefits"),
}
_RELEASED_DAYS = (60, 90, 180, 180, 365)
_TITLES = ("permit_24", "permit_25_1_3", "duldung_60a", "permission_to_stay", "provisional")
# language → what many hold who speak it
_USUAL_TITLE = {"ru": "permit_24", "ka": "duldung_60a", "bs": "settlement_permit", "tr": "permit_other"}
_NOTES = (
    "Wirkt sehr erschöpft. Beim nächsten Gespräch behutsam nach der Lage zu Hause fragen.",
    "Spricht ungern vor den Kindern; beim nächsten Mal allein sprechen.",
    "Hat Angst vor Post vom Amt. Briefe gemeinsam öffnen.",
)
_CHILD = 15


@dataclass
class Referral:
    """A client was referred to somebody outside, and that is the version of it."""

    referral_id: str
    version: int
    is_answered: bool = False


class Paperwork:
    """The paperwork of one case; what is thrown with its dice changes nothing of the meetings."""

    def __init__(self, case: OpenCase, about: Mapping[str, Any]):
        self._case = case
        self._about = about
        self._dice = case.stage.dice(f"{case.story} paperwork")
        self._referrals: list[Referral] = []

    def begin(self, moment: datetime) -> None:
        """After the first meeting: each with some of the clients only."""
        for share, deed in (
            (0.7, self._know_person),
            (0.2, self._know_child),
            (0.6, self._note_title),
            (0.05, self._change_sphere),
            (0.55, self._refer),
            (0.2, self._file),
            (0.1, self._note),
        ):
            if self._dice.random() < share:
                deed(moment)

    def settle(self) -> None:
        """Before a case is closed, nobody is waited for any more."""
        for referral in self._referrals:
            if not referral.is_answered:
                which = {"referral_id": referral.referral_id, "version": referral.version}
                self._case.do("end_referral", reason=self._dice.choice(("no_answer", "not_needed")), **which)
        self._referrals.clear()

    def _know_person(self, moment: datetime) -> None:
        facts: dict[str, Any] = {}
        if "birth_year" not in self._about:
            facts["birth_year"] = self._dice.randint(*BORN)
        if name := spelled(self._about["name"]):
            facts["name_latin"] = name
        if facts:
            self._case.ask("correct_person", **self._case.look(), **facts)

    def _know_child(self, moment: datetime) -> None:
        first, _ = CLIENTS[self._about["language"]]
        name = f"{self._dice.choice(first)} {self._about['name'].split()[-1]}"
        born = moment.year - self._dice.randint(0, _CHILD)
        self._case.do("join_household", relation="child", name=name, name_latin=spelled(name), birth_year=born)

    def _note_title(self, moment: datetime) -> None:
        document = _USUAL_TITLE.get(self._about["language"]) or self._dice.choice(_TITLES)
        dates = {"valid_from": self._case.day(moment, -self._dice.randint(30, 300))}
        if document != "settlement_permit":
            dates["valid_until"] = self._case.day(moment, self._dice.randint(100, 600))
        self._case.do("note_residence", document=document, **dates)

    def _change_sphere(self, _moment: datetime) -> None:
        started = self._case.do("start_sphere_change", sphere=self._dice.choice(("sgb2", "sgb2", "sgb12")))
        which = {"change_id": started["change_id"], "version": started["version"]}
        self._case.do("tick_sphere_step", step="end_notice", **which)

    def _refer(self, moment: datetime) -> None:
        topic = self._about["topics"][0]
        recipient, data, purpose = RELEASES[topic]
        released = self._case.do(
            "grant_release",
            recipient=recipient,
            data=list(data),
            purpose=purpose,
            valid_until=self._case.day(moment, self._dice.choice(_RELEASED_DAYS)),
            interpreter_present=self._dice.random() < 0.3,
        )
        if self._dice.random() < 0.12:
            which = {"release_id": released["release_id"], "version": released["version"]}
            self._case.later(moment, (20, 60), self._dice, self._case.while_open("withdraw_release", **which))
        to = addressee(self._fitting(topic), recipient, released["release_id"])
        asked = self._case.do("make_referral", topic=topic, **to)
        referral = Referral(asked["referral_id"], asked["version"])
        self._referrals.append(referral)
        fate = self._dice.choices(("accepted", "waiting", "declined", ""), weights=(5, 3, 2, 2))[0]
        if fate:
            self._case.later(moment, (4, 25), self._dice, partial(self._hear, referral, fate))

    def _fitting(self, topic: str) -> Sequence[Mapping[str, Any]]:
        town = self._about["municipality"]
        known = self._case.stage.outside.get(self._case.who.organisation, ())
        near = [one for one in known if not one["municipalities"] or town in one["municipalities"]]
        return [one for one in near if topic in one["topics"]]

    def _hear(self, referral: Referral, answer: str, moment: datetime) -> None:
        if self._case.is_closed or referral not in self._referrals:
            return
        which = {"referral_id": referral.referral_id, "version": referral.version}
        said = {"waiting_days": self._dice.randrange(20, 180, 10)} if answer == "waiting" else {}
        referral.version = self._case.do("answer_referral", answer=answer, **which, **said)["version"]
        referral.is_answered = answer != "waiting"
        if answer == "waiting" and self._dice.random() < 0.4:
            self._case.later(moment, (15, 50), self._dice, partial(self._hear, referral, "accepted"))

    def _file(self, _moment: datetime) -> None:
        kind = self._dice.choice(tuple(papers.BROUGHT))
        name, title = papers.BROUGHT[kind]
        self._case.do("upload_document", kind=kind, name=name, title=title, content=papers.content(kind))

    def _note(self, _moment: datetime) -> None:
        self._case.do("write_note", words=self._dice.choice(_NOTES))


def addressee(services: Sequence[Mapping[str, Any]], recipient: str, release_id: str) -> dict[str, str]:
    """To whom somebody is referred: one of these services of the directory, or else somebody by name.

    With the release where it is about them; anywhere else the client goes themselves.
    """
    if not services:
        return {"outside_name": "Ehrenamtskreis im Ort"}
    service = next((one for one in services if one["kind"] == recipient), services[0])
    released = {"release_id": release_id} if service["kind"] == recipient else {}
    return {"service_id": service["service_id"], **released}


def spelled(name: str) -> str | None:
    """How somebody spells their name in Latin letters; None where the letters alone tell it."""
    parts = name.split()
    if not any(part in LATIN for part in parts):
        return None
    return " ".join(LATIN.get(part) or latin(part) for part in parts)
