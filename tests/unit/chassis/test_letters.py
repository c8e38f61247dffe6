"""The letters of a programme: complete in every language, filled from what is known, refused when they are broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.chassis import letters
from services.chassis.letters import CLIENT, GAPS, OUTSIDE
from tests.builders import PROGRAMME

VALUES = {gap: f"<{gap}>" for gap in GAPS}


@pytest.mark.parametrize("code", PROGRAMME.letters)
def test_every_letter_of_the_programme_can_be_written_in_each_of_its_languages(code: str) -> None:
    letter = PROGRAMME.letters[code]
    assert set(letter.name) == {"de", "en"}
    assert letter.languages == (PROGRAMME.page_languages if letter.audience == CLIENT else ("de",))
    for language in letter.languages:
        subject, text = letter.filled(language, VALUES)
        assert subject
        assert "{" not in subject + text
        assert "<counsellor>\n<office>" in text


def test_a_letter_to_somebody_outside_tells_them_of_the_release() -> None:
    outside = [letter for letter in PROGRAMME.letters.values() if letter.audience == OUTSIDE]
    assert outside
    assert all("Schweigepflichtentbindung" in letter.text["de"] for letter in outside)


def test_values_are_words_and_never_gaps_themselves() -> None:
    letter = PROGRAMME.letters["invitation"]
    assert "Guten Tag {office}," in letter.filled("de", VALUES | {"name": "{office}"})[1]


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ('audience = "client"\n[name]\nde = "x"\n[subject]\nde = "x"\n[text]\nde = "x"\n', "both in all"),
        ('audience = "friends"\n[name]\nde = "x"\n[subject]\nde = "x"\n[text]\nde = "x"\n', "audience"),
        ('audience = "outside"\n[name]\nde = "x"\n[subject]\nde = "x"\n[text]\nde = "Guten Tag {naem}"\n', "naem"),
        ('audience = "outside"\n[name]\nde = "x"\n[text]\nde = "x"\n', "subject"),
        ("audience = ", "malformed"),
    ],
)
def test_a_broken_template_is_found_when_the_programme_is_read(tmp_path: Path, words: str, wrong: str) -> None:
    (tmp_path / "broken.toml").write_text(words, encoding="utf-8")
    with pytest.raises(ValueError, match=r"letters/broken\.toml.*" + wrong):
        letters.load(tmp_path, ("de", "en"))
