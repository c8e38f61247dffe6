"""Which language to speak: that of the page's address, or the one a client of the API asks for."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from babel import Locale
from flask import g, has_request_context, request

from gateway.installation import here

# Babel's Arabic months are the Egyptian ones; our readers know the Levantine (كانون الثاني). And nobody here
# writes the month before the day.
_LOCALES = {"ar": "ar_SY", "en": "en_GB"}

# What those who work with Lotse read: their pages, and what the API says to them.
OF_STAFF = ("de", "en")

# Languages a reader of one of ours understands in writing.
_READ_AS = {"hr": "bs", "sr": "bs", "sh": "bs", "cnr": "bs", "az": "tr"}

# Codes that Babel's lists of names know under another one.
_NAMED_AS = {"prs": "fa_AF", "cnr": "sr_ME"}

# Names that Babel lacks, and one that it gives in words its speakers find insulting.
_NAMES = {
    "rom": {
        "de": "Romanes",
        "en": "Romani",
        "ar": "لغة الروما",
        "ru": "Романи",
        "ka": "რომების ენა",
        "bs": "Romski",
        "tr": "Romanca",
        "fr": "Romani",
    },
    "kmr": {
        "de": "Kurdisch (Kurmandschi)",
        "en": "Kurdish (Kurmanji)",
        "ar": "الكردية (الكرمانجية)",
        "ru": "Курдский (курманджи)",
        "ka": "ქურთული (კურმანჯი)",
        "bs": "Kurdski (kurmandži)",
        "tr": "Kürtçe (Kurmanci)",
        "fr": "Kurde (kurmandji)",
    },
    "ckb": {
        "de": "Kurdisch (Sorani)",
        "en": "Kurdish (Sorani)",
        "ar": "الكردية (السورانية)",
        "ru": "Курдский (сорани)",
        "ka": "ქურთული (სორანი)",
        "bs": "Kurdski (sorani)",
        "tr": "Kürtçe (Sorani)",
        "fr": "Kurde (sorani)",
    },
    "mnk": {
        "de": "Mandinka",
        "en": "Mandinka",
        "ar": "الماندينكا",
        "ru": "Мандинка",
        "ka": "მანდინკა",
        "bs": "Mandinka",
        "tr": "Mandinka",
        "fr": "Mandingue",
    },
}
_OWN_NAMES = {"prs": "دری", "kmr": "Kurmancî", "ckb": "کوردیی ناوەندی", "rom": "Romani", "mnk": "Mandinka"}


def current() -> str:
    """The language of this request, as a code among the page languages."""
    if not has_request_context():
        return "en"
    if "language" not in g:
        g.language = _of_address() or asked_for()
    spoken: str = g.language
    return spoken


def locale() -> str:
    """The same for Babel, which needs a country to write dates right."""
    return locale_of(current())


def locale_of(language: str) -> str:
    """Any of our languages for Babel."""
    return _LOCALES.get(language, language)


def asked_for() -> str:
    """The best of our languages for the `Accept-Language` header; the programme's own where none fits."""
    programme = here().programme
    return match(value for value, _ in request.accept_languages) or programme.default_language


def _of_address() -> str | None:
    # Also for an address that leads nowhere: who mistypes `/ka/…` reads Georgian.
    first = request.path.split("/")[1]
    return first if first in here().programme.page_languages else None


def fall_back_to(language: object) -> None:
    """Speak this language where the client named none in a header (the language of a request's body)."""
    if not request.accept_languages and isinstance(language, str) and (known := match([language])):
        g.language = known


def speak_to_staff() -> None:
    """Speak a language in which the words for staff exist: the best of those asked for, otherwise German."""
    g.reader_is_staff = True
    if current() not in OF_STAFF:
        g.language = match((value for value, _ in request.accept_languages), OF_STAFF) or OF_STAFF[0]


def speak_as_the_programme() -> None:
    """Speak the programme's own language, whoever asks: a program that comes again has to read the same."""
    g.reader_is_staff = True
    g.language = match([here().programme.default_language], OF_STAFF) or OF_STAFF[0]


def reader_is_staff() -> bool:
    """Whether whoever reads the answer works with Lotse, and is told things in the words for staff."""
    return bool(g.get("reader_is_staff"))


def match(tags: Iterable[str], among: tuple[str, ...] | None = None) -> str | None:
    """The first of these language tags that we have pages in (or that is among these), if any."""
    ours = among or here().programme.page_languages
    for tag in tags:
        primary = tag.replace("_", "-").split("-")[0].lower()
        code = _READ_AS.get(primary, primary)
        if code in ours:
            return code
    return None


@cache
def direction(language: str) -> str:
    """`rtl` or `ltr`, for the `dir` attribute of a page."""
    return str(Locale.parse(language, sep="-").text_direction)


@cache
def name_of(language: str, shown_in: str) -> str:
    """What a language is called in another one (`ka`, `de` → Georgisch); its code where nobody has a name for it."""
    if special := _NAMES.get(language, {}).get(shown_in):
        return special
    tag = language.replace("-", "_")
    names = Locale.parse(shown_in, sep="-").languages
    return _capital(names.get(_NAMED_AS.get(tag, tag)) or language, shown_in)


@cache
def own_name(language: str) -> str:
    """What a language calls itself, in its own script (ქართული)."""
    if special := _OWN_NAMES.get(language):
        return special
    try:
        own = Locale.parse(language, sep="-").get_language_name(language)
    except ValueError:
        own = None
    return _capital(own or language, language)


def _capital(name: str, language: str) -> str:
    # French and Russian write languages small; as an entry of a list they begin with a capital. Georgian has none.
    return name if language == "ka" else name[:1].upper() + name[1:]
