"""Can those who work with Lotse use their pages: with the keyboard, on a phone, in the dark, without a script?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import complaints
from tests.browser.conftest import serving
from tests.unit.gateway import busy_morning
from tests.unit.gateway.busy_morning import HANDED_OVER_ID, TRIAGED_ID
from tests.unit.gateway.fake_cases import CASE_ID, OFFER_ID, PASSWORD
from tests.unit.gateway.fake_desk import OFFERED_ID, REQUEST_ID

Open = Callable[..., Page]

LANGUAGES = ("de", "en")
CASE = f"/cases/{CASE_ID}"


def stay(_page: Page) -> None:
    """The page is what its address says."""


def open_all(page: Page) -> None:
    """Unfold everything that is folded; those that belong together open one another's place, so by attribute."""
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.removeAttribute('name'); d.open = true })")


def note_nothing(page: Page) -> None:
    """Send the form for a consultation as it is."""
    page.locator("details[name=record]").first.locator("summary").first.click()
    page.fill("[name=other_minutes]", "999")
    page.locator("details[open] button[type=submit]").click()
    expect(page.locator("#summary")).to_be_visible()


def send_empty(page: Page) -> None:
    page.locator("main form button[type=submit]").last.click()
    expect(page.locator("#summary")).to_be_visible()


# name → who has signed in, where it is, and what brings it about
PAGES: dict[str, tuple[str | None, str, Callable[[Page], None]]] = {
    "sign in": (None, "/sign-in", stay),
    "sign in with mistakes": (None, "/sign-in", send_empty),
    "welcome": ("steering", "/welcome", stay),
    "not for you": ("steering", "/work", stay),
    "desk": ("desk", "/desk", stay),
    "desk, nothing found": ("desk", "/desk?reference=X", stay),
    "new request": ("desk", f"/desk/requests/{REQUEST_ID}", open_all),
    "triaged request": ("desk", f"/desk/requests/{TRIAGED_ID}", open_all),
    "offered request": ("desk", f"/desk/requests/{OFFERED_ID}", open_all),
    "request that is handed over": ("desk", f"/desk/requests/{HANDED_OVER_ID}", stay),
    "work": ("counsellor", "/work", stay),
    "work of the organisation": ("coordinator", "/work", stay),
    "offer": ("counsellor", f"/offers/{OFFER_ID}", open_all),
    "case": ("counsellor", CASE, open_all),
    "case with a mistake": ("counsellor", CASE, note_nothing),
    "new case": ("counsellor", "/cases/new", stay),
    "new case with mistakes": ("counsellor", "/cases/new", send_empty),
}


@pytest.fixture
def address() -> Iterator[str]:
    """Where a gateway listens whose services have a lot to do; each test has its own."""
    with serving(busy_morning.calls()) as where:
        yield where


def enter(page: Page, user: str | None) -> None:
    """Have this user signed in, or nobody."""
    page.context.clear_cookies()
    if user:
        origin = page.evaluate("location.origin")
        page.context.add_cookies([{"name": "lotse-session", "value": f"token-of-{user}", "url": origin}])


def each_page(page: Page, language: str) -> Iterator[str]:
    """Bring about one page after the other; yields its name."""
    for name, (user, path, bring_about) in PAGES.items():
        enter(page, user)
        page.goto(f"/{language}{path}")
        bring_about(page)
        yield name


@pytest.mark.parametrize(
    ("language", "width", "scheme"),
    [("de", 1280, "light"), ("de", 360, "dark"), ("en", 1280, "dark"), ("en", 360, "light")],
)
def test_axe_finds_nothing_to_complain_about_on_any_page(
    open_page: Open, language: str, width: int, scheme: str
) -> None:
    page = open_page(f"/{language}/sign-in", width=width, scheme=scheme)
    assert not [(name, complaint) for name in each_page(page, language) for complaint in complaints(page)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_has_to_be_scrolled_sideways_at_320_pixels(open_page: Open, language: str) -> None:
    page = open_page(f"/{language}/sign-in", width=320)
    width = "document.documentElement.scrollWidth"
    assert not [(name, page.evaluate(width)) for name in each_page(page, language) if page.evaluate(width) > 320]


def test_a_morning_at_the_desk_without_any_script(open_page: Open) -> None:
    page = open_page("/de/desk", width=360, script=False)
    page.fill("[name=user]", "desk")
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    expect(page).to_have_url(f"{page.url.split('/de/')[0]}/de/desk")
    page.click(f"a[href$='{REQUEST_ID}']")
    page.check("[name=criteria][value=client_wants]")
    page.check("[name=track][value=case_management]")
    page.click("text=Klärung speichern")
    expect(page.locator(".said")).to_have_text("Die Klärung ist gespeichert.")
    page.locator(".rank .kern-btn").first.click()
    expect(page.locator(".said")).to_have_text("Das Fallangebot ist unterwegs.")
    page.click(".bridge__leave")
    expect(page.locator(".said")).to_have_text("Sie haben sich abgemeldet.")


@pytest.fixture
def case_page(open_page: Open) -> Callable[..., Page]:
    """The page of a case, opened by its counsellor."""

    def opened(**options: Any) -> Page:
        page = open_page("/de/sign-in", **options)
        enter(page, "counsellor")
        page.goto(f"/de{CASE}")
        return page

    return opened


def test_a_consultation_is_noted_with_the_keyboard_alone(case_page: Callable[..., Page]) -> None:
    page = case_page()
    keys = page.keyboard
    before = page.locator(".timeline > li").count()

    def tab_to(selector: str) -> None:
        for _ in range(60):
            keys.press("Tab")
            if page.evaluate("s => document.activeElement.matches(s)", selector):
                return
        raise AssertionError(f"{selector} cannot be reached")

    keys.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    keys.press("Enter")
    tab_to("details[name=record] > summary")
    keys.press("Enter")
    tab_to("[name=kind]")
    keys.press("ArrowRight")
    tab_to("[name=topics][value=language]")
    keys.press("Space")
    tab_to("[name=minutes]")
    keys.press("ArrowLeft")
    tab_to("button")
    keys.press("Enter")
    expect(page.locator(".said")).to_have_text("Die Beratung ist festgehalten.")
    expect(page.locator(".timeline > li")).to_have_count(before + 1)


@pytest.mark.parametrize("script", [True, False])
def test_after_a_mistake_the_summary_has_the_focus_and_leads_to_the_field(
    case_page: Callable[..., Page], script: bool
) -> None:
    page = case_page(width=360, script=script)
    note_nothing(page)
    expect(page.locator("#summary")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.url.endswith("#hold_consultation-minutes")
    expect(page.locator("[name=other_minutes]")).to_have_value("999")


def test_only_one_form_of_a_case_is_open_at_a_time(case_page: Callable[..., Page]) -> None:
    page = case_page()
    summaries = page.locator("details[name=record] > summary")
    summaries.nth(0).click()
    summaries.nth(2).click()
    expect(page.locator("details[name=record][open]")).to_have_count(1)


def test_a_message_is_read_in_its_own_direction(open_page: Open) -> None:
    page = open_page("/de/sign-in")
    enter(page, "desk")
    page.goto(f"/de/desk/requests/{TRIAGED_ID}")
    assert page.locator(".words").first.evaluate("e => getComputedStyle(e).direction") == "rtl"
    assert page.locator("h1 bdi").evaluate("e => getComputedStyle(e).direction") == "ltr"


def test_no_staff_page_asks_anybody_but_the_gateway(open_page: Open, address: str) -> None:
    page = open_page("/de/sign-in")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for _name in each_page(page, "de"):
        pass
    assert asked
    assert all(url.startswith((address, "data:")) for url in asked)
