"""What every page for staff shares: who is signed in, what was just done, and the words of the templates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Flask, Response, current_app, g, make_response, redirect, render_template, request, url_for
from flask_babel import format_date

from gateway import errors, languages, names, staff_reasons, staff_sentences, staff_words, wall_clock
from gateway.pages import series, ways
from gateway.pages.typed import Typed
from services.chassis.errors import LotseError


def install(app: Flask) -> None:
    """Give the templates of this app their words for staff."""
    app.add_template_filter(parsed)
    app.add_template_filter(day)
    app.add_template_filter(staff_words.since, "since")
    app.add_template_filter(wall_clock.short_day)
    app.add_template_filter(wall_clock.time_away)
    app.add_template_filter(wall_clock.long_day)
    app.jinja_env.globals.update(
        s_=staff_sentences.gettext,
        sn_=staff_sentences.ngettext,
        word=staff_words.word,
        words=staff_words.words,
        words_and_meaning=staff_words.words_and_meaning,
        ways=ways.first,
        ways_below=ways.below,
        way_here=ways.here,
        home_of_staff=home_of_staff,
        staff_languages=languages.OF_STAFF,
        in_staff_language=in_staff_language,
        organisation_name=names.organisation,
        municipality_name=names.municipality,
        place_name=names.place,
        room_name=names.room,
        room_choices=names.room_options,
        topic_name=names.topic,
        named_options=names.options,
        topic_options=names.topic_options,
        question_purpose=names.question_purpose,
        page_language_options=names.page_language_options,
        reason_said=staff_reasons.said,
        speaks_for=staff_reasons.speaks_for,
        said_before=said_before,
        today=today,
        weekdays=wall_clock.weekdays,
    )


def blueprint(name: str) -> Blueprint:
    """An empty blueprint whose addresses begin with the language."""
    made = Blueprint(name, __name__)
    made.url_value_preprocessor(_take_language)
    made.url_defaults(_give_language)
    return made


def page(
    template: str, *, problem: LotseError | None = None, stale: bool = False, typed: Typed | None = None, **values: Any
) -> Response:
    """A page for whoever is signed in. With a problem it says so on top, under the problem's own status.

    `typed` is what was sent and is shown again; `stale` says that the form had lost its token.
    """
    typed = typed or Typed()
    said = staff_sentences.of_problem(problem.code, problem.kind) if problem else None
    # Times that are free instead of one that was taken.
    instead = problem.params.get("alternatives", ()) if problem else ()
    answer = make_response(render_template(template, said=said, stale=stale, typed=typed, instead=instead, **values))
    if problem:
        found = errors.of_lotse(problem)
        answer.status_code = found.status
        answer.headers.update(found.headers)
    return answer


def leaves(endpoint: str, found: Mapping[str, Any], chosen: Mapping[str, Any]) -> dict[str, Any]:
    """The addresses of a list's next and first page, by what it was filtered by; none where one is there already."""
    kept: dict[str, Any] = {name: value for name, value in chosen.items() if value and name != "cursor"}
    return {
        "next_page": url_for(endpoint, **kept, cursor=found["next"]) if found["next"] else None,
        "first_page": url_for(endpoint, **kept) if chosen.get("cursor") else None,
    }


def to(endpoint: str, **values: Any) -> Response:
    """Go on to this page, by a GET whatever came before."""
    return current_app.make_response(redirect(url_for(endpoint, **values), 303))


def home_of_staff() -> str:
    """The address of that page; where one signs in for whoever has not."""
    return url_for(ways.home() if g.get("account") else "sign_in.form", language=languages.current())


def in_staff_language(language: str) -> str:
    """This page in the other language of staff, with what it was filtered by; the home of a page that is nowhere."""
    if request.endpoint is None:
        return url_for(ways.home(), language=language)
    path = url_for(request.endpoint, **(request.view_args or {}) | {"language": language})
    # The query is what somebody sent: it is never given to url_for, which would read `_scheme` and the like.
    return f"{path}?{urlencode(request.args.to_dict())}" if request.args else path


def parsed(at: str) -> datetime:
    """A point in time as a service writes it."""
    return datetime.fromisoformat(at)


def day(at: str) -> str:
    """A date, or the date of a point in time, as people of this language write it."""
    found = date.fromisoformat(at) if len(at) == len("2026-11-23") else datetime.fromisoformat(at)
    return str(format_date(found, "medium"))


def today() -> str:
    """Today's date where the region is (ISO 8601)."""
    return wall_clock.today().isoformat()


def said_before(told: list[Any]) -> list[str]:
    """What was just done, in words: a code for each deed, or what became of the appointments of a series."""
    return [
        sentence
        for each in told
        for sentence in ([staff_words.word("done", each)] if isinstance(each, str) else series.sentences(each))
    ]


def _take_language(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    g.language = (values or {}).pop("language")


def _give_language(_endpoint: str, values: dict[str, Any]) -> None:
    values.setdefault("language", languages.current())
