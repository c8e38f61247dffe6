"""A reference can be said on the telephone and written down by hand, and a slip is noticed."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from services.chassis.references import REFERENCE_ALPHABET, new_reference, read_reference

drawn = st.text(alphabet=REFERENCE_ALPHABET, min_size=6, max_size=6)


def with_check(letters: str) -> str:
    return f"{letters[:3]}-{letters[3:]}-{luhn.calc_check_digit(letters, REFERENCE_ALPHABET)}"


def test_a_new_reference_looks_like_k7m_4xq_6_and_reads_as_itself() -> None:
    for _ in range(200):
        reference = new_reference()
        assert re.fullmatch(r"[2-9A-HJ-NP-Z]{3}-[2-9A-HJ-NP-Z]{3}-[2-9A-HJ-NP-Z]", reference)
        assert read_reference(reference) == reference


def test_the_alphabet_has_no_letters_that_are_taken_for_one_another() -> None:
    assert not set("01IO") & set(REFERENCE_ALPHABET)
    assert len(set(REFERENCE_ALPHABET)) == len(REFERENCE_ALPHABET) == 32


@given(drawn)
def test_small_letters_blanks_and_missing_dashes_are_forgiven(letters: str) -> None:
    reference = with_check(letters)
    for written in (reference.lower(), reference.replace("-", ""), reference.replace("-", " "), f"  {reference}\n"):
        assert read_reference(written) == reference


@given(drawn, st.integers(0, 6), st.sampled_from(REFERENCE_ALPHABET))
def test_every_single_wrong_character_is_found(letters: str, place: int, wrong: str) -> None:
    compact = with_check(letters).replace("-", "")
    if compact[place] != wrong:
        assert read_reference(compact[:place] + wrong + compact[place + 1 :]) is None


@given(drawn, st.integers(0, 5))
def test_two_swapped_neighbours_are_found_but_for_the_first_and_the_last_letter_of_the_alphabet(
    letters: str, place: int
) -> None:
    compact = with_check(letters).replace("-", "")
    one, two = compact[place], compact[place + 1]
    blind = {one, two} == {REFERENCE_ALPHABET[0], REFERENCE_ALPHABET[-1]}
    if one != two and not blind:
        assert read_reference(compact[:place] + two + one + compact[place + 2 :]) is None


@given(st.text(max_size=40))
def test_whatever_is_written_is_a_reference_or_none(text: str) -> None:
    read = read_reference(text)
    assert read is None or read_reference(read) == read
