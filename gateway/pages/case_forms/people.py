"""The forms about the person in a case and about who lives with them."""

from __future__ import annotations

from typing import Any

from gateway.pages.typed import Form

# What stands in the field "Is it one of these?" for somebody who is none of them.
SOMEBODY_NEW = "new"
_NEW = ("name", "name_latin", "birth_year", "sms_allowed")


def of_known_or_new(body: dict[str, Any]) -> dict[str, Any]:
    """Of somebody known, only who it is: nothing about them is written again."""
    if body.get("person_id") == SOMEBODY_NEW:
        return {name: value for name, value in body.items() if name != "person_id"}
    known = bool(body.get("person_id"))
    return {name: value for name, value in body.items() if not known or name not in _NEW}


def _emptied(body: dict[str, Any]) -> dict[str, Any]:
    """A field that was emptied says that nothing is known any more; a name cannot be emptied."""
    return {"name": "", **dict.fromkeys(("name_latin", "birth_year", "email", "phone"))} | body


FORMS = {
    "correct_person": Form(
        "cases",
        texts=("person_id", "name", "name_latin", "phone", "email", "municipality", "language", "language_mode"),
        lists=("languages",),
        numbers=("birth_year", "version"),
        order=("name", "name_latin", "birth_year", "phone", "email", "municipality", "language", "languages"),
        names_page=False,
        shape=_emptied,
    ),
    "join_household": Form(
        "cases",
        texts=("person_id", "name", "name_latin", "relation"),
        numbers=("birth_year",),
        order=("person_id", "name", "name_latin", "birth_year", "relation"),
        at_field={"already_in_household": "person_id", "in_another_household": "person_id", "same_person": "person_id"},
        shape=of_known_or_new,
    ),
    "leave_household": Form("cases", texts=("person_id",), numbers=("version",)),
}
