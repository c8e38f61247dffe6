"""A name is found again in any usual spelling and script, and told apart from its neighbours.

Measured over the pairs of name_pairs.py: of 181 pairs of usual spellings 180 share a key and have a likeness of 80 or
more (recall 0.99); of 152 pairs of different names 10 share a key, 8 of them a likeness of 80 too. Those are names that
differ in a vowel that one script does not write (محمد, محمود) or that is no more than a spelling elsewhere
(François, Françoise): whoever is asked sees both names as they were told.
"""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.chassis.names import beyond_latin, keys, latin, likeness
from tests.unit.chassis.name_pairs import DIFFERENT, SAME

SCRIPTS = st.text(st.characters(categories=("L", "M", "Zs", "Pd", "Po")), max_size=60)
LIKE = 80


def test_usual_spellings_share_a_key_and_different_names_do_not() -> None:
    found = [pair for pair in SAME if keys(pair[0]) & keys(pair[1])]
    mistaken = [pair for pair in DIFFERENT if keys(pair[0]) & keys(pair[1])]
    assert len(found) >= 0.99 * len(SAME), sorted(set(SAME) - set(found))
    assert len(mistaken) <= 0.07 * len(DIFFERENT), mistaken


def test_usual_spellings_are_liker_than_different_names() -> None:
    found = [pair for pair in SAME if likeness(*pair) >= LIKE]
    mistaken = [pair for pair in DIFFERENT if likeness(*pair) >= LIKE]
    assert len(found) >= 0.99 * len(SAME), sorted(set(SAME) - set(found))
    assert len(mistaken) <= 0.06 * len(DIFFERENT), mistaken


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mohammed Al-Ahmad", "الأحمد محمد"),
        ("Abd al-Rahman Yusuf", "Youssef Abderrahmane"),
        ("Khaled bin Walid Said", "Chalid Walid Saeed"),
        ("გიორგი ბერიძე", "Giorgi Beridze"),
        ("Jelena Kovačević", "Елена Ковачевич"),
        ("AYŞE YILDIZ", "ayse yildiz"),
        ("Anna-Maria Müller", "Anna Maria Mueller"),
    ],
)
def test_whole_names_are_like_in_any_order_script_and_case(one: str, other: str) -> None:
    assert likeness(one, other) >= LIKE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Karim Haddad", "Karima Haddad"),
        ("Ahmad Hassan", "Amir Hassan"),
        ("Ivan Petrov", "Ivana Petrova"),
        ("Ahmad", "Ahmad Hassan Karimi"),
        ("", "Ahmad"),
        ("·", "·"),
    ],
)
def test_who_shares_only_a_part_of_the_name_is_somebody_else(one: str, other: str) -> None:
    assert likeness(one, other) < LIKE


def test_a_part_left_out_makes_a_name_less_like_but_still_like() -> None:
    assert LIKE <= likeness("Ahmad Hassan", "Ahmad Ali Hassan") < likeness("Ahmad Hassan", "Hassan Ahmad") == 100


def test_names_are_written_in_latin_letters() -> None:
    told = ["Юлія Щербак", "ნინო-მარიამ ბერიძე", "محمود الأحمد", "ትርሃስ", "Đorđe  Šarić", "Nguyễn"]
    written = [
        "Yuliya Shcherbak",
        "Nino-Mariam Beridze",
        "Mhmud Alahmd",
        "Trhas",
        "Đorđe Šarić",
        "Nguyễn",
    ]
    assert [latin(name) for name in told] == [unicodedata.normalize("NFC", name) for name in written]


def test_what_no_latin_name_has_is_named() -> None:
    assert beyond_latin("Ol’ga O'Neill, jr.") == []
    assert beyond_latin("Анна 3") == ["А", "н", "а", "3"]
    assert beyond_latin("J\u030cana x\u0300") == ["x\u0300"]


@given(SCRIPTS)
def test_whatever_is_told_can_be_written_in_latin_letters(name: str) -> None:
    written = latin(name)
    assert beyond_latin(written) == []
    assert latin(written) == written


@given(SCRIPTS)
def test_case_signs_and_order_change_no_key(name: str) -> None:
    assert keys(name) == keys(unicodedata.normalize("NFD", name))
    assert keys(f"  {name}-") == keys(name)


@given(SCRIPTS, SCRIPTS)
def test_likeness_is_the_same_from_both_sides_and_within_its_bounds(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) == likeness(other, one) <= 100


def test_a_name_made_to_cost_time_costs_none() -> None:
    began = time.process_time()
    keys("chwc" * 2_000 + " " + "abd cc " * 2_000)
    assert time.process_time() - began < 0.5
