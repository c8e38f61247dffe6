"""How a name sounds: what may be said where it is written so, and the keys under which it is found again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice, product

from anyascii import anyascii

from services.chassis.names.letters import SPELLINGS, VOWELS

# A name of more words, or a word that could be said in more ways, is nobody's: it is made to cost time.
_WORDS = 12
_READINGS = 24
# A search compares a hundred names, many with a part in common: single words are remembered for a while, no names.
_REMEMBERED = 4096

# What some write and others do not: apostrophes (Sa'id), the dot of a small İ, tatweel, joiners, Arabic vowel signs.
_SILENT = re.compile("['`´’‘ʹʺʾʿˈˌ\u0307\u0640\u064b-\u0652\u0670\u200c\u200d]")
_BETWEEN_WORDS = re.compile(r"[\W\d_]+")
_LETTERS = frozenset("".join(spelling.strip("^$+") for spelling in SPELLINGS))
# The article, written together with its name: الأحمد, Alahmad. What is left must still be a name.
_ARTICLE = re.compile(r"(?:ال(?=\w{2})|[ae]l(?=\w{4}))")

# Words that are no name by themselves, by their keys. Articles and *son of* say nothing (al- takes the sound of what
# follows: ash-Shami); Abd and Abu need the next word (Abd al-Rahman, Abu Bakr), al-Din the one before (Nur al-Din).
_ARTICLES = frozenset(("aL", "oL"))
_ASSIMILATED = re.compile("[ao]([TRSXNL])")
_SON_OF = frozenset(("PN", "aPN", "PNT", "VN", "FN", "T", "TR"))
_BEFORE = frozenset(("aPT", "oPT", "aPTL", "aPTR", "aPTS", "aPTX", "aPTN", "aPTo", "aPo", "oPo", "aP", "oP"))
_BEHIND = frozenset(("TN", "aTN", "oTN", "aLTN"))

_CONSONANTS = re.compile(r"([A-Z])\1*")
_FIRST = {"a": "a", "e": "a", "i": "a", "o": "o"}
_LAST = {"a": "a", "e": "a", "i": "i", "o": "o"}
# What one name has here and has not there: the article (Abdulsalam, Abdussalam; Nur al-Din, Nureddin), and a V that
# became F (Ivanov, Ivanoff).
_UNSTEADY = ((re.compile("^aPTL+(?=[TRSXN])"), "aPT"), (re.compile("L+TN$"), "TN"), (re.compile("V$"), "F"))


def keys(name: str) -> frozenset[str]:
    """The sound keys of the parts of a name in any script. Two usual spellings of a name share at least one key for
    every part; what is written alike for different sounds has a key for each of them."""
    return frozenset(key(reading) for part in parts(name) for reading in part)


@lru_cache(_REMEMBERED)
def key(reading: str) -> str:
    """The key under which a reading is found: its consonants, and the vowels it begins and ends with."""
    found = _FIRST.get(reading[:1], "") + "".join(_CONSONANTS.findall(reading)) + _LAST.get(reading[-1:], "")
    for unsteady, steady in _UNSTEADY:
        found = unsteady.sub(steady, found)
    return found


def parts(name: str) -> list[frozenset[str]]:
    """The parts of a name that tell people apart, each as everything it may sound like (letters.py has the signs)."""
    text = _SILENT.sub("", unicodedata.normalize("NFKC", name).casefold())
    words = [_readings(word) for word in _BETWEEN_WORDS.split(text) if word]
    return _joined(_telling([word for word in words if word][:_WORDS]))


@lru_cache(_REMEMBERED)
def _readings(word: str) -> frozenset[str]:
    """In how many ways a word may be said, with its article and without."""
    spelled = "".join(character if character in _LETTERS else _plain(character) for character in word)
    spellings = {spelled, _ARTICLE.sub("", spelled, count=1) if _ARTICLE.match(spelled) else spelled}
    return frozenset(reading for one in spellings for reading in _said(one)) - {""}


def _plain(character: str) -> str:
    bare = unicodedata.normalize("NFD", character)[0]
    return bare if bare in _LETTERS else anyascii(character).casefold()


def _said(spelled: str) -> Iterable[str]:
    choices = (_SOUNDS[found.lastindex or 0] for found in _SPELLING.finditer(spelled))
    return map("".join, islice(product(*choices), _READINGS))


def _telling(words: list[frozenset[str]]) -> list[frozenset[str]]:
    """The words without articles and *son of*; the last always stays."""
    kept = [
        word
        for place, (word, following) in enumerate(zip(words, words[1:], strict=False))
        if not _is_article(word, following) and not (place and _all(word, _SON_OF))
    ]
    return kept + words[-1:]


def _is_article(word: frozenset[str], following: frozenset[str]) -> bool:
    assimilated = {found[1] for reading in word if (found := _ASSIMILATED.fullmatch(key(reading)))}
    return _all(word, _ARTICLES) or any(key(reading)[:1] in assimilated for reading in following)


def _joined(words: list[frozenset[str]]) -> list[frozenset[str]]:
    """The words as parts: what is no name alone stands with its neighbour, which may be written alone as well."""
    found: list[frozenset[str]] = []
    before: frozenset[str] = frozenset()
    for place, word in enumerate(words):
        if _all(word, _BEFORE) and not before and place < len(words) - 1:
            before = word
        elif found and any(key(reading) in _BEHIND for reading in word):
            found[-1] |= _together(found[-1], word)
        else:
            found.append(word | _together(before, word))
            before = frozenset()
    return found


def _all(word: frozenset[str], of: frozenset[str]) -> bool:
    return all(key(reading) in of for reading in word)


def _together(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    return frozenset(map("".join, islice(product(sorted(one), sorted(other)), _READINGS)))


def _pattern(spelling: str) -> str:
    beginning, end = spelling.startswith("^"), spelling.endswith("$")
    before_vowel = f"(?=[{VOWELS}])" if spelling.endswith("+") else ""
    return ("\\A" if beginning else "") + spelling.strip("^$+") + ("\\Z" if end else "") + before_vowel


# The longest spelling first, and of equally long ones that which asks for most.
_BY_LENGTH = sorted(SPELLINGS, key=lambda spelling: (-len(spelling.strip("^$+")), -len(spelling)))
_SPELLING = re.compile("|".join(f"({_pattern(spelling)})" for spelling in _BY_LENGTH))
_SOUNDS = [(), *(SPELLINGS[spelling] for spelling in _BY_LENGTH)]
