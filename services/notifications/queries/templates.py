"""The words of messages as an administrator looks them over: which there are, and how each reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.chassis.errors import unknown
from services.chassis.identity import Actor
from services.chassis.programme import Programme
from services.notifications import permissions
from services.notifications.letters import Letters
from services.notifications.letters.checking import check_words
from services.notifications.letters.examples import BEGINS, example, example_stop_url
from services.notifications.letters.words import kinds, languages, version, words
from services.notifications.letters.writing import fits
from services.notifications.model.templates import OWN_PARTS, OwnWords, version_after
from services.notifications.model.text_parts import parts_of
from services.notifications.model.ways import chain_of
from services.notifications.store import Store

Answer = dict[str, Any]
Words = Mapping[str, Any]

# What words are called that nobody has published.
DRAFT = "draft"


def templates(store: Store, who: Actor) -> Answer:
    """Every kind of message with the ways it may take and the languages that have words of the programme's own, and
    every language with whether a native speaker has reviewed its shipped words."""
    permissions.require(who, permissions.TEMPLATES)
    own = [which for which, each in store.templates.in_force(kinds()).items() if fits(each)]
    return {
        "kinds": [
            {
                "kind": kind,
                "channels": list(chain_of(kind)),
                "own_languages": sorted(language for told, language in own if told == kind),
            }
            for kind in kinds()
        ],
        "languages": [
            {"language": language, "is_reviewed": bool(words(language).get("reviewed"))}
            for language in sorted(languages())
        ],
    }


def template(
    store: Store, who: Actor, letters: Letters, kind: str, language: str, written_with: str | None = None
) -> Answer:
    """A kind of message in one language, on every way, with invented facts.

    In the words in force; or in those a message was written with, as it notes them. Raises NotFound for a kind without
    words, and for words that were never ours (those that an older release shipped are not kept).
    """
    steps = _steps(store, who, kind, language)
    if written_with is None:
        name, said = _in_force(kind, language, steps)
    else:
        name, said = _written_with(kind, language, steps, written_with)
    return _shown(letters, kind, language, steps, name, said)


def preview_template(
    store: Store, who: Actor, letters: Letters, programme: Programme, kind: str, language: str, **draft: Any
) -> Answer:
    """How words would read that nobody has published. Raises Invalid for those that may not be."""
    steps = _steps(store, who, kind, language)
    check_words(letters, programme, kind, language, draft)
    return _shown(letters, kind, language, steps, DRAFT, draft)


def _steps(store: Store, who: Actor, kind: str, language: str) -> list[OwnWords]:
    permissions.require(who, permissions.TEMPLATES)
    if kind not in kinds() or language not in languages():
        raise unknown("template")
    return store.templates.steps(kind, language)


def _in_force(kind: str, language: str, steps: list[OwnWords]) -> tuple[str, Words]:
    if steps and steps[0].words and fits(steps[0]):
        return steps[0].name, steps[0].words
    return version(kind, language), words(language)[kind]


def _written_with(kind: str, language: str, steps: list[OwnWords], name: str) -> tuple[str, Words]:
    if name == version(kind, language):
        return name, words(language)[kind]
    found = next((step.words for step in steps if step.words and step.name == name), None)
    if found is None:
        raise unknown("template")
    return name, found


def _shown(letters: Letters, kind: str, language: str, steps: list[OwnWords], name: str, said: Words) -> Answer:
    """How these words read, and what was said before and after them."""
    letters = letters.saying({(kind, language): {part: said[part] for part in OWN_PARTS}})
    appointment, facts = example(letters, kind, language)
    mail = letters.write(
        kind,
        language,
        "example@example.org",
        "example",
        BEGINS,
        appointment,
        example_stop_url(letters, language),
        **facts,
    )
    plain, html = (mail.get_body((part,)) for part in ("plain", "html"))
    short = letters.short(kind, language, appointment, **facts)
    return {
        "kind": kind,
        "language": language,
        "template": name,
        "in_force": _in_force(kind, language, steps)[0],
        "version": version_after(steps),
        "is_reviewed": bool(words(language).get("reviewed")) and name == version(kind, language),
        "channels": list(chain_of(kind)),
        "words": _listed(said),
        "shipped": _listed(words(language)[kind]) | {"template": version(kind, language)},
        "steps": [_step(step) for step in steps],
        "subject": str(mail["Subject"]),
        "text": plain.get_content() if plain else "",
        "html": html.get_content() if html else "",
        "has_file": any(part.get_filename() for part in mail.walk()),
        "short": {"words": short, **parts_of(short)._asdict()},
        "sides": [
            letters.post(kind, each, appointment, **facts) for each in dict.fromkeys((letters.own_language, language))
        ],
    }


def _listed(said: Words) -> Answer:
    short = said["short"]
    return {
        "subject": said["subject"],
        "paragraphs": list(said["paragraphs"]),
        "short": [short] if isinstance(short, str) else list(short),
    }


def _step(step: OwnWords) -> Answer:
    """A step back to the shipped words has no name."""
    return {
        "template": step.name if step.words else None,
        "published_at": step.published_at.isoformat(),
        "by": step.by,
    }
