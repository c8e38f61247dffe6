"""The words of messages as an administrator looks them over: which there are, and how each reads."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from services.chassis.errors import unknown
from services.chassis.identity import Actor
from services.notifications import permissions
from services.notifications.letters import Letters
from services.notifications.letters.words import kinds, languages, version, words
from services.notifications.model.appointments import Appointment
from services.notifications.model.text_parts import parts_of
from services.notifications.model.ways import chain_of

Answer = dict[str, Any]

# Nobody's: what stands in the place of facts.
_REFERENCE, _TOKEN, _LINK = "K7M-4XQ-6", "example", "example"
_BEGINS = datetime(2026, 11, 30, 9, 30, tzinfo=UTC)
_ABOUT_AN_APPOINTMENT = "appointment_"


def templates(who: Actor) -> Answer:
    """Every kind of message with the ways it may take, and every language with whether a native speaker has reviewed
    its words."""
    permissions.require(who, permissions.TEMPLATES)
    return {
        "kinds": [{"kind": kind, "channels": list(chain_of(kind))} for kind in kinds()],
        "languages": [
            {"language": language, "is_reviewed": bool(words(language).get("reviewed"))}
            for language in sorted(languages())
        ],
    }


def template(who: Actor, letters: Letters, kind: str, language: str) -> Answer:
    """A kind of message in one language, on every way, with invented facts. Raises NotFound for one without words."""
    permissions.require(who, permissions.TEMPLATES)
    if kind not in kinds() or language not in languages():
        raise unknown("template")
    appointment = _appointment(letters) if kind.startswith(_ABOUT_AN_APPOINTMENT) else None
    facts = letters.example_facts(kind, language, _REFERENCE, _TOKEN, appointment)
    stop_url = letters.stop_url(language, _LINK)
    mail = letters.write(kind, language, "example@example.org", "example", _BEGINS, appointment, stop_url, **facts)
    plain, html = (mail.get_body((part,)) for part in ("plain", "html"))
    short = letters.short(kind, language, appointment, **facts)
    return {
        "kind": kind,
        "language": language,
        "version": version(kind, language),
        "is_reviewed": bool(words(language).get("reviewed")),
        "channels": list(chain_of(kind)),
        "subject": str(mail["Subject"]),
        "text": plain.get_content() if plain else "",
        "html": html.get_content() if html else "",
        "has_file": any(part.get_filename() for part in mail.walk()),
        "short": {"words": short, **parts_of(short)._asdict()},
        "sides": [
            letters.post(kind, each, appointment, **facts) for each in dict.fromkeys((letters.own_language, language))
        ],
    }


def _appointment(letters: Letters) -> Appointment:
    return Appointment("example", letters.organisation, 1, _BEGINS, _BEGINS + timedelta(hours=1), letters.first_place)
