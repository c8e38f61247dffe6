"""The Latin letters of names, as the authorities exchange them: DIN SPEC 91379:2019-03, data type A."""

from __future__ import annotations

import re
import unicodedata

from anyascii import anyascii

_LETTERS = "A-Za-zÀ-ÖØ-öø-žƇƈƏƗƠơƯưƷǍ-ǜǞǟǢ-ǰǴǵǸ-ǿȒȓȘ-țȞȟȧ-ȳəɨʒḂḃḆḇḊ-ḑḜ-ḫḯ-ḷḺḻṀ-ṉṒ-ṛṞ-ṣṪ-ṯẀ-ẇẌ-ẗẞẠ-ỹ"
# What stands between letters: the standard's non-letters N1 without those that nobody's name has (~ ¨ ‡).
_BETWEEN = r" ',\-.`´·ʹʺʾʿˈˌ’"
# Letters the standard knows only as a letter with marks after it: the marks (in NFC), and the letters they follow.
_MARKED = {
    "\u0300": "CFGKMPSTZcfgkmpstz",
    "\u0301": "JjÿĪī",
    "\u0302": "DKLMNdklmn",
    "\u0304": "CFHKNPSTZcfhknpstzÛûḲḳṢṣṬṭỤụ",
    "\u0306": "CMNRZcmnrzÇç",
    "\u0307": "KUku",
    "\u0308": "CTZczẠạỌọỤụ",
    "\u030b": "Aa",
    "\u030c": "J",
    "\u0310": "Mm",
    "\u0315": "CKPTckptČč",
    "\u031b": "KTkt",
    "\u031b\u0304": "Ss",
    "\u0323": "CPcpČč",
    "\u0325": "LRlr",
    "\u0325\u0304": "LRlr",
    "\u0326": "CHKLNchklnŽž",
    "\u0327": "ZzŽž",
    "\u0328\u0306": "Cc",
    "\u0331": "HSs",
    "\u035fH": "K",
    "\u035fh": "Kk",
}
# The longest first: a letter with two marks is one letter, not a letter and a mark too many.
_SEQUENCES = "|".join(
    f"[{letters}]{marks}" for marks, letters in sorted(_MARKED.items(), key=lambda entry: -len(entry[0]))
)
_MARKS = "\u0300-\u036f"
_ALLOWED = f"(?:{_SEQUENCES}|[{_LETTERS}{_BETWEEN}])(?![{_MARKS}])"
# One character as a reader counts them: in the group if the standard has it.
_CHARACTER = re.compile(f"({_ALLOWED})|.[{_MARKS}]*", re.DOTALL)
_WORD = re.compile(r"[^\s\-]+")
# Arabic letters that are vowels where no vowel stands beside them, and those that are read as one.
_VOWELS = (
    (re.compile("(?<=\\w)[وۆ](?![اةى])"), "u"),
    (re.compile("(?<=\\w)[يیې](?![اةى])"), "i"),
    (re.compile("[اأآعةىە]"), "a"),
)


def latin(name: str) -> str:
    """The name in Latin letters, as a desk may propose it: what is Latin stays as it is (in NFC), every other script
    is transliterated letter by letter. Arabic and Hebrew do not write short vowels, so neither can this."""
    return " ".join(_WORD.sub(lambda word: _latin_word(word[0]), unicodedata.normalize("NFC", name)).split())


def beyond_latin(name: str) -> list[str]:
    """The characters that no name in Latin letters has by DIN SPEC 91379, each once, in the order they come."""
    found = _CHARACTER.finditer(unicodedata.normalize("NFC", name))
    return list(dict.fromkeys(character[0] for character in found if character[1] is None))


def _latin_word(word: str) -> str:
    if not beyond_latin(word):
        return word
    voiced = word
    for letter, vowel in _VOWELS:
        voiced = letter.sub(vowel, voiced)
    spelled = "".join(found[1] or _transliterated(found[0]) for found in _CHARACTER.finditer(voiced))
    # Most scripts have no capitals; a name in Latin letters begins with one.
    return spelled if word != word.lower() else spelled[:1].upper() + spelled[1:]


def _transliterated(character: str) -> str:
    return "".join(found[1] or "" for found in _CHARACTER.finditer(anyascii(character)))
