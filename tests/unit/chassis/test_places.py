"""Places: open, equipped and described in every page language; and each mistake in their file has its sentence."""

from __future__ import annotations

import re
import shutil
from datetime import time
from pathlib import Path

import pytest

from services.chassis.programme import load
from tests.builders import PROGRAMME

FOLDER = Path(__file__).parents[3] / "deploy" / "programmes" / "aachen"


def test_every_place_is_described_in_every_page_language() -> None:
    for place in PROGRAMME.places.values():
        assert set(place.directions) >= set(PROGRAMME.page_languages)
        assert place.opening
        for code in place.accessibility:
            assert set(PROGRAMME.accessibility[code]) >= set(PROGRAMME.page_languages)


def test_a_place_says_only_what_differs_from_the_others() -> None:
    usual, monschau = PROGRAMME.places["roetgen-rathaus"], PROGRAMME.places["monschau-rathaus"]
    assert usual.opening[2] == ((time(8), time(18)),)
    assert monschau.opening[2] == ((time(8), time(12, 30)),)
    assert monschau.directions == usual.directions
    assert PROGRAMME.places["wuerselen-rathaus"].rooms["2.04"].seats == 4


@pytest.mark.parametrize(
    ("said", "instead", "sentence"),
    [
        ('"12:30"], ["13:30"', '"13:45"], ["13:30"', "is open on monday from 13:30, while it is open already"),
        ('monday = [["08:00", "18:00"]]', 'monday = [["18:00", "08:00"]]', "closes on monday at 08:00, before"),
        ('monday = [["08:00", "18:00"]]', 'monday = [["8", "18:00"]]', "'8', which is no time of a day"),
        ('monday = [["08:00", "18:00"]]', 'monday = [["08:02", "18:00"]]', "08:02, which is not on whole 5 minutes"),
        ("monday = [[", "moonday = [[", "'moonday', which is none of monday, tuesday"),
        ('accessibility = ["step_free"]', 'accessibility = ["ramp"]', "'ramp', which has no name"),
        ("[places.monschau-rathaus.opening]", "[places.moon.opening]", "moon is no place of programme.toml"),
        ("seats = 4", "seats = 0", "has 0 seats: at least one is needed"),
        ('fr = "Ascenseur"', "", r"the name of accessibility\.lift is missing in fr"),
        ('"2.04"', '"2 04"', "a code has small letters"),
    ],
)
def test_each_mistake_is_told_with_its_place(tmp_path: Path, said: str, instead: str, sentence: str) -> None:
    shutil.copytree(FOLDER, tmp_path / "p")
    file = tmp_path / "p" / "places.toml"
    file.write_text(file.read_text(encoding="utf-8").replace(said, instead, 1), encoding="utf-8")
    with pytest.raises(ValueError, match=rf"places\.toml: .*{sentence}"):
        load(tmp_path / "p")


def test_codes_of_places_are_those_of_an_address() -> None:
    for code in PROGRAMME.places:
        assert re.fullmatch(r"[a-z][a-z0-9-]*", code), code
