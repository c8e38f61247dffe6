"""The desk and a counsellor at work in their browsers, without a script: the same story by pages, in both languages."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.eventually import eventually
from tests.stories.browser import Browser, Page
from tests.stories.staff import Colleague
from tests.stories.test_from_the_desk_to_a_case import opened, waiting
from tests.stories.town import Town

Api = Callable[..., Any]
Staff = dict[str, Colleague]


def sign_in(town: Town, colleague: Colleague, language: str = "de") -> tuple[Browser, Page]:
    """A browser in which somebody has signed in, and the page they come to."""
    browser = Browser(town.url)
    form = browser.open(f"/{language}/sign-in").form("/sign-in")
    page = browser.send(form, user=colleague.user, password=colleague.password)
    assert page.status == 200, page.text[:500]
    return browser, page


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_request_becomes_a_case_by_pages_alone(
    town: Town, api: Api, staff: Staff, asked: dict[str, Any], language: str
) -> None:
    receipt = waiting(api, asked)
    desk, page = sign_in(town, staff["desk"], language)
    assert urlsplit(page.url).path == f"/{language}/desk"
    page = desk.open(f"/{language}/desk?reference={receipt['reference']}")
    assert receipt["reference"] in page.text
    assert asked["name"] not in page.text, "a list names nobody"

    request = f"/{language}/desk/requests/{receipt['request_id']}"
    page = desk.open(request)
    assert asked["name"] in page.text
    assert asked["message"] in page.text
    page = desk.send(page.deed("triage_request"), track="case_management", criteria=["complex_need", "client_wants"],
                     urgency="high")  # fmt: skip
    assert page.status == 200, page.text[:800]
    page = desk.send(page.deed("offer_request", to="bruecke"))
    assert page.status == 200, page.text[:800]

    ketevan, _ = sign_in(town, staff["ketevan"], language)
    offer_id = eventually(lambda: offer_of(staff["ketevan"], receipt["request_id"]))
    page = ketevan.open(f"/{language}/offers/{offer_id}")
    assert asked["name"] not in page.text
    page = ketevan.send(page.deed("accept_offer"))
    assert urlsplit(page.url).path == f"/{language}/work"
    case_path: Any = eventually(lambda: link_to(ketevan.open(f"/{language}/work"), receipt["reference"]))
    page = ketevan.open(case_path)
    assert asked["name"] in page.text

    page = ketevan.send(page.deed("hold_consultation"), kind="in_person", topics=["housing"], minutes="30",
                        note="Unterlagen gesichtet.")  # fmt: skip
    assert page.status == 200, page.text[:800]
    page = ketevan.send(page.deed("agree_goal"), topic="housing", words="Eine Wohnung für vier")
    page = ketevan.send(page.deed("meet_barrier"), topic="language", kind="no_course", institution="course_provider")
    for words in ("Unterlagen gesichtet.", "Eine Wohnung für vier"):
        assert words in page.text
    eventually(lambda: asked["name"] not in desk.open(request).text)


def link_to(work: Page, reference: str) -> str | None:
    """Where the case with this reference is, once the page of work shows it with its person."""
    row = re.search(rf'href="(/[a-z]+/cases/[0-9a-f-]+)"(?:(?!href=).)*?{reference}', work.html, re.DOTALL)
    return row[1] if row else None


def offer_of(who: Colleague, request_id: str) -> str | None:
    offers = who("GET", "/offers?status=open&limit=100").json()["items"]
    return next((offer["offer_id"] for offer in offers if offer["request_id"] == request_id), None)


def test_two_who_change_the_same_request_are_told_and_lose_nothing_they_wrote(
    town: Town, api: Api, staff: Staff, asked: dict[str, Any]
) -> None:
    request = f"/de/desk/requests/{waiting(api, asked)['request_id']}"
    one, _ = sign_in(town, staff["desk"])
    other, _ = sign_in(town, staff["coordinator"])
    pages = one.open(request), other.open(request)
    answer = {"summary": "Öffnungszeiten und Weg zur Stelle erklärt."}
    assert one.send(pages[0].deed("triage_request"), track="orientation", urgency="low").status == 200
    late = other.send(pages[1].deed("answer_request"), **answer)
    assert late.status == 412
    assert answer["summary"] in late.text
    assert other.send(late.deed("answer_request"), **answer).status == 200


def test_who_has_not_signed_in_is_led_to_where_one_can_and_back(town: Town, staff: Staff) -> None:
    browser = Browser(town.url)
    page = browser.open("/de/desk?status=received")
    assert urlsplit(page.url).path == "/de/sign-in"
    page = browser.send(page.form("/sign-in"), user="desk", password=staff["desk"].password)
    assert (urlsplit(page.url).path, urlsplit(page.url).query) == ("/de/desk", "status=received")
    page = browser.send(page.form("/sign-out"))
    assert urlsplit(browser.open("/de/desk").url).path == "/de/sign-in"


@pytest.mark.parametrize(
    ("user", "path"),
    [("mirela", "/de/desk"), ("desk", "/de/work"), ("operator", "/de/work"), ("foreign_desk", "/de/desk")],
)
def test_a_page_of_another_role_is_a_page_that_says_so(town: Town, staff: Staff, user: str, path: str) -> None:
    browser, _ = sign_in(town, staff[user])
    assert browser.open(path).status == 403


def test_the_case_of_another_organisation_is_not_there(
    town: Town, api: Api, staff: Staff, asked: dict[str, Any]
) -> None:
    case = f"/de/cases/{opened(staff, waiting(api, asked)['request_id'])}"
    browser, _ = sign_in(town, staff["mirela"])
    page = browser.open(case)
    assert page.status == 404
    assert asked["name"] not in page.text
