"""Letters about appointments: eight languages, neutral, and a date that each reader reads right."""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from services.chassis.testing import NOON
from services.notifications.dates import day, hour
from services.notifications.letters import Letters
from services.notifications.model.appointments import CANCELLED, INVITATION, MOVED, Appointment
from tests.builders import PROGRAMME, PUBLIC_URL
from tests.unit.notifications.scheduling import APPOINTMENT, ENDS, STARTS

WORDS = Path(__file__).parents[3] / "services" / "notifications" / "words"
LANGUAGES = PROGRAMME.page_languages
KINDS = (INVITATION, MOVED, CANCELLED)
REFERENCE = "K7M-4XQ-6"
ISOLATES = re.compile("[\u2068\u2069]")
BERLIN = ZoneInfo(PROGRAMME.time_zone)
SCRIPT = {"ar": ("\u0600", "\u06ff"), "ru": ("\u0400", "\u04ff"), "ka": ("\u10a0", "\u10ff")}

# 30 November 2026, as each reader writes it.
WRITTEN = {
    "de": "Montag, 30. November 2026",
    "en": "Monday, 30 November 2026",
    "ar": "الاثنين، 30 تشرين الثاني 2026",
    "ru": "понедельник, 30 ноября 2026\u00a0г.",
    "ka": "ორშაბათი, 30 ნოემბერი, 2026",
    "bs": "ponedjeljak, 30. novembar 2026.",
    "tr": "30 Kasım 2026 Pazartesi",
    "fr": "lundi 30 novembre 2026",
}

# Beginnings of words that would tell a neighbour why somebody goes there: strangers, asylum, stay, benefits, debts.
TELLING = {
    "de": "Ausländer Asyl Aufenthalt Duldung Abschieb Flüchtling Jobcenter Sozialamt Schulden Beratung Dolmetsch",
    "en": "foreigner asylum immigra residence deport refugee jobcentre welfare debt counsel interpreter",
    "ar": "أجانب الأجانب لجوء اللجوء لاجئ إقامة الإقامة ترحيل الهجرة ديون استشارة مترجم",
    "ru": "иностран убежищ беженц мигра пребыван депорт пособи долг консульт переводчик",
    "ka": "უცხოელ თავშესაფ ლტოლვილ მიგრა ბინადრობ დეპორტ დახმარებ ვალებ კონსულტ თარჯიმ",
    "bs": "stranac stranc azil izbjeglic boravak boravišn migra deport socijaln dug savjetov prevodi",
    "tr": "yabancı iltica sığınma mülteci göçmen ikamet oturma sınır borç danışman tercüman",
    "fr": "étranger asile réfugié immigr séjour préfecture expuls dette conseil interprète",
}


@pytest.fixture
def letters() -> Letters:
    return Letters(PROGRAMME, PUBLIC_URL, "")


def write(letters: Letters, kind: str, language: str, with_request: bool = True, **changes: Any) -> EmailMessage:
    facts: dict[str, Any] = {
        "appointment_id": APPOINTMENT,
        "organisation": "bruecke",
        "revision": 0,
        "starts_at": STARTS,
        "ends_at": ENDS,
        "place": "wuerselen-rathaus",
    }
    url = letters.status_url(language, REFERENCE, "abcDEF123")
    request = {"reference": REFERENCE, "status_url": url} if with_request else {"reference": None, "status_url": None}
    mail_id = "01a20846-fe00-7000-8000-000000000004"
    told = Appointment(**facts | changes)
    return letters.write(kind, language, "nino@example.org", mail_id, NOON, told, **request)


def part(mail: EmailMessage, kind: str) -> str:
    found = mail.get_body((kind,))
    assert found
    return ISOLATES.sub("", str(found.get_content())).replace("\r\n", "\n")


def everything(mail: EmailMessage) -> str:
    """All that a neighbour could read of a letter, but for the names of programme and office."""
    texts = [str(mail["Subject"])]
    leaves = [leaf for leaf in mail.walk() if leaf.get_content_maintype() == "text"]
    texts += [leaf.get_content().replace("\r", "") for leaf in leaves]  # type: ignore[attr-defined]
    # Below the line every letter asks whether another language is wished for.
    texts[1] = texts[1].partition("\n-- \n")[0]
    texts[2] = texts[2].partition("<hr>")[0]
    return "\n".join(texts)


def words(language: str) -> dict[str, Any]:
    return tomllib.loads((WORDS / f"{language}.toml").read_text(encoding="utf-8"))


def placeholders(written: str | list[str]) -> list[str]:
    paragraphs = [written] if isinstance(written, str) else written
    return sorted(name for text in paragraphs for _, name, _, _ in string.Formatter().parse(text) if name)


def days(year: int) -> Iterator[datetime]:
    yield from (datetime(year, 1, 1, 12, tzinfo=UTC) + timedelta(days=number) for number in range(365))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_language_says_the_same_things_in_the_same_order(kind: str, language: str) -> None:
    german, other = words("de")[kind], words(language)[kind]
    assert sorted(placeholders(other["subject"])) == sorted(placeholders(german["subject"]))
    assert [*map(placeholders, other["paragraphs"])] == [*map(placeholders, german["paragraphs"])]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_letter_says_when_and_where_and_whom_to_call(letters: Letters, kind: str, language: str) -> None:
    mail = write(letters, kind, language)
    assert mail["Content-Language"] == language
    assert WRITTEN[language] in mail["Subject"]
    for text in (part(mail, "plain"), part(mail, "html")):
        assert WRITTEN[language] in text
        assert "10:30" in text
        assert ("11:30" in text) == (kind != CANCELLED)
        assert PROGRAMME.places["wuerselen-rathaus"].name[language] in text.replace("&#x27;", "'")
        assert "Morlaixplatz 1, 52146 Würselen" in text
        assert REFERENCE in text
        assert "Brücke Nordkreis e. V." in text
        assert "+49 30 23125 100" in text
        assert not {"{", "}"} & set(text), "no placeholder is left"
        low, high = SCRIPT.get(language, ("A", "z"))
        assert sum(low <= letter <= high for letter in text) > 100
    assert f'<a dir="ltr" href="{PUBLIC_URL}/{language}/status/K7M-4XQ-6/abcDEF123">' in part(mail, "html")
    assert 'href="tel:+493023125100"' in part(mail, "html")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_without_a_request_a_letter_speaks_of_no_reference_and_no_page(
    letters: Letters, kind: str, language: str
) -> None:
    mail = write(letters, kind, language, with_request=False)
    for text in (part(mail, "plain"), part(mail, "html")):
        assert "None" not in text
        assert "/status/" not in text
        assert "+49 30 23125 100" in text
    paragraphs = [len(part(letter, "plain").split("\n\n")) for letter in (mail, write(letters, kind, language))]
    assert paragraphs[1] - paragraphs[0] == 3, "the reference, the link and what leads to it"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_letter_names_no_topic_and_nothing_a_neighbour_could_guess_it_from(
    letters: Letters, kind: str, language: str
) -> None:
    # The authority's name is on every letter; these are about all the other words.
    text = everything(write(letters, kind, language)).casefold().replace(PROGRAMME.name[language].casefold(), "")
    telling = TELLING[language].split() + [topic[language] for topic in PROGRAMME.topics.values()]
    institutions = [names["de"] for code, names in PROGRAMME.institutions.items() if code != "other"]
    found = [word for word in telling + institutions if re.search(rf"\b{re.escape(word.casefold())}", text)]
    assert not found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_themselves_name_no_topic_either(language: str) -> None:
    text = "\n".join(str(words(language)[part]) for part in (*KINDS, "calendar")).casefold()
    telling = TELLING[language].split() + [topic[language] for topic in PROGRAMME.topics.values()]
    assert not [word for word in telling if re.search(rf"\b{re.escape(word.casefold())}", text)]


def test_arabic_keeps_the_order_of_an_address_and_a_number(letters: Letters) -> None:
    found = write(letters, INVITATION, "ar").get_body(("plain",))
    assert found
    text = found.get_content()
    assert "\u2068Morlaixplatz 1, 52146 Würselen\u2069" in text
    assert "\u2068+49 30 23125 100\u2069" in text
    assert "\u2068تشرين" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_day_of_a_year_has_its_weekday_and_no_two_days_look_alike(language: str) -> None:
    written = [day(at, language, BERLIN) for at in days(2027)]
    assert len(set(written)) == 365
    weekdays = {re.sub(r"\d.*", "", text) if language != "tr" else text.split()[-1] for text in written}
    assert len(weekdays) == 7


def test_arabic_months_are_the_levantine_ones() -> None:
    text = "\n".join(day(at, "ar", BERLIN) for at in days(2027))
    for month in ("كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول"):
        assert month in text
    assert "نوفمبر" not in text


@pytest.mark.parametrize(
    ("at", "date", "time"),
    [
        # On 29 March 2026 the clock goes from 2:00 to 3:00, on 25 October from 3:00 to 2:00.
        (datetime(2026, 3, 29, 0, 30, tzinfo=UTC), "Sonntag, 29. März 2026", "01:30"),
        (datetime(2026, 3, 29, 1, 30, tzinfo=UTC), "Sonntag, 29. März 2026", "03:30"),
        (datetime(2026, 3, 29, 8, 0, tzinfo=UTC), "Sonntag, 29. März 2026", "10:00"),
        (datetime(2026, 10, 24, 22, 30, tzinfo=UTC), "Sonntag, 25. Oktober 2026", "00:30"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "Sonntag, 25. Oktober 2026", "02:30"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "Sonntag, 25. Oktober 2026", "02:30"),
        (datetime(2026, 10, 25, 9, 0, tzinfo=UTC), "Sonntag, 25. Oktober 2026", "10:00"),
        (datetime(2026, 7, 1, 22, 0, tzinfo=UTC), "Donnerstag, 2. Juli 2026", "00:00"),
    ],
)
def test_times_are_those_of_the_clocks_here_also_when_they_are_changed(
    letters: Letters, at: datetime, date: str, time: str
) -> None:
    assert (day(at, "de", BERLIN), hour(at, BERLIN)) == (date, time)
    text = part(write(letters, INVITATION, "de", starts_at=at, ends_at=at + timedelta(hours=1)), "plain")
    assert f"Datum: {date}\nUhrzeit: {time} bis " in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [INVITATION, MOVED])
def test_by_telephone_and_by_video_nobody_is_asked_to_come_anywhere(letters: Letters, kind: str, language: str) -> None:
    spoken = tomllib.loads((WORDS / f"{language}.toml").read_text())["calendar"]
    place = PROGRAMME.places["wuerselen-rathaus"]
    url = PROGRAMME.video_url.format(room=APPOINTMENT)
    told = {}
    for mode in ("phone", "video"):
        told[mode] = _plain(write(letters, kind, language, mode=mode))
        assert place.address not in told[mode]
        assert place.name[language] not in told[mode]
    assert spoken["by_phone"] in told["phone"]
    assert url not in told["phone"]
    assert f"\n{url}\n" in told["video"]
    assert spoken["by_video"] in told["video"]
    in_person = _plain(write(letters, kind, language))
    assert place.address in in_person
    assert spoken["by_phone"] not in in_person
    assert url not in in_person


def _plain(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body
    return ISOLATES.sub("", body.get_content()).replace("\r\n", "\n")
