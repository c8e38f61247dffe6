"""Who asks twice is found by the desk, whatever the spelling; requests are linked, counted as one person, and split."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.eventually import eventually
from tests.stories.staff import Colleague, do, look
from tests.stories.town import Town

PERSONS = "SELECT DISTINCT person_ref FROM requests WHERE request_id IN (:one, :other)"


def test_two_requests_of_one_person_are_linked_count_once_and_can_be_split(
    town: Town, api: Callable[..., Any], staff: dict[str, Colleague], asked: dict[str, Any]
) -> None:
    desk = staff["desk"]
    told = [asked | {"name": name} for name in ("Tsiuri Kvaratskhelia", "ციური კვარაცხელია", "Ziuri Kwarazchelia")]
    one, other, third = (api("POST", "/requests", json=body).json()["request_id"] for body in told)
    # That a receipt was sent changes the version of a request.
    eventually(lambda: all(look(desk, f"/requests/{each}")["receipt"] == "sent" for each in (one, other, third)))
    path = f"/requests/{one}"

    (found,) = [item for item in look(desk, f"{path}/likenesses")["items"] if item["request_id"] == other]
    assert {"like_name", "same_email"} <= set(found["reasons"])
    assert (found["name"], found["verdict"]) == ("ციური კვარაცხელია", "undecided")

    do(desk, f"{path}/likenesses", {"other_id": other, "verdict": "same"}, of=path)
    back = look(desk, f"/requests/{other}/likenesses")["items"][0]
    assert (back["request_id"], back["verdict"], back["may"]) == (one, "same", ["split"])
    eventually(lambda: len(town.rows("reporting", PERSONS, one=one, other=other)) == 1)
    assert look(desk, path)["person"]["name"] == "Tsiuri Kvaratskhelia", "linked, not merged"

    link, apart = {"other_id": third, "verdict": "same"}, {"other_id": third, "verdict": "not_the_same"}
    do(desk, f"/requests/{other}/likenesses", link, of=f"/requests/{other}")
    assert [each["request_id"] for each in look(desk, f"{path}/likenesses")["group"]] == sorted((one, other, third))
    assert do(desk, f"{path}/likenesses", apart, of=path, status=409)["code"] == "contradicts_verdicts"
    do(desk, f"{path}/likenesses", apart | {"despite": True}, of=path)
    (found,) = look(desk, f"/requests/{third}/likenesses")["contradictions"]
    assert {link["verdict"] for link in found["chain"]} == {"same"}
    do(desk, f"/requests/{third}/likenesses", {"other_id": other, "verdict": "split"}, of=f"/requests/{third}")
    assert look(desk, f"{path}/likenesses")["contradictions"] == []

    do(desk, f"/requests/{other}/likenesses", {"other_id": one, "verdict": "split"}, of=f"/requests/{other}")
    eventually(lambda: len(town.rows("reporting", PERSONS, one=one, other=other)) == 2)
    do(desk, f"{path}/likenesses", {"other_id": other, "verdict": "same"}, of=path, status=409)
