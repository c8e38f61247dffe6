"""Whatever a service can say no with has words: a title, what happened, what to do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gateway import sentences, staff_sentences, staff_words

SERVICES = Path(sentences.__file__).parents[1] / "services"
ALL = ("chassis", "intake", "cases", "scheduling", "reporting")
RAISED = re.compile(
    r"\b(?:NotFound|Refused|Conflict|NotAllowed|NotSignedIn|TooMany)\(\s*\"([a-z_]+)\"|\bunknown\(\"([a-z_]+)\"\)"
)
OF_FIELD = re.compile(
    r"\bfault\(\"([a-z_]+)\"|\bfault_at\([^,()]+, \"([a-z_]+)\"|\bFieldError\.of\([^,()]+, \"([a-z_]+)\""
    r"|\binvalid\(\"[a-z_]+\", \"([a-z_]+)\""
)
CHOSEN = re.compile(r"\bCodes?\(\"([a-z_]+)\"")
# Between the gateway and a service only, or in events: no person ever reads them; or from an operator's command alone,
# which has its own sentence for it.
AMONG_PROGRAMS = {"unknown_method", "proof_invalid", "correlation_id", "unknown_notice_version", "imported_meanwhile"}


def source(*services: str) -> str:
    """The code of these services, without comments."""
    files = [path for service in services for path in sorted((SERVICES / service).rglob("*.py"))]
    assert files
    return "\n".join(re.sub(r"#.*", "", path.read_text(encoding="utf-8")) for path in files)


def found(pattern: re.Pattern[str], text: str) -> set[str]:
    return {next(group for group in match if group) for match in pattern.findall(text) if any(match)}


def test_every_refusal_of_a_service_has_words() -> None:
    text = source(*ALL)
    nouns = {f"{noun}_unknown" for noun in re.findall(r"\bnoun = \"([a-z_]+)\"", text)}
    raised = {code if code.count("_") or code.endswith("ed") else f"{code}_unknown" for code in found(RAISED, text)}
    silent = (raised | nouns) - set(sentences.PROBLEMS) - set(staff_sentences.PROBLEMS) - AMONG_PROGRAMS
    assert not silent


def test_every_field_that_a_service_refuses_has_words() -> None:
    text = source(*ALL)
    chosen = {f"unknown_{noun}" for noun in CHOSEN.findall(text)}
    known = {key.rpartition(":")[2] for table in (sentences.FIELDS, staff_sentences.FIELDS) for key in table}
    assert not (found(OF_FIELD, text) | chosen) - known - AMONG_PROGRAMS


def test_no_part_of_the_staff_sentences_puts_its_words_in_the_place_of_another_s() -> None:
    for table in ("PROBLEMS", "FIELDS"):
        said = [code for part in staff_sentences._PARTS for code in getattr(part, table)]
        assert len(said) == len(set(said)), [code for code in set(said) if said.count(code) > 1]


def test_no_part_of_the_staff_words_does_either() -> None:
    said = [(name, code) for part in staff_words._PARTS for name, table in part.TABLES.items() for code in table]
    assert len(said) == len(set(said)), [code for code in set(said) if said.count(code) > 1]


@pytest.mark.parametrize("table", [sentences.PROBLEMS, staff_sentences.PROBLEMS])
def test_a_title_is_short_and_a_sentence_says_what_to_do(table: dict[str, tuple[str, str]]) -> None:
    for code, (title, sentence) in table.items():
        assert len(title) <= 40, code
        assert not title.endswith("."), code
        assert sentence.endswith("."), code
