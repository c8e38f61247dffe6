"""From the calendar to a booked appointment: with keys alone, without a script, in a handful of presses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import serving
from tests.unit.gateway import busy_morning
from tests.unit.gateway.fake_intake import FakeCalls
from tests.unit.gateway.fake_scheduling import at

Open = Callable[..., Page]


@pytest.fixture
def calls() -> FakeCalls:
    return busy_morning.calls()


@pytest.fixture
def address(calls: FakeCalls) -> Iterator[str]:
    """Where a gateway listens whose services have a lot to do; each test has its own."""
    with serving(calls) as where:
        yield where


class Keyboard:
    """The keys of somebody who books; counts what they press and which pages they see."""

    def __init__(self, page: Page):
        self.page = page
        self.pressed = 0
        self.pages: list[str] = []
        page.on("load", lambda seen: self.pages.append(seen.url))

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.pressed += len(text)

    def tab_to(self, selector: str) -> None:
        while not self.page.evaluate("s => document.activeElement.matches(s)", selector):
            assert self.pressed < 100, f"{selector} cannot be reached"
            self.press("Tab")


@pytest.fixture
def calendar(open_page: Open) -> Callable[..., Page]:
    """The week of tomorrow, where a counsellor has free times."""

    def opened(path: str = f"/en/calendar?week={at(1, '12:00'):%G-W%V}", **options: Any) -> Page:
        page = open_page("/en/sign-in", script=False, **options)
        page.context.add_cookies([{"name": "lotse-session", "value": "token-of-counsellor", "url": page.url}])
        page.goto(path)
        return page

    return opened


def asked(calls: FakeCalls) -> list[dict[str, Any]]:
    return [each.request for each in calls.asked if each.method == "book_appointment"]


def test_the_next_free_time_is_booked_with_nine_presses_on_two_pages(
    calendar: Callable[..., Page], calls: FakeCalls
) -> None:
    keys = Keyboard(calendar())
    keys.press("Tab", "Enter")  # past the ways, to the content
    keys.press("Tab", "Enter")  # the next free time
    expect(keys.page.locator("[name=case]")).to_be_focused()
    keys.type("nino")
    keys.press("Enter")
    expect(keys.page.locator(".said")).to_have_text("The appointment is booked.")
    assert [request["starts_at"] for request in asked(calls)] == [at(1, "14:00").isoformat()]
    assert keys.pressed == 9
    assert len(keys.pages) == 2, "the form, and the week again"


def test_a_free_cell_of_the_week_is_booked_by_a_reference(calendar: Callable[..., Page], calls: FakeCalls) -> None:
    keys = Keyboard(calendar())
    keys.press("Tab", "Enter")
    keys.tab_to(".week__grid .free")
    chosen = parse_qs(urlsplit(keys.page.evaluate("document.activeElement.href")).query)
    keys.press("Enter")
    expect(keys.page.locator("[name=case]")).to_be_focused()
    keys.type("k7m4xq6")
    keys.press("Enter")
    expect(keys.page.locator(".said")).to_have_text("The appointment is booked.")
    assert [(request["starts_at"], request["place"]) for request in asked(calls)] == [
        (chosen["at"][0], chosen["place"][0])
    ]
    assert keys.pressed < 40


def test_where_the_time_is_taken_meanwhile_one_more_press_of_enter_books_another(
    calendar: Callable[..., Page], calls: FakeCalls
) -> None:
    page = calendar(f"/en/calendar/book?place=wuerselen-rathaus&at={at(1, '10:00').isoformat().replace('+', '%2B')}")
    keys = Keyboard(page)
    expect(page.locator("[name=case]")).to_be_focused()
    keys.type("nino")
    keys.press("Enter")
    expect(page.locator("#summary")).to_be_focused()
    keys.tab_to("[name=instead]")
    keys.press("Enter")
    expect(page.locator(".said")).to_have_text("The appointment is booked.")
    assert asked(calls)[-1]["starts_at"] == at(2, "11:00").isoformat()


@pytest.mark.parametrize("path", ["/en/calendar/day", "/en/calendar/book"])
def test_the_pages_fit_a_small_phone(calendar: Callable[..., Page], path: str) -> None:
    page = calendar(path, width=320)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
