"""The words there are, in `words/<language>.toml`."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

_WORDS = Path(__file__).parents[1] / "words"
RIGHT_TO_LEFT = frozenset({"ar"})


@cache
def languages() -> frozenset[str]:
    """The languages there are words in."""
    return frozenset(path.stem for path in _WORDS.glob("*.toml"))


@cache
def words(language: str) -> Mapping[str, Any]:
    """What we write in this language, by kind of message."""
    return tomllib.loads((_WORDS / f"{language}.toml").read_text(encoding="utf-8"))


# What stands beside the kinds: who has reviewed the words, what all letters begin and end with, what calendars show.
_BESIDE = frozenset({"reviewed", "letterhead", "calendar"})


@cache
def kinds() -> tuple[str, ...]:
    """The kinds of message there are words for, in the order of the English ones."""
    return tuple(kind for kind in words("en") if kind not in _BESIDE)


@cache
def version(kind: str, language: str) -> str:
    """By which words a message of this kind is written: a hash of them and of what stands above and below."""
    found = words(language)
    written = json.dumps([found["letterhead"], found[kind]], sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()[:16]
