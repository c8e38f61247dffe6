"""The programme profile is complete, and a broken one is told by its file."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from services.chassis.programme import load
from tests.builders import PROGRAMME

FOLDER = Path(__file__).parents[3] / "deploy" / "programmes" / "aachen"


def test_everything_has_a_name_in_every_page_language() -> None:
    for names in (PROGRAMME.name, *PROGRAMME.topics.values(), *PROGRAMME.language_modes.values()):
        assert set(names) >= set(PROGRAMME.page_languages)
    for place in PROGRAMME.places.values():
        assert set(place.name) >= {PROGRAMME.default_language}
        assert place.municipality in {*PROGRAMME.municipalities, ""}, (
            "a place of the region itself lies in none of them"
        )


def test_codes_are_lower_case_ascii() -> None:
    for code in (*PROGRAMME.topics, *PROGRAMME.municipalities, *PROGRAMME.places, *PROGRAMME.language_modes):
        assert re.fullmatch(r"[a-z][a-z0-9_-]*", code), code


def test_the_programme_names_its_organisations_and_the_authority_is_one_of_them() -> None:
    assert PROGRAMME.organisations[PROGRAMME.organisation].kind == "authority"
    for code, organisation in PROGRAMME.organisations.items():
        assert re.fullmatch(r"[a-z][a-z0-9]{1,30}", code), "a short name on the bus"
        assert organisation.name
        assert organisation.phone


def test_barriers_and_institutions_have_names_for_those_who_record_them() -> None:
    for names in (*PROGRAMME.barrier_kinds.values(), *PROGRAMME.institutions.values()):
        assert {"de", "en"} <= set(names)


def test_the_programme_says_what_a_small_number_is_and_in_public_it_is_not_smaller() -> None:
    assert 3 <= PROGRAMME.thresholds["small_number_inside"] <= PROGRAMME.thresholds["small_number_public"]


def test_the_notice_is_the_same_version_in_every_language() -> None:
    assert {notice.version for notice in PROGRAMME.notices.values()} == {PROGRAMME.notice_version}
    assert set(PROGRAMME.notices) == set(PROGRAMME.page_languages)
    assert len({len(notice.sections) for notice in PROGRAMME.notices.values()}) == 1


def test_who_has_no_notice_of_their_own_reads_the_default_one() -> None:
    assert PROGRAMME.notice("ti").language == PROGRAMME.default_language


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="LOTSE_PROGRAMME must name a programme's folder"):
        load(tmp_path / "nowhere")


@pytest.mark.parametrize("line", ["[retention]", "[programme]", "page_languages"])
def test_what_is_missing_is_named(tmp_path: Path, line: str) -> None:
    shutil.copytree(FOLDER, tmp_path / "p")
    profile = tmp_path / "p" / "programme.toml"
    profile.write_text(re.sub(rf"(?m)^{re.escape(line)}", "[gone]" if line[0] == "[" else "gone", profile.read_text()))
    with pytest.raises(ValueError, match=r"programme\.toml: .* is missing or malformed"):
        load(tmp_path / "p")
