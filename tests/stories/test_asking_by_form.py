"""A client asks for an appointment on an old phone, in each of the eight languages."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest

from tests.eventually import eventually
from tests.stories.browser import Browser, Page
from tests.stories.post import link_in, part
from tests.stories.town import Town

LANGUAGES = ("de", "en", "ar", "ru", "ka", "bs", "tr", "fr")
# As their speakers write them; invented.
NAMES = {
    "de": "Änne Müßiggang",
    "en": "Nora Underhill",
    "ar": "ليلى النجار",
    "ru": "Алёна Снегирёва",
    "ka": "ნინო ბერიძე",
    "bs": "Đurđa Šećerović",
    "tr": "İpek Çığıraç",
    "fr": "Zoé L’Éveillé",
}
REFERENCE = re.compile(r"\b[2-9A-HJ-NP-Z]{3}-[2-9A-HJ-NP-Z]{3}-[2-9A-HJ-NP-Z]\b")


def ask(browser: Browser, language: str, address: str) -> Page:
    """From the first page to the receipt, as a person goes."""
    home = browser.open(f"/{language}/")
    assert home.status == 200
    assert f"/{language}/request" in home.html
    form = browser.open(f"/{language}/request").form("/request")
    return browser.send(
        form,
        topics=["housing", "language"],
        language=language,
        municipality="wuerselen",
        name=NAMES[language],
        email=address,
        consent="yes",
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_asks_gets_a_reference_a_status_link_and_a_letter_in_that_language(
    town: Town, browser: Browser, address: str, language: str
) -> None:
    receipt = ask(browser, language, address)

    assert receipt.status == 200, receipt.text[:500]
    assert urlsplit(receipt.url).path == f"/{language}/received"
    reference = REFERENCE.search(receipt.text)
    assert reference, receipt.text
    assert f"{town.url}/{language}/status/{reference[0]}/" in receipt.html

    (letter,) = town.mail.awaits(address)
    assert letter["Content-Language"] == language
    assert reference[0] in letter["Subject"]
    direction = "rtl" if language == "ar" else "ltr"
    assert f'<html lang="{language}" dir="{direction}">' in part(letter, "html")
    assert NAMES[language] not in part(letter, "plain") + part(letter, "html"), (
        "whoever looks over a shoulder learns no name"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_link_in_the_letter_opens_the_status_on_any_device_and_leaves_no_secret_in_the_address(
    town: Town, browser: Browser, address: str, language: str
) -> None:
    ask(browser, language, address)
    (letter,) = town.mail.awaits(address)
    link = link_in(letter)
    another_phone = Browser(town.url)

    exchange = another_phone.session.get(link, allow_redirects=False, timeout=15)
    assert exchange.status_code == 303
    assert exchange.headers["Referrer-Policy"] == "no-referrer"
    assert "HttpOnly" in exchange.headers["Set-Cookie"]
    page = another_phone.open(link)

    assert page.status == 200
    assert urlsplit(page.url).path == f"/{language}/status", "reference and token are not in the address any more"
    assert page.root["lang"] == language
    assert page.root["dir"] == ("rtl" if language == "ar" else "ltr")
    assert REFERENCE.search(letter["Subject"])[0] in page.text  # type: ignore[index]


def test_a_mail_scanner_that_opens_the_link_twice_changes_nothing(town: Town, browser: Browser, address: str) -> None:
    ask(browser, "ka", address)
    (letter,) = town.mail.awaits(address)
    for _ in range(2):
        Browser(town.url).open(link_in(letter))
    assert "/withdraw" in Browser(town.url).open(link_in(letter)).html, "the request still stands"


def test_the_button_pressed_twice_is_one_request_and_one_letter(town: Town, browser: Browser, address: str) -> None:
    form = browser.open("/ka/request").form("/request")
    typed = {
        "topics": ["housing"],
        "municipality": "wuerselen",
        "name": NAMES["ka"],
        "email": address,
        "consent": "yes",
    }
    first, second = browser.send(form, **typed), browser.send(form, **typed)  # type: ignore[arg-type]
    one, two = (REFERENCE.search(page.text) for page in (first, second))
    assert one
    assert two
    assert one[0] == two[0]
    town.mail.awaits(address)
    sent = town.rows("intake", "SELECT count(*) AS n FROM requests WHERE reference = :reference", reference=one[0])
    assert sent[0]["n"] == 1
    assert len(town.mail.to(address)) == 1


def test_a_form_with_mistakes_comes_back_filled_with_a_summary_in_georgian_and_nothing_is_stored(
    town: Town, browser: Browser
) -> None:
    before = town.counts()
    form = browser.open("/ka/request").form("/request")
    page = browser.send(form, name="ნინო ბერიძე", message="ვეძებ ბინას", topics=["housing"])

    assert page.status == 422
    assert page.root["lang"] == "ka"
    summary = re.search(r'<section class="summary"[^>]*autofocus.*?</section>', page.html, re.DOTALL)
    assert summary, "the summary has the focus"
    for field in ("municipality", "email", "consent"):
        assert f'href="#{field}"' in summary[0]
    again = dict(page.form("/request").fields)
    assert again["name"] == "ნინო ბერიძე"
    assert again["message"].strip() == "ვეძებ ბინას"
    assert again["topics"] == "housing"
    assert town.counts() == before


def test_a_form_without_its_token_is_shown_again_and_nothing_is_stored(
    town: Town, browser: Browser, address: str
) -> None:
    form = browser.open("/ka/request").form("/request")
    stranger = Browser(town.url)
    before = town.counts()
    page = stranger.send(
        form, name="ნინო ბერიძე", email=address, topics=["housing"], municipality="wuerselen", consent="yes"
    )
    assert page.status == 400
    assert dict(page.form("/request").fields)["name"] == "ნინო ბერიძე"
    assert town.counts() == before


def test_the_status_page_says_that_the_letter_was_sent(town: Town, browser: Browser, address: str) -> None:
    ask(browser, "de", address)

    eventually(lambda: "Sie wurde verschickt." in browser.open("/de/status").text, within=20, every=0.1)
