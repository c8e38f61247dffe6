"""Whether somebody's own words for a kind of message may take the place of the shipped ones.

They tell what the shipped ones tell, with the same placeholders, and give nobody away. What may be missing (a place
where somebody is called, a link that nobody has) leaves its paragraph out with it, so that it may stand together only
with what it stands together with in the shipped words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from services.chassis.errors import FieldError, Invalid
from services.chassis.programme import Programme
from services.notifications.letters.examples import example
from services.notifications.letters.filling import gaps, placeholders
from services.notifications.letters.neutral import exposing
from services.notifications.letters.words import words
from services.notifications.letters.writing import Letters
from services.notifications.model.text_parts import parts_of

# Each part costs, and an old telephone shows them one by one.
PARTS_AT_MOST = 2
# What is always there to be told.
_ALWAYS = frozenset({"office", "phone", "notice_url"})
# Nothing but a name may stand in braces: no format, and no way into what a fact is made of.
_IN_BRACES = re.compile(r"\{[a-z_]+\}")

Own = Mapping[str, Any]  # subject, paragraphs and short, as in `words/<language>.toml`


def check_words(letters: Letters, programme: Programme, kind: str, language: str, own: Own) -> None:
    """Raises Invalid with everything that has to be put right before these words may be published, field by field."""
    if found := faults(letters, programme, kind, language, own):
        raise Invalid("invalid", "These words cannot be published.", errors=found)


def faults(letters: Letters, programme: Programme, kind: str, language: str, own: Own) -> tuple[FieldError, ...]:
    """What has to be put right in these words before they may be published; nothing if they may."""
    shipped = words(language)[kind]
    found = [*_written_wrong(own, gaps(shipped)), *_exposing(own, language, programme)]
    found = found or [*_incomplete(own, shipped), *_torn_apart(own, shipped)]
    return tuple(found or _too_long(letters, kind, language, own))


def every_text(own: Own) -> Iterator[tuple[str, str]]:
    """Each text with the name of its field, such as `paragraphs.2`."""
    yield "subject", own["subject"]
    for name in ("paragraphs", "short"):
        for number, written in enumerate(_listed(own[name])):
            yield from ((f"{name}.{number}", text) for text in _listed(written))


def _listed(written: str | Sequence[Any]) -> Sequence[Any]:
    return [written] if isinstance(written, str) else written


def _written_wrong(own: Own, known: set[str]) -> Iterator[FieldError]:
    for field, text in every_text(own):
        rest = _IN_BRACES.sub("", text)
        if "{" in rest or "}" in rest:
            yield FieldError.of(field, "placeholder_broken")
            continue
        for name in sorted(placeholders([text]) - known):
            yield FieldError.of(field, "placeholder_unknown", word=f"{{{name}}}")


def _exposing(own: Own, language: str, programme: Programme) -> Iterator[FieldError]:
    for field, text in every_text(own):
        if word := exposing(text, language, programme):
            yield FieldError.of(field, "word_exposes", word=word)


def _incomplete(own: Own, shipped: Own) -> Iterator[FieldError]:
    needed = {
        "paragraphs": gaps({"paragraphs": shipped["paragraphs"]}) - gaps({"paragraphs": own["paragraphs"]}),
        "short": _told_by_each(shipped["short"]) - _told_by_each(own["short"]),
    }
    for field, names in needed.items():
        for name in sorted(names):
            yield FieldError.of(field, "placeholder_missing", word=f"{{{name}}}")


def _torn_apart(own: Own, shipped: Own) -> Iterator[FieldError]:
    """What would be left unsaid together with something that may be missing."""
    for field in ("subject", "paragraphs", "short"):
        together = _gaps_of(shipped[field])
        for number, found in enumerate(_gaps_of(own[field])):
            if not any(found - _ALWAYS <= others for others in together):
                named = ", ".join(f"{{{name}}}" for name in sorted(found - _ALWAYS))
                where = field if isinstance(own[field], str) else f"{field}.{number}"
                yield FieldError.of(where, "placeholders_apart", word=named)
    # Of several that say the same, the last one has to be told where nothing else can.
    if not _gaps_of(own["short"])[-1] - _ALWAYS <= _gaps_of(shipped["short"])[-1]:
        yield FieldError.of("short", "placeholders_apart", word=_listed(own["short"])[-1])


def _gaps_of(written: str | Sequence[Any]) -> list[set[str]]:
    """The placeholders of what stands or falls together."""
    return [placeholders(_listed(group)) for group in _listed(written)]


def _told_by_each(written: str | Sequence[Any]) -> set[str]:
    """The placeholders that stand in each of several that say the same."""
    first, *others = _gaps_of(written)
    return first.intersection(*others)


def _too_long(letters: Letters, kind: str, language: str, own: Own) -> Iterator[FieldError]:
    appointment, facts = example(letters, kind, language)
    for number, short in enumerate(_listed(own["short"])):
        told = letters.saying({(kind, language): {**own, "short": short}}).short(kind, language, appointment, **facts)
        if (parts := parts_of(told).parts) > PARTS_AT_MOST:
            yield FieldError.of(f"short.{number}", "too_many_parts", parts=parts, max=PARTS_AT_MOST)
