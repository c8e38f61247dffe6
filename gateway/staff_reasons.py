"""Why an organisation could help with a request, or could not: the reasons of a suggestion, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from gateway import languages, names, staff_words
from gateway.staff_sentences import gettext, ngettext

Params = Mapping[str, Any]


def said(reason: Mapping[str, Any], municipality: str) -> str:
    """One reason in the reader's language; its code where a newer service knows more reasons.

    `municipality` is that of the request, which reasons about the place do not repeat.
    """
    words = _WORDS.get(reason["code"])
    return words({"municipality": municipality} | reason["params"]) if words else str(reason["code"])


def speaks_for(reason: Mapping[str, Any]) -> bool:
    """Whether this reason is one to ask them, rather than one not to."""
    return reason["code"] in _FOR


def _language(params: Params) -> str:
    return languages.name_of(params["language"], languages.current())


def _speaks(params: Params) -> str:
    count, language = int(params["count"]), _language(params)
    return ngettext("one speaks %(language)s", "%(num)s speak %(language)s", count, language=language)


def _covers(params: Params) -> str:
    count, municipality = int(params["count"]), names.municipality(params["municipality"])
    return ngettext("one works in %(town)s", "%(num)s work in %(town)s", count, town=municipality)


def _nobody_in(params: Params) -> str:
    return gettext("nobody works in %(town)s", town=names.municipality(params["municipality"]))


def _knows(params: Params) -> str:
    return gettext("knows about: %(topics)s", topics=", ".join(names.topic(code) for code in params["topics"]))


def _free(params: Params) -> str:
    return ngettext("one free place", "%(num)s free places", int(params["free"]))


def _declined(params: Params) -> str:
    return gettext("declined before: %(reason)s", reason=staff_words.word("decline", params["reason"]))


_WORDS: dict[str, Callable[[Params], str]] = {
    "speaks_language": _speaks,
    "no_language": lambda params: gettext("nobody speaks %(language)s", language=_language(params)),
    "covers_municipality": _covers,
    "not_municipality": _nobody_in,
    "knows_topics": _knows,
    "free_places": _free,
    "full": lambda _params: gettext("no free place"),
    "declined_before": _declined,
    "offered_already": lambda _params: gettext("asked already"),
}
_FOR = frozenset({"speaks_language", "covers_municipality", "knows_topics", "free_places"})
