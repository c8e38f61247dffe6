"""What the columns of a spreadsheet are called, and which words stand for which code (`import.toml` of a programme)."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel import Locale

from services.cases.model import cases
from services.cases.schemas.imports import CHANNELS
from services.chassis.programme import Programme

_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
SHOWN_IN = ("de", "en")
FILE = "import.toml"
_NEAR = 0.75  # below that, what is suggested is a guess


@dataclass(frozen=True)
class Column:
    """A column: what it may be called (the first is the template's), and what its reader is told about it.

    What is `only_read` stands in spreadsheets of others and not in the template.
    """

    name: str
    headings: Sequence[str]
    english: str
    hint: Mapping[str, str]
    only_read: bool


@dataclass(frozen=True)
class Codes:
    """The codes of one kind: what each is called in German and English, and which words are read as which."""

    shown: Mapping[str, tuple[str, str]]
    read: Mapping[str, str]

    def of(self, word: str) -> str | None:
        """The code that this word stands for."""
        return self.read.get(plain(word))

    def near(self, word: str) -> str | None:
        """What somebody may have meant, as the template writes it."""
        found = difflib.get_close_matches(plain(word), list(self.read), n=1, cutoff=_NEAR)
        return self.shown[self.read[found[0]]][0] if found else None


@dataclass(frozen=True)
class Words:
    """The words of the spreadsheets of one programme."""

    columns: Mapping[str, Column]
    codes: Mapping[str, Codes]
    examples: tuple[str, ...]

    def column(self, heading: str) -> Column | None:
        """The column with this heading."""
        wanted = plain(heading)
        return next((column for column in self.columns.values() if wanted in map(plain, column.headings)), None)

    def is_example(self, number: str) -> bool:
        """Whether a line with this number is there to be looked at only."""
        return plain(number).startswith(tuple(map(plain, self.examples)))


def plain(text: str) -> str:
    """A word as it is compared: small, without blanks and signs, ä as ae."""
    return "".join(each for each in text.casefold().translate(_GERMAN) if each.isalnum())


def load(folder: Path, programme: Programme) -> Words:
    """The words in the folder of this programme. Raises ValueError with what is wrong in the file."""
    try:
        data = tomllib.loads((folder / FILE).read_text(encoding="utf-8"))
        return Words(
            columns={name: _column(name, column) for name, column in data["columns"].items()},
            codes={kind: _codes(kind, names, data["words"].get(kind, {})) for kind, names in _named(programme).items()},
            examples=tuple(data["example"]["marks"]),
        )
    except OSError as error:
        raise ValueError(f"{FILE}: cannot be read; the programme's folder must have one, as that of Aachen") from error
    except (KeyError, TypeError, IndexError, tomllib.TOMLDecodeError) as error:
        raise ValueError(f"{FILE}: {error!r} is missing or malformed") from error


def _column(name: str, data: Mapping[str, Any]) -> Column:
    return Column(name, [*data["de"], *data["en"]], data["en"][0], data["hint"], data.get("only_read", False))


def _named(programme: Programme) -> dict[str, dict[str, Mapping[str, str]]]:
    """kind → code → its names by language, as far as the programme has any."""
    return {
        "topic": dict(programme.topics),
        "language": {code: _language(code) for code in programme.request_languages},
        "language_mode": dict(programme.language_modes),
        "municipality": {code: dict.fromkeys(SHOWN_IN, name) for code, name in programme.municipalities.items()},
        **{
            kind: {code: {} for code in codes}
            for kind, codes in (
                ("phase", cases.PHASES),
                ("track", cases.TRACKS),
                ("urgency", cases.URGENCIES),
                ("channel", CHANNELS),
            )
        },
    }


def _language(code: str) -> dict[str, str]:
    tag = code.replace("-", "_")
    names = {language: Locale(language).languages.get(tag) for language in SHOWN_IN}
    return {language: name for language, name in names.items() if name}


def _codes(kind: str, named: Mapping[str, Mapping[str, str]], words: Mapping[str, Sequence[str]]) -> Codes:
    strange = set(words) - set(named)
    if strange:
        raise KeyError(f"words.{kind}.{min(strange)}: there is no such code")
    shown: dict[str, tuple[str, str]] = {}
    read: dict[str, str] = {}
    for code, names in named.items():
        own = words.get(code) or [names[language] for language in SHOWN_IN]
        shown[code] = (own[0], own[1])
        _enter(read, code, (code, *own, *names.values()))
    return Codes(shown, read)


def _enter(read: dict[str, str], code: str, words: Iterable[str]) -> None:
    for word in words:
        known = read.setdefault(plain(word), code)
        if known != code:
            raise KeyError(f"{word} stands for {known} and for {code}")
