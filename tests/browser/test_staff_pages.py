"""Can those who work with Lotse use their pages: with the keyboard, on a phone, in the dark, without a script?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import complaints
from tests.browser.conftest import serving
from tests.unit.gateway import busy_morning
from tests.unit.gateway.busy_morning import HANDED_OVER_ID, LATE_ID, TRIAGED_ID
from tests.unit.gateway.fake_account_keeping import ACCOUNT_ID
from tests.unit.gateway.fake_accounts import PASSWORD
from tests.unit.gateway.fake_cases import CASE_ID
from tests.unit.gateway.fake_desk import OFFERED_ID, REQUEST_ID
from tests.unit.gateway.fake_erasures import ERASURE_ID, hold
from tests.unit.gateway.fake_offers import OFFER_ID
from tests.unit.gateway.fake_operations import PARKED_ID
from tests.unit.gateway.fake_people import CHILD_ID, PERSON_ID, found
from tests.unit.gateway.fake_plans import PLAN_ID
from tests.unit.gateway.fake_releases import SERVICE_ID
from tests.unit.gateway.fake_residence import QUESTION_ID
from tests.unit.gateway.fake_rights import COUNSELLOR_ID

Open = Callable[..., Page]

CASE = f"/cases/{CASE_ID}"
WRITTEN_ID = "00000000-0000-7000-8000-0000000000c2"  # somebody has written a mail that nobody has read


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


def go_on(page: Page) -> None:
    """The week after."""
    page.click("[rel=next]")


def book_nothing(page: Page) -> None:
    """Send the form for an appointment as it is."""
    page.locator("details[name=record]").nth(1).locator("summary").first.click()
    page.locator("details[name=record][open] button[type=submit]").click()
    expect(page.locator("#summary")).to_be_visible()


def send_empty(page: Page) -> None:
    page.locator("main form button.kern-btn[type=submit]").last.click()
    expect(page.locator("#summary")).to_be_visible()


def look_for_somebody(page: Page) -> None:
    """Look for a name that somebody has."""
    page.fill("#find_people-name", "Nino Beridze")
    page.click("main form button[type=submit]")
    expect(page.locator("#found")).to_be_visible()


def sign_in_with_a_code(page: Page) -> None:
    """The second step of whoever has an app."""
    page.fill("[name=user]", "operator")
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    expect(page.locator("[name=code]")).to_be_visible()


def come_back_too_late(page: Page) -> None:
    """Send what was typed after the session has ended."""
    page.fill("#find_people-name", "Nino Beridze")
    page.context.clear_cookies()
    page.click("main form button[type=submit]")
    expect(page.locator("[name=password]")).to_be_visible()


# name → who has signed in, where it is, and what brings it about
PAGES: dict[str, tuple[str | None, str, Callable[[Page], None]]] = {
    "sign in": (None, "/sign-in", stay),
    "sign in with mistakes": (None, "/sign-in", send_empty),
    "sign in with a code": (None, "/sign-in", sign_in_with_a_code),
    "sign in again with what was typed": ("privacy_officer", "/privacy", come_back_too_late),
    "choosing a new password": (None, "/sign-in/new-password", stay),
    "own account": ("counsellor", "/account", open_all),
    "setting up a second factor": ("counsellor", "/account/second-factor", stay),
    "accounts": ("administrator", "/accounts", open_all),
    "one account": ("administrator", f"/accounts/{ACCOUNT_ID}", open_all),
    "welcome": ("liaison", "/welcome", stay),
    "not for you": ("steering", "/work", stay),
    "desk": ("desk", "/desk", stay),
    "desk, nothing found": ("desk", "/desk?reference=X", stay),
    "request taken down": ("desk", "/desk/new", open_all),
    "slip": ("desk", f"/desk/requests/{REQUEST_ID}/slip", stay),
    "offers that were made": ("desk", "/desk/offers", stay),
    "short advice": ("desk", "/advice", open_all),
    "offers to us": ("counsellor", "/offers", stay),
    "new request": ("desk", f"/desk/requests/{REQUEST_ID}", open_all),
    "triaged request": ("desk", f"/desk/requests/{TRIAGED_ID}", open_all),
    "offered request": ("desk", f"/desk/requests/{OFFERED_ID}", open_all),
    "request that came by mail": ("desk", f"/desk/requests/{LATE_ID}", open_all),
    "request that is handed over": ("desk", f"/desk/requests/{HANDED_OVER_ID}", stay),
    "work": ("counsellor", "/work", stay),
    "work of the organisation": ("coordinator", "/work", stay),
    "offer": ("counsellor", f"/offers/{OFFER_ID}", open_all),
    "case": ("counsellor", CASE, open_all),
    "case with a mistake and mail": ("counsellor", f"/cases/{WRITTEN_ID}", note_nothing),
    "case without a time": ("counsellor", CASE, book_nothing),
    "people who were found": ("counsellor", "/people", look_for_somebody),
    "directory": ("counsellor", "/directory", open_all),
    "service outside": ("counsellor", f"/directory/{SERVICE_ID}", open_all),
    "organisation": ("coordinator", "/organisation", open_all),
    "handing a caseload over": ("coordinator", f"/organisation/{COUNSELLOR_ID}/hand-over", stay),
    "who sees a case": ("coordinator", f"{CASE}/circle", open_all),
    "access log": ("privacy_officer", "/access-log", stay),
    "questions": ("liaison", "/questions", send_empty),
    "one question": ("liaison", f"/questions/{QUESTION_ID}", stay),
    "documents of a case": ("counsellor", f"{CASE}/documents", open_all),
    "letter of a case": ("counsellor", f"{CASE}/letters?letter=authority_request&language=de", stay),
    "plan of a case": ("counsellor", f"{CASE}/plans/{PLAN_ID}", stay),
    "what was done in a case": ("counsellor", f"{CASE}/history", stay),
    "sheet of a case": ("counsellor", f"{CASE}/sheet", stay),
    "people whose data it is": ("privacy_officer", "/privacy", look_for_somebody),
    "one person's data": ("privacy_officer", f"/privacy/people/{PERSON_ID}", open_all),
    "erasures": ("coordinator", "/privacy/erasures", stay),
    "one erasure": ("privacy_officer", f"/privacy/erasures/{ERASURE_ID}", stay),
    "retention": ("privacy_officer", "/privacy/retention", stay),
    "calendar": ("counsellor", "/calendar", open_all),
    "calendar of next week": ("counsellor", "/calendar", go_on),
    "calendar with mistakes": ("counsellor", "/calendar", send_empty),
    "day": ("counsellor", "/calendar/day", stay),
    "day of the organisation": ("coordinator", "/calendar/day", stay),
    "booking a free time": ("counsellor", "/calendar/book", open_all),
    "booking with mistakes": ("counsellor", "/calendar/book", send_empty),
    "figures": ("steering", "/board?period=2026-10", stay),
    "figures that are still running": ("coordinator", "/board?period=2026-Q4&audience=public", stay),
    "figures that there are not": ("steering", "/board?period=1926", stay),
    "operations": ("operator", "/operations", stay),
    "setting a message aside": ("operator", f"/operations/{PARKED_ID}", stay),
    "new case": ("counsellor", "/cases/new", stay),
    "new case with mistakes": ("counsellor", "/cases/new", send_empty),
}


@pytest.fixture
def address() -> Iterator[str]:
    """Where a gateway listens whose services have a lot to do; each test has its own."""
    calls = busy_morning.calls()
    calls.cases.pending.add("counsellor")
    calls.cases.with_app.add("operator")
    calls.cases.held = hold()
    calls.cases.cases_[WRITTEN_ID][0]["letters_in"][0]["read_at"] = None
    calls.cases.accounts_["leaving"] = calls.cases.accounts_["counsellor"] | {"account_id": COUNSELLOR_ID}
    calls.cases.known = (found(), found(person_id=CHILD_ID, cases=[]))
    with serving(calls) as where:
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
    [("de", 1280, "light"), ("de", 320, "dark"), ("en", 1280, "dark"), ("en", 320, "light")],
)
def test_everybody_can_use_every_page_without_scrolling_sideways_and_without_a_call_elsewhere(
    open_page: Open, address: str, language: str, width: int, scheme: str
) -> None:
    page = open_page(f"/{language}/sign-in", width=width, scheme=scheme)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    said = []
    for name in each_page(page, language):
        said += [(name, complaint) for complaint in complaints(page)]
        if (needed := page.evaluate("document.documentElement.scrollWidth")) > width:
            said.append((name, f"{needed} pixels wide"))
    assert not said
    assert all(url.startswith((address, "data:")) for url in asked)


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
    page.click("button.bridge__leave")
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


def tab_to(page: Page, selector: str) -> int:
    """Go on with the tabulator until this has the focus; how often it was pressed."""
    for pressed in range(1, 61):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return pressed
    raise AssertionError(f"{selector} cannot be reached")


def test_a_consultation_is_noted_with_the_keyboard_alone(case_page: Callable[..., Page]) -> None:
    page = case_page()
    keys = page.keyboard
    before = page.locator(".timeline > li").count()
    keys.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    keys.press("Enter")
    tab_to(page, "details[name=record] > summary")
    keys.press("Enter")
    tab_to(page, "[name=kind]")
    keys.press("ArrowRight")
    tab_to(page, "[name=topics][value=language]")
    keys.press("Space")
    tab_to(page, "[name=minutes]")
    keys.press("ArrowLeft")
    tab_to(page, "button")
    keys.press("Enter")
    expect(page.locator(".said")).to_have_text("Die Beratung ist festgehalten.")
    expect(page.locator(".timeline > li")).to_have_count(before + 1)


def test_a_free_time_is_booked_with_a_handful_of_keys(case_page: Callable[..., Page]) -> None:
    page = case_page(script=False)
    before = page.locator(".meets:not(.meets--over) > .meet").count()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # to the content
    pressed = tab_to(page, "details[name=record]:nth-of-type(2) > summary")
    page.keyboard.press("Enter")
    pressed += tab_to(page, "[name=slot]")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")  # as in every form, the whole of it is sent
    expect(page.locator(".said")).to_have_text("Der Termin ist vereinbart.")
    expect(page.locator(".meets:not(.meets--over) > .meet")).to_have_count(before + 1)
    assert pressed < 12


def test_the_week_is_a_table_where_there_is_room_and_a_list_on_a_phone(open_page: Open) -> None:
    page = open_page("/de/sign-in", script=False)
    enter(page, "counsellor")
    page.goto("/de/calendar")
    expect(page.locator(".week__grid")).to_be_visible()
    expect(page.locator(".week__days")).to_be_hidden()
    page.set_viewport_size({"width": 360, "height": 800})
    expect(page.locator(".week__grid")).to_be_hidden()
    expect(page.locator(".week__days")).to_be_visible()


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
    expect(page.locator("#hold_consultation-other_minutes")).to_have_value("999")


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


def test_figures_are_chosen_without_any_script_and_charts_fit_a_phone(open_page: Open) -> None:
    page = open_page("/de/sign-in", width=320, script=False)
    page.context.add_cookies([{"name": "lotse-session", "value": "token-of-steering", "url": page.url}])
    page.goto("/de/board")
    page.select_option("[name=period]", "2026-Q3")
    page.select_option("[name=audience]", "public")
    page.click("main form button[type=submit]")
    expect(page.locator("h1")).to_contain_text("3. Quartal 2026")
    expect(page.locator("[name=audience]")).to_have_value("public")
    for chart in page.locator("svg.chart").all():
        box = chart.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320


def test_a_table_that_is_too_wide_is_scrolled_with_the_keyboard(open_page: Open) -> None:
    page = open_page("/de/sign-in", width=320)
    enter(page, "steering")
    page.goto("/de/board?period=2026-10")
    table = page.locator(".scroll").first
    table.focus()
    for _ in range(40):
        page.keyboard.press("ArrowRight")
        if table.evaluate("e => e.scrollLeft > 100"):
            break
    assert table.evaluate("e => e.scrollLeft > 100")
    name = table.locator("tbody th").first.bounding_box()
    assert name
    assert name["x"] >= 0


def test_a_message_is_tried_again_and_another_set_aside_without_any_script(open_page: Open) -> None:
    page = open_page("/de/sign-in", width=360, script=False)
    page.context.add_cookies([{"name": "lotse-session", "value": "token-of-operator", "url": page.url}])
    page.goto("/de/operations")
    page.locator("text=Noch einmal versuchen").first.click()
    expect(page.locator(".said")).to_contain_text("noch einmal an der Reihe")
    page.locator("text=Ablegen …").first.click()
    page.click("text=Endgültig ablegen")
    expect(page.locator(".said")).to_have_text("Die Nachricht ist endgültig abgelegt.")
    expect(page.locator("text=Eine Nachricht wartet auf Ihre Entscheidung")).to_be_visible()
