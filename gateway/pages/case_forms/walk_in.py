"""The form for somebody who has come in person."""

from __future__ import annotations

from typing import Any

from gateway.pages.case_forms.people import of_known_or_new
from gateway.pages.typed import Form


def with_consent(body: dict[str, Any]) -> dict[str, Any]:
    """The body with the consent that was ticked as an object of its own; without one where it was not."""
    version, language, agreed = (body.pop(name, None) for name in ("notice_version", "notice_language", "consent"))
    return body | ({"consent": {"notice_version": version, "language": language}} if agreed else {})


def _somebody(body: dict[str, Any]) -> dict[str, Any]:
    # Of somebody known it is not asked: nothing about them is written again.
    said = {name: value for name, value in body.items() if name != "sms_allowed" or value}
    return of_known_or_new(with_consent(said))


WALK_IN = {
    "open_case": Form(
        "cases",
        texts=(
            *("person_id", "name", "name_latin", "email", "phone", "language", "language_mode"),
            *("municipality", "track", "urgency", "message"),
            *("notice_version", "notice_language", "consent"),
        ),
        lists=("topics",),
        numbers=("birth_year",),
        ticks=("sms_allowed",),
        at_field={"has_a_case": "person_id"},
        order=(
            *("person_id", "name", "name_latin", "birth_year", "email", "phone", "municipality", "language"),
            *("language_mode", "topics", "message"),
        ),
        shape=_somebody,
    )
}
