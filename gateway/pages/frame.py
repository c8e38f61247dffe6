"""What every template can say, whichever page it draws."""

from __future__ import annotations

from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path

from flask import Flask, request, url_for
from flask_babel import format_date, format_time

from gateway import assets, languages, sentences, telephones, wall_clock
from gateway.installation import here
from services.chassis.programme import Names

_TRANSLATIONS = Path(__file__).parent.parent / "translations"


def install(app: Flask) -> None:
    """Give the templates of this app their words."""
    app.context_processor(_words)
    app.add_template_filter(moment)
    app.add_template_filter(wall_clock.full_day)
    app.add_template_filter(wall_clock.hour)
    app.add_template_filter(telephones.telephone)
    app.add_template_filter(telephones.dialled)


def moment(at: datetime) -> str:
    """A point in time as people of this language write it, in the region's own time zone."""
    return f"{format_date(at, 'long')} · {format_time(at, 'short')}"  # a comma is not the same in every script


def named(names: Names) -> str:
    """The name of something in the programme, in the reader's language."""
    return names.get(languages.current()) or names.get(here().programme.default_language, "")


def in_language(language: str) -> str:
    """This page in another language; for an address that leads nowhere, the first page."""
    endpoint = request.endpoint or ""
    if not endpoint.startswith("public.") or "token" in (request.view_args or {}):
        endpoint = "public.home"
    return url_for(endpoint, language=language)


def language_choices() -> list[tuple[str, str]]:
    """The languages one may ask in: those of the pages first, the others by name, each also in its own script."""
    programme = here().programme
    return _language_choices(programme.page_languages, programme.request_languages, languages.current())


@lru_cache
def _language_choices(pages: tuple[str, ...], all_: tuple[str, ...], shown_in: str) -> list[tuple[str, str]]:
    others = sorted(set(all_) - set(pages), key=lambda code: languages.name_of(code, shown_in))
    return [(code, _both_names(code, shown_in)) for code in (*pages, *others)]


def _both_names(language: str, shown_in: str) -> str:
    own, name = languages.own_name(language), languages.name_of(language, shown_in)
    return own if own == name else f"{own} – {name}"


def place_choices() -> list[tuple[str, str]]:
    """Where one can meet us."""
    return [(place.code, named(place.name)) for place in here().programme.places.values()]


@cache
def is_reviewed(language: str) -> bool:
    """Whether a native speaker has read this translation; the head of its file says so."""
    return "X-Reviewed: yes" in (_TRANSLATIONS / language / "LC_MESSAGES" / "messages.po").read_text(encoding="utf-8")


def _words() -> dict[str, object]:
    language = languages.current()
    return {
        "language": language,
        "direction": languages.direction(language),
        "programme": here().programme,
        "home": url_for("public.home", language=language),
        "asset": assets.url,
        "in_language": in_language,
        "is_reviewed": is_reviewed,
        "language_choices": language_choices,
        "language_name": languages.name_of,
        "named": named,
        "own_name": languages.own_name,
        "place_choices": place_choices,
        "mode_of": sentences.of_mode,
        "receipt_of": sentences.of_receipt,
    }
