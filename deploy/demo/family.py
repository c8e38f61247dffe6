"""One household from its first day on, told step by step: whoever tries the demo finds everything of a case in it.

What others of the staff have to do with it is told in watching.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from deploy.demo import finding, papers
from deploy.demo.agenda import Deed
from deploy.demo.asking import Answer
from deploy.demo.case import OpenCase
from deploy.demo.paperwork import RELEASES, addressee
from deploy.demo.people import STAFF
from deploy.demo.stage import Stage

_OPENS = 9 * 60  # minutes since midnight
_APART = 25  # minutes
_TOGETHER = (6, 16)  # so many days from when it is said they come together


@dataclass(frozen=True)
class Member:
    """Somebody who lives there: as they write their name, in Latin letters, and how many years ago they were born."""

    name: str
    latin: str
    age: int


@dataclass(frozen=True)
class Household:
    """Who is accompanied by whom: `person` and `partner` have a case each, `child` has none."""

    user: str
    language: str
    municipality: str
    place: str
    phone: str
    email: str | None
    person: Member
    partner: Member
    child: Member


HOUSEHOLDS = (
    Household(
        user="counsellor",
        language="ar",
        municipality="eschweiler",
        place="eschweiler-rathaus",
        phone="+49 30 23125 401",
        email="laila.alhasan@example.org",
        person=Member("ليلى الحسن", "Laila Alhasan", 34),
        partner=Member("يوسف الحسن", "Yousef Alhasan", 37),
        child=Member("هبة الحسن", "Hiba Alhasan", 5),
    ),
    Household(
        user="bruecke",
        language="ka",
        municipality="wuerselen",
        place="wuerselen-rathaus",
        phone="+49 30 23125 402",
        email=None,
        person=Member("ნინო ბერიძე", "Nino Beridze", 29),
        partner=Member("ლევან ბერიძე", "Levan Beridze", 31),
        child=Member("მარიამ ბერიძე", "Mariam Beridze", 2),
    ),
)
_TOPICS = ("language", "housing", "school_and_childcare")
# Where they stand at first and later, in the order of the programme's eight topics.
_STANDING = {"first": (1, 1, 0, 2, 1, 2, 1, 2), "then": (2, 1, 1, 2, 1, 3, 2, 2), "now": (3, 2, 2, 2, 2, 3, 2, 3)}
# topic → a goal in their words, and in how many days from today it is due
_GOALS = {
    "language": ("Ich möchte mit der Lehrerin meiner Tochter selbst sprechen können.", 9),
    "housing": ("Eine eigene Wohnung mit drei Zimmern, in der Nähe der Schule.", 60),
    "school_and_childcare": ("Ein Platz in der Kita, damit ich zum Kurs gehen kann.", 45),
    "orientation": ("Briefe vom Amt verstehen, ohne jemanden zu fragen.", -10),
    "leisure": ("Andere Eltern kennenlernen.", 30),
}
_MORE = "Beide haben wieder eine Arbeit, wenn das Kind in der Kita ist."
_WORDS = (
    "Erstes Gespräch mit Dolmetscherin. Die Familie lebt seit acht Monaten in einer Unterkunft.",
    "Ziele in ihren Worten aufgeschrieben und vorgelesen. Sie möchte zuerst Deutsch lernen.",
    "Kurs beginnt im neuen Quartal. Kita hat abgesagt, zwei andere angeschrieben.",
    "Am Telefon: Der Kurs läuft gut, die Wohnung fehlt noch. Nächstes Gespräch vereinbart.",
)
_CONFIDENTIAL = "Sie hat erzählt, dass ihr Mann nachts nicht schläft. Nur ansprechen, wenn sie allein kommt."


class Family:
    """The story of a household; `told` are the ids and versions of what was written down, by a name for each."""

    def __init__(self, stage: Stage, household: Household):
        self.stage = stage
        self.home = household
        self.story = f"family {household.user}"
        self.who = next(one for one in STAFF if one.user == household.user)
        self.asking = stage.asking(self.story)
        self.told: dict[str, dict[str, Any]] = {}
        self._cases: dict[str, OpenCase] = {}
        self._deeds = 0

    def begin(self) -> None:
        """Put on the agenda what is done how many days before today."""
        for days, deed in self._course():
            self.on_day(days, lambda _moment, deed=deed: deed())  # type: ignore[misc]

    def on_day(self, days: int, deed: Deed) -> None:
        """Have something done on a working day so many days ago, or a little earlier; later things later that day."""
        self._deeds += 1
        moment = self.stage.days.working(days, _OPENS + self._deeds * _APART)
        self.stage.agenda.at(min(moment, self.stage.days.until - timedelta(minutes=60 - self._deeds)), self.story, deed)

    @property
    def case(self) -> OpenCase:
        """The case of the person whom the household came with."""
        return self._cases["person"]

    def keep(self, name: str, answer: Answer, noun: str) -> None:
        """Remember the id and version of what was written down, to change it later."""
        self.told[name] = {f"{noun}_id": answer[f"{noun}_id"], "version": answer["version"]}

    def released(self, name: str, recipient: str, data: tuple[str, ...], purpose: str, days: int) -> None:
        """The person releases these data to somebody for a purpose, until so many days from the day itself."""
        until = self.case.day(self.stage.clock.now(), days)
        answer = self.case.do(
            "grant_release",
            recipient=recipient,
            data=list(data),
            purpose=purpose,
            valid_until=until,
            interpreter_present=self.home.language not in self.who.languages,
        )
        self.keep(name, answer, "release")

    def _course(self) -> tuple[tuple[int, Callable[[], None]], ...]:
        return (
            (78, self._ask),
            (77, self._be_offered),
            (76, self._be_accepted),
            (75, self._begin),
            (68, self._assess_first),
            (61, self._plan),
            (60, self._release),
            (58, self._refer),
            (54, self._join),
            (50, self._note_titles),
            (45, self._bring_papers),
            (40, self._hear_back),
            (35, self._change_sphere),
            (33, self._get_on),
            (30, self._write_letters),
            (20, self._plan_more),
            (10, self._call),
            (7, self._release_shortly),
            (1, self._meet_together),
        )

    def _ask(self) -> None:
        """They come to the desk in person, with the person's telephone number."""
        self.told["request"] = self.asking.ask(
            self.stage.actors["desk"],
            "intake",
            "receive_request",
            channel="walk_in",
            name=self.home.person.name,
            birth_year=self._born(self.home.person),
            phone=self.home.phone,
            email=self.home.email,
            topics=list(_TOPICS),
            **self._where(),
        )

    def _be_offered(self) -> None:
        found = {"track": "case_management", "criteria": ["several_actors", "client_wants"], "urgency": "normal"}
        self._by_desk("triage_request", **found)
        self.told["offer"] = self._by_desk("offer_request", to=self.who.organisation)

    def _by_desk(self, method: str, **said: Any) -> Answer:
        which: dict[str, Any] = {"request_id": self.told["request"]["request_id"]}
        return self.asking.change(self.stage.actors["desk"], "intake", "request", method, **which, **said)

    def _be_accepted(self) -> None:
        which: dict[str, Any] = {"offer_id": self.told["offer"]["offer_id"]}
        accepted = self.asking.change(self.stage.actors[self.who.user], "cases", "offer", "accept_offer", **which)
        self._have("person", accepted)

    def _begin(self) -> None:
        self.case.ask("correct_person", **self.case.look(), name_latin=self.home.person.latin)
        self._consult("in_person", 60, _WORDS[0])
        self.case.do("write_note", words=_CONFIDENTIAL)

    def _have(self, role: str, opened: Answer) -> None:
        self._cases[role] = OpenCase(self.stage, self.story, self.asking, self.who, opened["case_id"])

    def _where(self) -> dict[str, Any]:
        """In which town they live, which language they speak, and that they have agreed to be written down."""
        consent = {"notice_version": self.stage.programme.notice_version, "language": self.home.language}
        return {"municipality": self.home.municipality, "language": self.home.language, "consent": consent}

    def _born(self, member: Member) -> int:
        return self.stage.days.today.year - member.age

    def _facts(self, member: Member) -> dict[str, Any]:
        return {"name_latin": member.latin, "birth_year": self._born(member)}

    def _consult(self, kind: str, minutes: int, words: str) -> None:
        self.case.do(
            "hold_consultation",
            kind=kind,
            topics=list(_TOPICS),
            minutes=minutes,
            with_interpreter=self.home.language not in self.who.languages,
            place=self.home.place if kind == "in_person" else None,
            note=words,
        )

    def _assess(self, when: str) -> None:
        self.case.do("record_assessment", scores=dict(zip(self.stage.programme.topics, _STANDING[when], strict=True)))

    def _assess_first(self) -> None:
        self._assess("first")
        self.case.change("enter_phase", phase="assessment")

    def _plan(self) -> None:
        self._consult("in_person", 45, _WORDS[1])
        for topic, (words, days) in _GOALS.items():
            self._aim(topic, words, days)
        self._step("test", "language", "client", "Zum Einstufungstest gehen", -47)
        self._step("permit", "housing", "client", "Wohnberechtigungsschein beantragen", -31)
        self._step("kitas", "school_and_childcare", "counsellor", "Drei Kitas anschreiben", -51)
        self.case.change("enter_phase", phase="planning")
        self.case.do("agree_plan")
        self.case.change("enter_phase", phase="linking")

    def _aim(self, topic: str, words: str, days: int) -> None:
        goal = self.case.do("agree_goal", topic=topic, words=words, due_on=self._due(days))
        self.keep(f"goal {topic}", goal, "goal")

    def _step(self, name: str, topic: str, doer: str, words: str, days: int) -> None:
        goal_id = self.told[f"goal {topic}"]["goal_id"]
        step = self.case.do("plan_step", goal_id=goal_id, doer=doer, words=words, due_on=self._due(days))
        self.keep(name, step, "step")

    def _due(self, days: int) -> str:
        """The day so many days from today; most of these were to come when it was said."""
        return self.case.day(self.stage.days.until, days)

    def _release(self) -> None:
        for topic in _TOPICS:
            recipient, data, purpose = RELEASES[topic]
            self.released(f"release {topic}", recipient, data, purpose, 180)
        self.released("release jobcenter", "jobcenter", ("contact", "finances"), "benefits", 90)

    def _refer(self) -> None:
        for topic in _TOPICS:
            recipient = RELEASES[topic][0]
            services = [one for one in self.stage.outside.get(self.who.organisation, ()) if topic in one["topics"]]
            to = addressee(services, recipient, self.told[f"release {topic}"]["release_id"])
            self.keep(f"referral {topic}", self.case.do("make_referral", topic=topic, **to), "referral")

    def _join(self) -> None:
        child, partner = self.home.child, self.home.partner
        self.case.do("join_household", relation="child", name=child.name, **self._facts(child))
        known = self.case.do("join_household", relation="partner", name=partner.name, **self._facts(partner))
        me, topics = self.stage.actors[self.who.user], ["education_and_work"]
        partners = {"person_id": known["person_id"], "track": "case_management", "topics": topics, **self._where()}
        self._have("partner", self.asking.ask(me, "cases", "open_case", **partners))

    def _note_titles(self) -> None:
        ends = {"person": 30, "partner": 7}  # days from today
        for role, days in ends.items():
            dates = {"valid_from": self._due(days - 365), "valid_until": self._due(days)}
            self._cases[role].do("note_residence", document="permit_24" if role == "person" else "duldung_60a", **dates)

    def _bring_papers(self) -> None:
        for kind, (name, title) in papers.BROUGHT.items():
            self.case.do("upload_document", kind=kind, name=name, title=title, content=papers.content(kind))

    def _hear_back(self) -> None:
        waits = {"answer": "waiting", "waiting_days": 90, "ask_again_on": self._due(2)}
        self.case.do("answer_referral", **self.told["referral housing"], **waits)
        self.case.do("answer_referral", **self.told["referral language"], answer="accepted")
        met = {"kind": "no_place", "institution": "kita", "note": "Absage: erst wieder im Sommer."}
        self.case.do("meet_barrier", topic="school_and_childcare", **met)
        self._wall()

    def _wall(self) -> None:
        met = self.case.do("meet_barrier", topic="language", kind="waiting_time", institution="course_provider")
        cleared = {"how": "way_around", "note": "Kurs in der Nachbarstadt gefunden."}
        self.case.do("clear_barrier", barrier_id=met["barrier_id"], version=met["version"], **cleared)

    def _change_sphere(self) -> None:
        self.keep("change", self.case.do("start_sphere_change", sphere="sgb2"), "change")
        steps = tuple(self.stage.programme.residence.spheres["sgb2"].steps)
        for step in steps[: len(steps) // 2]:
            self.keep("change", self.case.do("tick_sphere_step", **self.told["change"], step=step), "change")

    def _get_on(self) -> None:
        self._consult("in_person", 45, _WORDS[2])
        for step in ("test", "kitas", "permit"):
            self.case.do("finish_step", **self.told[step])
        self._assess("then")
        self.case.change("enter_phase", phase="monitoring")

    def _write_letters(self) -> None:
        self._letter("invitation")
        to = {"recipient": "jobcenter", "purpose": "benefits", "data": ["contact", "finances"]}
        self._letter("authority_request", **to)
        self.case.do("withdraw_release", **self.told["release jobcenter"])

    def _letter(self, code: str, **to: Any) -> None:
        own = self.stage.programme.organisations[self.who.organisation]
        values: Mapping[str, str] = {
            "name": self.home.person.latin,
            "since": f"{self.stage.days.today - timedelta(days=75):%d.%m.%Y}",
            "counsellor": self.who.name,
            "office": own.name,
            "phone": own.phone,
            "email": own.email,
        }
        self.case.do("write_letter", letter=code, **papers.letter(self.stage.programme, code, values), **to)

    def _plan_more(self) -> None:
        self.case.do("reach_goal", **self.told["goal orientation"])
        self._aim("education_and_work", _MORE, 130)
        self._step("papers", "education_and_work", "client", "Zeugnisse zum Übersetzen bringen", -5)
        self._step("call", "housing", "counsellor", "Bei der Genossenschaft nachfragen", 0)
        self._step("card", "housing", "client", "Wohnungskarte ausfüllen und mitbringen", 4)
        self.case.do("agree_plan")

    def _call(self) -> None:
        self._consult("phone", 15, _WORDS[3])
        self._assess("now")

    def _release_shortly(self) -> None:
        self.released("release school", "school", ("family", "language"), "cooperation", 12)

    def _meet_together(self) -> None:
        """Both are invited, to one appointment."""
        times = finding.free_times(self.stage, self.asking, self.who.user, self.stage.clock.now(), _TOGETHER)
        if times:
            cases = {"case_id": self.case.case_id, "with_case_ids": [self._cases["partner"].case_id]}
            self.asking.ask(self.stage.actors[self.who.user], "scheduling", "book_appointment", **cases, **times[0])
