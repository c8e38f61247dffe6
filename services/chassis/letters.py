"""The letters of a programme: templates with gaps, a file for each in the profile's folder `letters/`.

A letter to a client has its words in every language of the pages; one to somebody outside is written in the words it
has. `{name}` and the like are filled from the case; three dots mark what a person still has to write.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

# Who it goes to: the client themselves, or somebody outside, which needs a release.
CLIENT, OUTSIDE = AUDIENCES = ("client", "outside")
GAPS = frozenset({"name", "since", "counsellor", "office", "phone", "email"})
_GAP = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Letter:
    """One template; `subject` and `text` by language, `name` as staff call it."""

    code: str
    audience: str
    name: Mapping[str, str]
    subject: Mapping[str, str]
    text: Mapping[str, str]

    @property
    def is_to_client(self) -> bool:
        """Whether it goes to the client; what goes to anybody else needs a release."""
        return self.audience == CLIENT

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it can be written in."""
        return tuple(self.text)

    def filled(self, language: str, values: Mapping[str, str]) -> tuple[str, str]:
        """Subject and text in one of its languages, with these values (of GAPS) in their gaps."""
        return _fill(self.subject[language], values), _fill(self.text[language], values)


def load(folder: Path, languages: tuple[str, ...]) -> dict[str, Letter]:
    """The templates in this folder by code. Raises ValueError with the file and what is wrong in it."""
    return {path.stem: _letter(path, languages) for path in sorted(folder.glob("*.toml"))}


def _letter(path: Path, languages: tuple[str, ...]) -> Letter:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        text = {language: words.strip() for language, words in data["text"].items()}
        letter = Letter(path.stem, data["audience"], data["name"], data["subject"], text)
    except (KeyError, AttributeError, tomllib.TOMLDecodeError) as error:
        raise ValueError(f"letters/{path.name}: {error!r} is missing or malformed") from error
    if letter.audience not in AUDIENCES:
        raise ValueError(f"letters/{path.name}: audience is one of {', '.join(AUDIENCES)}")
    wanted = set(languages) if letter.audience == CLIENT else set(letter.text)
    if not wanted or set(letter.subject) != wanted or set(letter.text) != wanted:
        raise ValueError(f"letters/{path.name}: subject and text are there in {', '.join(sorted(wanted))}, both in all")
    written = [*letter.subject.values(), *letter.text.values()]
    if strange := {gap for words in written for gap in _GAP.findall(words)} - GAPS:
        raise ValueError(f"letters/{path.name}: nothing fills {{{', '.join(sorted(strange))}}}")
    return letter


def _fill(words: str, values: Mapping[str, str]) -> str:
    return _GAP.sub(lambda gap: values[gap[1]], words)
