"""The programme profile: everything particular to a region, read once from its folder of data.

The folder (`deploy/programmes/aachen`) holds `programme.toml` and a data notice per language in `notice/`.
Codes are stable lower-case ASCII; names are per language.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path
from typing import Any

from services.chassis import interpreting, letters
from services.chassis import places as places_of
from services.chassis.interpreting import Interpreting
from services.chassis.letters import Letter
from services.chassis.places import Place

Names = Mapping[str, str]  # language → name
SHARING = ("own", "team", "organisation")
# How a line of a sheet shows its value, and what becomes of confidential notes in the copy for a person.
SHOWN = ("text", "day", "count")
NOTES_ARE = ("withheld", "told")
SECOND_FACTOR = ("optional", "required")


@dataclass(frozen=True)
class Notice:
    """The data notice a client reads and accepts, in one language; `sections` are (heading, paragraphs)."""

    version: str
    language: str
    title: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Organisation:
    """A body that accompanies people in this programme; `code` is its short name on the bus.

    `sharing` is what its counsellors share with one another: own (nothing), team (their teams' cases) or organisation.
    `second_factor` says whether its people may sign in with a password alone (optional) or not (required).
    """

    code: str
    kind: str
    name: str
    phone: str
    email: str
    address: Sequence[str]
    sharing: str = "own"
    second_factor: str = "optional"

    def __post_init__(self) -> None:
        for name, among in (("sharing", SHARING), ("second_factor", SECOND_FACTOR)):
            if (said := getattr(self, name)) not in among:
                raise ValueError(f"organisations.{self.code}.{name} is {said!r}, not one of {', '.join(among)}")


@dataclass(frozen=True)
class ResidenceDocument:
    """What a residence document is called; `category` is the group it belongs to."""

    category: str
    name: Names


@dataclass(frozen=True)
class LegalSphere:
    """A law somebody's livelihood may come under, and the steps which that change usually brings: code → names."""

    name: Names
    steps: Mapping[str, Names]


@dataclass(frozen=True)
class QuestionPurpose:
    """What the foreigners' authority may ask for, and which data (a code of releases) an answer tells."""

    data: str
    name: Names


@dataclass(frozen=True)
class Residence:
    """Residence documents, changes of the legal sphere, and what the foreigners' authority may ask about: dated data.

    `warning_days` are the days before a document's last day at which its case says so, the longest time first.
    """

    as_of: date
    warning_days: tuple[int, ...]
    categories: Mapping[str, Names]
    documents: Mapping[str, ResidenceDocument]
    spheres: Mapping[str, LegalSphere]
    purposes: Mapping[str, QuestionPurpose]


@dataclass(frozen=True)
class Releases:
    """What a release from confidentiality can say: to whom, which data, what for (code → names), and for how many days.

    `forms` are the words of the printed form by language, `law` the articles it rests on. One for a referral has to
    allow `referral_data` for one of `referral_purposes`.
    """

    recipients: Mapping[str, Names]
    data: Mapping[str, Names]
    purposes: Mapping[str, Names]
    usual_days: int
    longest_days: int
    referral_data: str
    referral_purposes: Sequence[str]
    law: str
    forms: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class SheetLine:
    """One line of a sheet: its label as the other system says it, and where its value is in a case (`GET /cases/{id}`).

    `source` is a dotted path. Of a list, those with the values of `where` count, and of each what `each` names is told;
    `shown` is text, day, or count (how many there are). `codes` says the other system's word for ours.
    """

    label: str
    source: str
    each: str = ""
    where: Mapping[str, Any] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)
    shown: str = "text"

    def __post_init__(self) -> None:
        if self.shown not in SHOWN:
            raise ValueError(f"land_sheet: {self.label} is shown as {self.shown!r}, not as one of {', '.join(SHOWN)}")


@dataclass(frozen=True)
class LandSheet:
    """What is copied by hand from a case into the Land's database, in the order of its mask.

    `is_example` until somebody has put the labels of the real mask in.
    """

    is_example: bool
    lines: tuple[SheetLine, ...]


@dataclass(frozen=True)
class PersonCopy:
    """The copy of everything for the person it is about (GDPR article 15): whether it tells the words of confidential
    notes (article 15(4)), and its headings and what it says of their rights, by page language."""

    tells_notes: bool
    words: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class WorkingDay:
    """From when until when people are at work on a working day, by the clock of the region."""

    begins: time
    ends: time

    @property
    def hours(self) -> int:
        """How many working hours a working day has."""
        return self.ends.hour - self.begins.hour


@dataclass(frozen=True)
class Programme:
    """One region's programme."""

    id: str
    organisation: str
    name: Names
    contact: Mapping[str, Any]
    default_language: str
    time_zone: str
    holidays: str
    page_languages: tuple[str, ...]
    request_languages: tuple[str, ...]
    language_modes: Mapping[str, Names]
    topics: Mapping[str, Names]
    topic_hints: Mapping[str, Names]
    municipalities: Names
    places: Mapping[str, Place]
    accessibility: Mapping[str, Names]  # what makes it easier to come to a place
    organisations: Mapping[str, Organisation]
    barrier_kinds: Mapping[str, Names]
    institutions: Mapping[str, Names]
    deadlines: Mapping[str, int]
    appointments: Mapping[str, int]  # what clients may do with their appointments themselves, and until when
    waiting_list: Mapping[str, int]  # how freed times are offered on to those who wait
    thresholds: Mapping[str, int]
    notices: Mapping[str, Notice]
    retention: Mapping[str, int]
    document_max_bytes: int
    letters: Mapping[str, Letter]
    releases: Releases
    directory: Mapping[str, Mapping[str, Any]]  # code → what is known of a service outside
    residence: Residence
    working_day: WorkingDay
    land_sheet: LandSheet
    copy: PersonCopy
    interpreting: Interpreting
    quiet: Mapping[str, Any]  # when telephones are left in peace
    reminders: Mapping[str, int]
    video_url: str  # where one meets by video, with {room} in it
    waiting_hours: Mapping[str, int]  # for how many working hours a request may wait unseen, by urgency

    def notice(self, language: str) -> Notice:
        """The data notice in this language, or in the default language where there is none."""
        return self.notices.get(language) or self.notices[self.default_language]

    @property
    def notice_version(self) -> str:
        """The version a new consent must name."""
        return self.notices[self.default_language].version


def load(folder: Path) -> Programme:
    """The programme in this folder. Raises ValueError with the file and what is wrong in it."""
    path = folder / "programme.toml"
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        head = data["programme"]
        languages = tuple(_top(data, "page_languages"))
        places, accessibility = places_of.load(folder / "places.toml", data["places"], languages)
        return Programme(
            id=head["id"],
            organisation=head["organisation"],
            name=head["name"],
            contact=data["contact"],
            default_language=head["default_language"],
            time_zone=head["time_zone"],
            holidays=head["holidays"],
            page_languages=languages,
            request_languages=tuple(_top(data, "request_languages")),
            language_modes=data["language_modes"],
            topics={code: topic["name"] for code, topic in data["topics"].items()},
            topic_hints={code: topic.get("hint", {}) for code, topic in data["topics"].items()},
            municipalities=data["municipalities"],
            places=places,
            accessibility=accessibility,
            organisations={code: Organisation(code=code, **body) for code, body in data["organisations"].items()},
            barrier_kinds=data["barrier_kinds"],
            institutions=data["institutions"],
            deadlines=data["deadlines"],
            appointments=data["appointments"],
            waiting_list=data["waiting_list"],
            quiet=data["quiet"],
            reminders=data["reminders"],
            thresholds=data["thresholds"],
            notices={language: _notice(folder / "notice" / f"{language}.toml", language) for language in languages},
            retention=data["retention"],
            document_max_bytes=data["documents"]["max_megabytes"] * 2**20,
            letters=letters.load(folder / "letters", languages),
            video_url=data["video"]["url"],
            working_day=(working_day := _working_day(data["working_day"])),
            waiting_hours={
                limit: span.get("days", 0) * working_day.hours + span.get("hours", 0)
                for limit, span in data["waiting"].items()
            },
            releases=Releases(**_table(folder / "releases.toml")),
            directory=_table(folder / "directory.toml"),
            residence=_residence(folder / "residence.toml"),
            land_sheet=_land_sheet(folder / "land_sheet.toml"),
            copy=_copy(folder / "copy.toml", languages),
            interpreting=interpreting.load(folder / "interpreting.toml"),
        )
    except OSError as error:
        raise ValueError(f"{error.filename}: cannot be read; LOTSE_PROGRAMME must name a programme's folder") from error
    except (KeyError, TypeError, tomllib.TOMLDecodeError) as error:
        raise ValueError(f"{path.name}: {error!r} is missing or malformed") from error


def _top(data: dict[str, Any], key: str) -> list[str]:
    # A list written below [programme] in TOML belongs to that table; both places are read as the same thing.
    found: list[str] = data.get(key) or data["programme"][key]
    return found


def _residence(path: Path) -> Residence:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    steps = data["steps"]
    documents = {code: ResidenceDocument(**document) for code, document in data["documents"].items()}
    spheres = {
        code: LegalSphere(sphere["name"], {step: steps[step] for step in sphere["steps"]})
        for code, sphere in data["spheres"].items()
    }
    return Residence(
        as_of=data["as_of"],
        warning_days=tuple(sorted(data["warning_days"], reverse=True)),
        categories=data["categories"],
        documents=documents,
        spheres=spheres,
        purposes={code: QuestionPurpose(**purpose) for code, purpose in data["questions"]["purposes"].items()},
    )


def _copy(path: Path, languages: Sequence[str]) -> PersonCopy:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    if (said := data["confidential_notes"]) not in NOTES_ARE:
        raise ValueError(f"{path.name}: confidential_notes is {said!r}, not one of {', '.join(NOTES_ARE)}")
    return PersonCopy(said == "told", {language: data["words"][language] for language in languages})


def _land_sheet(path: Path) -> LandSheet:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return LandSheet(data["is_example"], tuple(SheetLine(**line) for line in data["lines"]))


def _table(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _working_day(data: dict[str, Any]) -> WorkingDay:
    # Whole hours, so that limits in days and in hours can be told from one another and never overlap.
    day = WorkingDay(time(data["begins_hour"]), time(data["ends_hour"]))
    if day.hours < 1:
        raise TypeError("a working day of no hours")
    return day


def _notice(path: Path, language: str) -> Notice:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    sections = tuple((section["heading"], tuple(section["paragraphs"])) for section in data["section"])
    return Notice(data["version"], language, data["title"], sections)
