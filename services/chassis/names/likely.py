"""How like two names are, of 100: for somebody who then decides."""

from __future__ import annotations

from collections.abc import Callable

from rapidfuzz import fuzz

from services.chassis.names.sounds import key, parts

# Parts of the same sound are told apart by their vowels, of which the first and last ones are the same already.
_SAME_SOUND = 20
# Vowels that one script does not write can neither speak for nor against.
_UNWRITTEN = 96
# Parts of different sound: never as like as those of the same, however many letters they share.
_OTHER_SOUND = 0.75
# A part that only one of the names has (a father's name, a second surname) takes this away; a single part says little.
_EXTRA_PART, _SINGLE_PART = 5, 25


# A part of a name: everything it may sound like, each with its key, always in one order.
_Heard = tuple[tuple[str, str], ...]


def likeness(one: str, other: str) -> int:
    """How like two names in any script are, from 0 to 100, whatever the order of their parts: 100 is the same, from 80
    on they are usually spellings of one name, from 60 on perhaps one with a slip or a part left out."""
    return likeness_to(one)(other)


def likeness_to(name: str) -> Callable[[str], int]:
    """`likeness` to one name, for whoever compares many with it: how it sounds is found out once."""
    heard = _heard(name)
    return lambda other: _likeness(heard, _heard(other))


def _heard(name: str) -> list[_Heard]:
    return [tuple((reading, key(reading)) for reading in sorted(part)) for part in parts(name)]


def _likeness(one: list[_Heard], other: list[_Heard]) -> int:
    # In one order, whichever is asked about: where parts are equally like, it decides which are taken together.
    short, long = sorted((one, other), key=lambda heard: (len(heard), heard))
    if not short:
        return 0
    matched = _best_matches(short, long)
    weights = [max(min(len(sound) for _, sound in part), 2) for part, _ in matched]
    mean = sum(weight * score for weight, (_, score) in zip(weights, matched, strict=True)) / sum(weights)
    # The least like part counts as much as all together: Karim Haddad and Karima Haddad are two.
    found = (mean + min(score for _, score in matched)) / 2
    extra = len(long) - len(short)
    return round(max(0.0, found - (_SINGLE_PART if extra and len(short) == 1 else _EXTRA_PART * min(extra, 3))))


def _best_matches(short: list[_Heard], long: list[_Heard]) -> list[tuple[_Heard, float]]:
    """For each part of the shorter name how like it is to its own part of the longer, the likest pairs first."""
    pairs = [(_part_likeness(mine, theirs), i, j) for i, mine in enumerate(short) for j, theirs in enumerate(long)]
    matched: dict[int, float] = {}
    taken: set[int] = set()
    for score, mine, theirs in sorted(pairs, reverse=True):
        if mine not in matched and theirs not in taken:
            matched[mine] = score
            taken.add(theirs)
    return [(short[mine], score) for mine, score in matched.items()]


def _part_likeness(one: _Heard, other: _Heard) -> float:
    return max(_reading_likeness(*mine, *theirs) for mine in one for theirs in other)


def _reading_likeness(one: str, key_of_one: str, other: str, key_of_other: str) -> float:
    if key_of_one != key_of_other:
        return _OTHER_SOUND * fuzz.ratio(key_of_one, key_of_other)
    if one != other and "." in one + other:
        return _UNWRITTEN
    # A and E are one vowel to many who write Arabic and Persian names down: Maryam, Meryem.
    return _SAME_SOUND + (100 - _SAME_SOUND) * fuzz.ratio(one.replace("e", "a"), other.replace("e", "a")) / 100
