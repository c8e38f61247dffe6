"""What a file is: content, inside and ending agree, or it is not taken."""

from __future__ import annotations

import pytest

from services.chassis.file_types import DOCX, ENDINGS, PDF, type_of
from tests.builders.files import NOT_TAKEN, SCAN, TAKEN, packed


@pytest.mark.parametrize("media_type", ENDINGS)
def test_a_file_is_what_its_content_and_its_ending_say(media_type: str) -> None:
    name, content = TAKEN[media_type]
    assert type_of(content, name) == media_type


@pytest.mark.parametrize("what", NOT_TAKEN)
def test_what_only_claims_to_be_a_document_is_none(what: str) -> None:
    name, content = NOT_TAKEN[what]
    assert type_of(content, name) is None


def test_a_list_of_parts_that_would_fill_the_memory_is_not_read_to_its_end() -> None:
    bomb = packed(**{"[Content_Types].xml": " " * 50_000_000, "word__document.xml": ""})
    assert type_of(bomb, "letter.docx") is None


def test_every_content_has_a_type_or_none_and_nothing_breaks() -> None:
    name, content = TAKEN[DOCX]
    for length in range(len(content)):
        assert type_of(content[:length], name) in (DOCX, None)
    assert type_of(b"", "empty.pdf") is None
    assert type_of(SCAN[:5], "short.pdf") in (PDF, None)
