"""Of how many parts a text message is: what it costs, and what an old telephone shows one by one."""

from __future__ import annotations

from typing import NamedTuple

# The default alphabet of 3GPP TS 23.038 (section 6.2.1), and what takes two places of it (6.2.1.1).
_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_TWICE = frozenset("\f^{}\\[~]|€")
GSM, UCS2 = "GSM-7", "UCS-2"
# How much fits into one message, and into each of several (which name their place in the row).
_ROOM = {GSM: (160, 153), UCS2: (70, 67)}


class Parts(NamedTuple):
    """In which alphabet, how long by its own counting, and in how many parts."""

    alphabet: str
    length: int
    parts: int


def parts_of(words: str) -> Parts:
    """How a telephone network carries these words."""
    letters = set(words)
    if letters <= _GSM | _TWICE:
        alphabet, length = GSM, len(words) + sum(words.count(letter) for letter in letters & _TWICE)
    else:
        alphabet, length = UCS2, len(words.encode("utf-16-be")) // 2
    alone, each = _ROOM[alphabet]
    return Parts(alphabet, length, 1 if length <= alone else -(-length // each))
