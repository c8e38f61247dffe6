"""The words of messages as an administrator looks them over; and of how many parts a text message is."""

from __future__ import annotations

import pytest

from services.chassis.errors import NotAllowed, NotFound
from services.chassis.identity import Actor
from services.notifications.letters import Letters
from services.notifications.letters.words import kinds
from services.notifications.model.text_parts import GSM, UCS2, parts_of
from services.notifications.queries.templates import template, templates
from services.notifications.store import Store
from tests.builders import PROGRAMME, PUBLIC_URL, Notifications

LETTERS = Letters(PROGRAMME, PUBLIC_URL, "")
ADMINISTRATOR = Actor(frozenset({"administrator"}), "kim", "1")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Notifications(tmp_path_factory.mktemp("words")).store


def test_it_is_said_which_languages_no_native_speaker_has_reviewed(store: Store) -> None:
    found = {each["language"]: each["is_reviewed"] for each in templates(store, ADMINISTRATOR)["languages"]}
    assert set(found) == set(PROGRAMME.page_languages)
    assert (found["de"], found["ar"]) == (True, False)


@pytest.mark.parametrize("language", sorted(PROGRAMME.page_languages))
@pytest.mark.parametrize("kind", kinds())
def test_every_kind_can_be_looked_over_in_every_language_on_every_way(store: Store, kind: str, language: str) -> None:
    found = template(store, ADMINISTRATOR, LETTERS, kind, language)
    assert found["template"] == found["in_force"]
    assert found["channels"]
    told = [found["subject"], found["text"], found["html"], found["short"]["words"]]
    told += [text for side in found["sides"] for text in (side["subject"], *side["paragraphs"])]
    assert all(told)
    assert not [text for text in told if "None" in text or "{" in text]
    assert {side["language"] for side in found["sides"]} == {"de", language}
    assert found["short"]["parts"] >= 1


def test_nobody_else_looks_words_over_and_what_is_not_there_is_unknown(store: Store) -> None:
    with pytest.raises(NotAllowed):
        templates(store, Actor(frozenset({"counsellor"}), "kim", "1"))
    for kind, language in (("of_no_such_kind", "de"), ("request_receipt", "xx"), ("letterhead", "de")):
        with pytest.raises(NotFound):
            template(store, ADMINISTRATOR, LETTERS, kind, language)


@pytest.mark.parametrize(
    ("words", "alphabet", "length", "parts"),
    [
        ("a" * 160, GSM, 160, 1),
        ("a" * 161, GSM, 161, 2),
        ("a" * 306, GSM, 306, 2),
        ("a" * 307, GSM, 307, 3),
        ("€" * 80, GSM, 160, 1),
        ("€" * 81, GSM, 162, 2),
        ("Grüße Ä", GSM, 7, 1),
        ("ა" * 70, UCS2, 70, 1),
        ("ა" * 71, UCS2, 71, 2),
        ("ა" * 134, UCS2, 134, 2),
        ("ა" * 135, UCS2, 135, 3),
        ("🙂", UCS2, 2, 1),
    ],
)
def test_a_text_message_is_counted_as_the_network_does(words: str, alphabet: str, length: int, parts: int) -> None:
    assert parts_of(words) == (alphabet, length, parts)
