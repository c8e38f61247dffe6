"""The readable copy of everything for a person: headings in German and in their language, the rest in German."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import render_template
from flask_babel import force_locale, gettext

from gateway import languages, printing, staff_copy
from gateway.installation import here
from gateway.pages.frame import is_reviewed

# Who speaks a language that no headings are written in reads English beside the German.
_FOR_OTHERS = "en"
# heading → the sections that stand under it, of a case and around the cases, in the order of the page
_BEFORE = {name: (name,) for name in ("person", "household", "requests")}
_OF_CASE = {
    "assessments": ("assessments",),
    "goals": ("goals",),
    "steps": ("steps",),
    "plans": ("plans", "skips"),
    "consultations": ("consultations",),
    "barriers": ("barriers",),
    "releases": ("releases",),
    "referrals": ("referrals",),
    "residence": ("residence", "sphere_changes"),
    "questions": ("questions",),
    "documents": ("documents",),
    "letters": ("letters_in",),
    "notes": ("notes",),
    "access": ("glasses",),
}
_AFTER = {
    "appointments": ("appointments", "interpreting"),
    **{name: (name,) for name in ("choices", "waiting")},
    "contacts": ("contacts", "ways"),
    "messages": ("messages", "reminders"),
    "left_out": ("left_out",),
}


def as_pdf(copy: Mapping[str, Any]) -> bytes:
    """The copy as exports.of_person or of_request gathers it, as PDF/UA."""
    programme = here().programme
    own, theirs = programme.default_language, _language_of(copy)
    with force_locale(languages.locale_of(own)):
        page = render_template(
            "letters/copy.html",
            language=own,
            copy=copy,
            sides=[_side(language) for language in dict.fromkeys((own, theirs))],
            before=_parts(copy, _BEFORE),
            cases=[
                {
                    "reference": case["reference"],
                    "facts": staff_copy.said("case", case),
                    "parts": _parts(case, _OF_CASE),
                    "locked_since": case["locked_since"],
                }
                for case in copy.get("cases", ())
            ],
            after=_parts(copy, _AFTER),
            officer=_officer(copy["controller"]),
            authority=programme.contact["supervisory_authority"],
        )
    return printing.pdf(page)


def _parts(told: Mapping[str, Any], headed: Mapping[str, tuple[str, ...]]) -> list[tuple[str, list[staff_copy.Said]]]:
    """Under each heading what there is, headings without anything left out."""
    found = {heading: [said for name in names for said in _all(told, name)] for heading, names in headed.items()}
    return [(heading, things) for heading, things in found.items() if things]


def _all(told: Mapping[str, Any], section: str) -> list[staff_copy.Said]:
    found = told.get(section, [])
    things = found if isinstance(found, list) else [found]
    return [staff_copy.said(section, thing) for thing in things]


def _language_of(copy: Mapping[str, Any]) -> str:
    spoken: list[str] = [each["language"] for each in copy.get("cases") or copy["requests"]]
    return next((code for code in spoken if code in here().programme.copy.words), _FOR_OTHERS)


def _officer(controller: Mapping[str, Any]) -> Mapping[str, Any]:
    """Whom to write to about one's data: the region's officer for the region, otherwise the organisation itself."""
    if controller["code"] == here().programme.organisation:
        return here().programme.contact["privacy_officer"]
    return {**controller, "address": [controller["name"], *controller["address"]]}


def _side(language: str) -> dict[str, Any]:
    """What one language says in the headings, and that nobody has checked it, if so."""
    with force_locale(languages.locale_of(language)):
        unreviewed = "" if is_reviewed(language) else gettext(_UNREVIEWED)
    return {
        "language": language,
        "direction": languages.direction(language),
        "words": here().programme.copy.words[language],
        "unreviewed": unreviewed,
    }


_UNREVIEWED = "No native speaker has checked this translation yet. If something reads strangely, please tell us."
