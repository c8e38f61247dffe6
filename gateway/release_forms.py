"""The printed form of a release: German, and beside it the language in which it was explained, to be signed by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from flask import render_template
from flask_babel import force_locale, format_date, gettext

from gateway import languages, printing
from gateway.installation import here
from gateway.pages.frame import is_reviewed
from services.chassis.programme import Releases

# What the file is called: nobody's name stands in an address or a list of downloads.
FILE = "release.pdf"
# Who was told in a language that no form is written in reads English beside the German; an interpreter reads it out.
_FOR_OTHERS = "en"


def as_pdf(release: Mapping[str, Any]) -> bytes:
    """The form of a release, as `release` of the cases tells it, as PDF/UA."""
    own, forms = here().programme.default_language, here().programme.releases
    explained_in = release["language"] if release["language"] in forms.forms else _FOR_OTHERS
    sides = [_side(forms, language, release) for language in dict.fromkeys((own, explained_in))]
    names = release["person"]
    page = render_template(
        "letters/release.html",
        language=own,
        release=release,
        organisation=here().programme.organisations[release["organisation"]],
        sides=sides,
        name=names["name"],
        name_latin=names["name_latin"] if names["name_latin"] != names["name"] else None,
        law=forms.law,
    )
    return printing.pdf(page)


def _side(forms: Releases, language: str, release: Mapping[str, Any]) -> dict[str, Any]:
    """What one column says: the words of the form with its gaps filled, and what was agreed, in one language."""
    words = forms.forms[language]
    organisation = here().programme.organisations[release["organisation"]].name
    with force_locale(languages.locale_of(language)):
        told = {
            "statement": words["statement"].format(organisation=_apart(organisation)),
            "explained": words["explained"].format(language=languages.name_of(release["language"], language)),
            "until": _day(release["valid_until"]),
            "withdrawn": words["withdrawn"].format(day=_day(release["withdrawn_at"] or release["granted_at"])),
            "unreviewed": "" if is_reviewed(language) else gettext(_UNREVIEWED),
        }
    return {
        "language": language,
        "direction": languages.direction(language),
        "words": {**words, **told},
        "recipient": forms.recipients[release["recipient"]][language],
        "data": [forms.data[code][language] for code in release["data"]],
        "purpose": forms.purposes[release["purpose"]][language],
    }


def _apart(name: str) -> str:
    """A name within a sentence that may run the other way (Unicode TR 9: first strong isolate)."""
    return f"\u2068{name}\u2069"


_UNREVIEWED = "No native speaker has checked this translation yet. If something reads strangely, please tell us."


def _day(text: str) -> str:
    day = date.fromisoformat(text) if len(text) == len("2026-11-23") else datetime.fromisoformat(text)
    return str(format_date(day, "long"))
