"""Can a person use the public pages: on an old phone, with the keyboard, without a script, from right to left?"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import complaints
from tests.unit.gateway.fake_intake import REFERENCE, TOKEN

Open = Callable[..., Page]

ALL_LANGUAGES = ("de", "en", "ar", "ru", "ka", "bs", "tr", "fr")
LINK = f"/status/{REFERENCE}/{TOKEN}"


def stay(_page: Page, _language: str) -> None:
    """The page is what its address says."""


def send_empty(page: Page, _language: str) -> None:
    page.click("button.send")


def send_filled(page: Page, language: str) -> None:
    fill(page)
    page.click("button.send")
    page.wait_for_url(f"**/{language}/received")


def go_on_to_withdraw(page: Page, language: str) -> None:
    page.goto(f"/{language}/withdraw")


# name → where it begins, and what brings it about
PAGES: dict[str, tuple[str, Callable[[Page, str], None]]] = {
    "home": ("/", stay),
    "request": ("/request", stay),
    "request with mistakes": ("/request", send_empty),
    "received": ("/request", send_filled),
    "status": (LINK, stay),
    "find": ("/status", stay),
    "find with a mistake": ("/status", send_empty),
    "withdraw": (LINK, go_on_to_withdraw),
    "notice": ("/notice", stay),
    "accessibility": ("/accessibility", stay),
    "nowhere": ("/nowhere", stay),
}


def fill(page: Page) -> None:
    """Fill in what a client has to."""
    page.check("#topics-housing")
    page.select_option("#municipality", "wuerselen")
    page.fill("#name", "ნინო ბერიძე")
    page.fill("#email", "nino@example.org")
    page.check("#consent")


def each_page(page: Page, language: str) -> Iterator[str]:
    """Bring about one page after the other, as one client; yields its name."""
    for name, (path, bring_about) in PAGES.items():
        page.context.clear_cookies()
        page.goto(f"/{language}{path}")
        bring_about(page, language)
        yield name


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["de", "ar"])
def test_axe_finds_nothing_to_complain_about_on_any_page(open_page: Open, language: str, scheme: str) -> None:
    page = open_page(f"/{language}/", scheme=scheme)
    assert not [(name, complaint) for name in each_page(page, language) for complaint in complaints(page)]


def test_the_documentation_of_the_api_is_accessible_too(open_page: Open) -> None:
    page = open_page("/api/documentation")
    assert not complaints(page)


@pytest.mark.parametrize("language", ALL_LANGUAGES)
def test_no_page_has_to_be_scrolled_sideways_at_320_pixels(open_page: Open, language: str) -> None:
    page = open_page(f"/{language}/", width=320)
    width = "document.documentElement.scrollWidth"
    assert not [(name, page.evaluate(width)) for name in each_page(page, language) if page.evaluate(width) > 320]


@pytest.mark.parametrize("language", ALL_LANGUAGES)
def test_a_client_asks_sees_and_takes_back_without_any_script(open_page: Open, language: str) -> None:
    page = open_page(f"/{language}/", width=360, script=False)
    page.click(".hero .kern-btn")
    fill(page)
    page.click("button.send")
    expect(page.locator(".receipt__reference")).to_have_text(REFERENCE)
    page.click("main .kern-btn--primary")
    expect(page.locator("main .kern-preline bdi")).to_have_text(REFERENCE)
    page.click("main .kern-btn--secondary")
    expect(page).to_have_url(f"{page.url.split(f'/{language}/')[0]}/{language}/withdraw")


@pytest.mark.parametrize("script", [True, False])
def test_after_a_mistake_the_summary_has_the_focus_and_leads_to_the_field(open_page: Open, script: bool) -> None:
    page = open_page("/de/request", width=360, script=script)
    page.click("button.send")
    expect(page.locator("#summary")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#summary a").first).to_be_focused()
    page.locator("#summary a[href='#name']").press("Enter")
    page.keyboard.type("Nino")
    assert page.url.endswith("#name")


def test_the_whole_form_can_be_sent_with_the_keyboard_alone(open_page: Open) -> None:
    page = open_page("/de/request")
    keys = page.keyboard

    def tab_to(selector: str) -> None:
        for _ in range(60):
            keys.press("Tab")
            if page.evaluate("s => document.activeElement.matches(s)", selector):
                return
        raise AssertionError(f"{selector} cannot be reached")

    keys.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    keys.press("Enter")
    tab_to("#topics-housing")
    keys.press("Space")
    tab_to("#municipality")
    keys.type("Würselen")
    tab_to("#name")
    keys.type("Nino")
    tab_to("#email")
    keys.type("nino@example.org")
    tab_to("#consent")
    keys.press("Space")
    tab_to("button.send")
    keys.press("Enter")
    expect(page.locator(".receipt__reference")).to_have_text(REFERENCE)


def test_arabic_is_read_from_the_right_and_a_reference_from_the_left(open_page: Open) -> None:
    page = open_page("/ar/request")
    box = page.locator("#topics-housing").bounding_box()
    words = page.locator("label[for='topics-housing'] span").bounding_box()
    assert box
    assert words
    assert box["x"] > words["x"]
    fill(page)
    page.click("button.send")
    reference = page.locator(".receipt__reference bdi")
    assert reference.evaluate("e => getComputedStyle(e).direction") == "ltr"


SCRIPTS = [("ka", "georgian"), ("ar", "arabic"), ("ru", "cyrillic"), ("tr", "latin")]


@pytest.mark.parametrize(("language", "script"), SCRIPTS)
def test_each_script_is_drawn_with_our_own_font(open_page: Open, language: str, script: str) -> None:
    page = open_page(f"/{language}/")
    page.evaluate("document.fonts.ready")
    loaded = page.evaluate(
        "performance.getEntriesByType('resource').map(e => e.name).filter(n => n.includes('/fira-'))"
    )
    assert any(f"/fira-{script}-" in name for name in loaded)


def test_no_page_asks_anybody_but_the_gateway(open_page: Open, address: str) -> None:
    page = open_page("/ka/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("/ka/request", "/ka/notice", "/api/documentation"):
        page.goto(path)
    assert asked
    assert all(url.startswith((address, "data:")) for url in asked)


def test_the_receipt_can_be_printed_with_reference_and_link(open_page: Open) -> None:
    page = open_page("/de/request")
    send_filled(page, "de")
    page.emulate_media(media="print")
    expect(page.locator(".receipt__reference")).to_be_visible()
    expect(page.locator(".keep__link")).to_be_visible()
    expect(page.locator(".languages")).to_be_hidden()
