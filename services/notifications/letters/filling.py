"""Facts in the place of placeholders; what says something we have no fact for is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from string import Formatter
from typing import Any

from services.notifications.letters.words import RIGHT_TO_LEFT

# First strong isolate … pop directional isolate (UAX 9): a reference or a number keeps its order inside Arabic text.
_ISOLATE, _POP = "\u2068", "\u2069"

Facts = Mapping[str, str | None]  # placeholder → what stands in its place; None where there is nothing to say


def body(written: Sequence[str | list[str]], facts: Facts, language: str) -> list[str]:
    """The paragraphs that can be told, with the facts in them; those in a list of their own stand or fall together."""
    groups = [[paragraph] if isinstance(paragraph, str) else paragraph for paragraph in written]
    told = [group for group in groups if all(facts[name] is not None for name in placeholders(group))]
    return [_fill(paragraph, facts, language) for group in told for paragraph in group]


def line(written: str | Sequence[str], facts: Facts, language: str) -> str | None:
    """One line with the facts in it; of several that say the same, the first that can be told. None if none can."""
    lines = [written] if isinstance(written, str) else written
    tellable = (one for one in lines if all(facts[name] is not None for name in placeholders([one])))
    return next((_fill(one, facts, language) for one in tellable), None)


def gaps(found: Mapping[str, Any]) -> set[str]:
    """The placeholders in all that is said of one kind."""
    texts = [one for written in found.values() for one in ([written] if isinstance(written, str) else written)]
    return set().union(*(placeholders([one] if isinstance(one, str) else one) for one in texts))


def placeholders(paragraphs: Sequence[str]) -> set[str]:
    """The placeholders in some paragraphs. Raises ValueError for a brace that opens or closes nothing."""
    return {name for paragraph in paragraphs for _, name, _, _ in Formatter().parse(paragraph) if name}


def _fill(paragraph: str, facts: Facts, language: str) -> str:
    if language in RIGHT_TO_LEFT:
        # Not around an address that stands alone: what makes it a link would take the isolate for part of it.
        facts = {key: value if key.endswith("_url") else f"{_ISOLATE}{value}{_POP}" for key, value in facts.items()}
    return paragraph.format(**facts)
