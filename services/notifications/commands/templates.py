"""Say something in the programme's own words, or go back to the shipped ones."""

from __future__ import annotations

from typing import Any

from services.chassis.access import note_look
from services.chassis.clock import Clock
from services.chassis.errors import NotAllowed, changed, unknown
from services.chassis.identity import Actor
from services.chassis.programme import Programme
from services.notifications import permissions
from services.notifications.letters import Letters
from services.notifications.letters.checking import check_words
from services.notifications.letters.words import kinds, languages
from services.notifications.letters.words import version as shipped
from services.notifications.model.templates import OwnWords, version_after
from services.notifications.store import Store

Answer = dict[str, Any]
# What stands in the access log, which is signed day by day.
PUBLISHED, WITHDRAWN = "words_published", "words_withdrawn"


def publish_template(
    store: Store,
    who: Actor,
    clock: Clock,
    letters: Letters,
    programme: Programme,
    kind: str,
    language: str,
    version: int,
    **words: Any,
) -> Answer:
    """Write messages of a kind in a language with these words from now on.

    `version` is the one that was seen. Raises NotFound for a kind or language without shipped words, Invalid for words
    that may not take their place (see `letters.checking`), and Conflict if others have published meanwhile.
    """
    _require(who, programme, kind, language)
    check_words(letters, programme, kind, language, words)
    return _take(store, who, clock, OwnWords(kind, language, version, words, clock.now(), who.ref), PUBLISHED)


def withdraw_template(
    store: Store, who: Actor, clock: Clock, programme: Programme, kind: str, language: str, version: int
) -> Answer:
    """Write messages of a kind in a language with the shipped words again; one's own stay on record.

    Where these are in force already, nothing happens. Raises Conflict if others have published meanwhile.
    """
    _require(who, programme, kind, language)
    step = OwnWords(kind, language, version, None, clock.now(), who.ref)
    if (kind, language) not in store.templates.in_force({kind}):
        return _now(step, version_after(store.templates.steps(kind, language)))
    return _take(store, who, clock, step, WITHDRAWN)


def _require(who: Actor, programme: Programme, kind: str, language: str) -> None:
    permissions.require(who, permissions.PUBLISH)
    if who.organisation != programme.organisation:  # all organisations' clients read them
        raise NotAllowed("not_allowed", f"Not allowed for {who.label}. {permissions.PUBLISH}")
    if kind not in kinds() or language not in languages():
        raise unknown("template")


def _take(store: Store, who: Actor, clock: Clock, step: OwnWords, what: str) -> Answer:
    def newest() -> int:
        return version_after(store.templates.steps(step.kind, step.language))

    with store.together():
        if step.number != newest() or not store.templates.take(step):
            raise changed("template", newest())
        note_look(store.database, clock, who, f"{step.kind} {step.language}", what)
    return _now(step, step.number + 1)


def _now(step: OwnWords, version: int) -> Answer:
    name = step.name if step.words else shipped(step.kind, step.language)
    return {"kind": step.kind, "language": step.language, "template": name, "version": version}
