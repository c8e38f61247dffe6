"""The programme profile: everything particular to a region, read once from its folder of data.

The folder (`deploy/programmes/aachen`) holds `programme.toml` and a data notice per language in `notice/`.
Codes are stable lower-case ASCII; names are per language.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Names = Mapping[str, str]  # language → name


@dataclass(frozen=True)
class Place:
    """Where consultation happens."""

    code: str
    name: Names
    municipality: str
    address: str
    phone: str


@dataclass(frozen=True)
class Notice:
    """The data notice a client reads and accepts, in one language; `sections` are (heading, paragraphs)."""

    version: str
    language: str
    title: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Organisation:
    """A body that accompanies people in this programme; `code` is its short name on the bus."""

    code: str
    kind: str
    name: str
    phone: str
    email: str
    address: Sequence[str]


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
    organisations: Mapping[str, Organisation]
    barrier_kinds: Mapping[str, Names]
    institutions: Mapping[str, Names]
    deadlines: Mapping[str, int]
    thresholds: Mapping[str, int]
    notices: Mapping[str, Notice]
    retention: Mapping[str, int]

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
            places={code: Place(code=code, **place) for code, place in data["places"].items()},
            organisations={code: Organisation(code=code, **body) for code, body in data["organisations"].items()},
            barrier_kinds=data["barrier_kinds"],
            institutions=data["institutions"],
            deadlines=data["deadlines"],
            thresholds=data["thresholds"],
            notices={language: _notice(folder / "notice" / f"{language}.toml", language) for language in languages},
            retention=data["retention"],
        )
    except OSError as error:
        raise ValueError(f"{error.filename}: cannot be read; LOTSE_PROGRAMME must name a programme's folder") from error
    except (KeyError, TypeError, tomllib.TOMLDecodeError) as error:
        raise ValueError(f"{path.name}: {error!r} is missing or malformed") from error


def _top(data: dict[str, Any], key: str) -> list[str]:
    # A list written below [programme] in TOML belongs to that table; both places are read as the same thing.
    found: list[str] = data.get(key) or data["programme"][key]
    return found


def _notice(path: Path, language: str) -> Notice:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    sections = tuple((section["heading"], tuple(section["paragraphs"])) for section in data["section"])
    return Notice(data["version"], language, data["title"], sections)
