"""A person is corrected, and every service that keeps a copy follows; their household; finding them again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.eventually import eventually
from tests.stories.staff import Colleague, do, look
from tests.stories.test_from_the_desk_to_a_case import opened, waiting
from tests.stories.town import Town

Api = Callable[..., Any]
Staff = dict[str, Colleague]


def test_a_person_who_has_moved_and_speaks_another_language_is_known_so_everywhere(
    town: Town, api: Api, staff: Staff, asked: dict[str, Any]
) -> None:
    ketevan = staff["ketevan"]
    case_id = opened(staff, waiting(api, asked)["request_id"])
    case = f"/cases/{case_id}"
    person = look(ketevan, case)["person"]
    path, moved = f"/people/{person['person_id']}", {"municipality": "alsdorf", "language": "ru", "phone": None}
    new_name = {"name": "ნინო ლომიძე", "birth_year": 1984}
    answer = ketevan("PATCH", path, json=moved | new_name, version=person["version"])
    assert answer.status_code == 200, answer.text
    assert ketevan("PATCH", path, json=moved, version=person["version"]).status_code == 412, "somebody was quicker"
    assert ketevan("PATCH", path, json=moved).status_code == 428
    seen = look(ketevan, case)
    assert (seen["municipality"], seen["language"], seen["name"]) == ("alsdorf", "ru", new_name["name"])
    said_last = "SELECT language_sequence FROM cases WHERE case_id = :case_id"
    eventually(lambda: town.rows("reporting", said_last, case_id=case_id)[0]["language_sequence"] > 0)
    corrected = "SELECT corrected_language FROM cases WHERE case_id = :case_id"
    eventually(lambda: town.rows("scheduling", corrected, case_id=case_id) == [{"corrected_language": "ru"}])
    heard = "SELECT type FROM inbox WHERE subject = :case_id"
    eventually(lambda: {"type": "contact.changed.v1"} in town.rows("notifications", heard, case_id=case_id))

    child = {"name": "ლუკა ლომიძე", "birth_year": 2016, "relation": "child"}
    joined = do(ketevan, f"{case}/household", child, status=201)
    found = do(ketevan, "/people/search", {"name": "Nino Lomidze", "birth_year": 1984})
    assert case_id in {each["case_id"] for item in found["items"] for each in item["cases"]}
    assert not do(staff["mirela"], "/people/search", {"name": "Nino Lomidze"})["items"], "another organisation"
    assert staff["mirela"]("GET", path).status_code == 404
    own = {name: asked[name] for name in ("language", "municipality", "topics", "consent")}
    childs = do(ketevan, "/cases", own | {"person_id": joined["person_id"]}, status=201)
    by_reference = do(ketevan, "/people/search", {"reference": childs["reference"]})["items"]
    assert [item["person_id"] for item in by_reference] == [joined["person_id"]], "who came without a request has one"
    (mother,) = look(ketevan, f"/cases/{childs['case_id']}")["household"]
    assert (mother["name"], mother["relation"]) == (new_name["name"], "parent")
    for name in (new_name["name"], child["name"]):
        assert str(name).encode() not in town.stored("cases"), "names are encrypted at rest"


@pytest.mark.parametrize("name", ["Nino 2", "<script>", "★"])
def test_what_is_no_name_is_refused_with_a_sentence(staff: Staff, name: str) -> None:
    case_id = "0192f0c1-0000-7000-8000-000000000000"
    body = {"name": name, "relation": "child"}
    answer = staff["ketevan"]("POST", f"/cases/{case_id}/household", json=body)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["code"] == "not_a_name"
