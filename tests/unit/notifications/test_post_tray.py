"""Letters on paper: who sees which, what they say, and what is noted when they are posted."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from services.chassis.errors import NotAllowed, NotFound
from services.chassis.identity import Actor
from services.chassis.testing import StoppedClock, said, types_of
from services.notifications.commands.post import drop_late_letters, mark_posted
from services.notifications.commands.queueing import tell
from services.notifications.letters import Letters
from services.notifications.letters.words import version, words
from services.notifications.queries.post import letters_to_print, post_tray
from tests.builders import PROGRAMME, PUBLIC_URL, Notifications
from tests.unit.notifications.scheduling import CASE, ENDS, Booked, Missed, given, told

LETTERS = Letters(PROGRAMME, PUBLIC_URL, "")
RIMA = Actor(frozenset({"counsellor"}), "bruecke", "rima")
ELSEWHERE = Actor(frozenset({"counsellor", "desk"}), "kim", "mirela")


@pytest.fixture
def notifications(tmp_path: Path) -> Notifications:
    """Somebody without any address has an appointment."""
    found = Notifications(tmp_path, StoppedClock())
    found.hear(given(email=None), told(Booked()))
    return found


def tray(notifications: Notifications, who: Actor = RIMA) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = post_tray(notifications.store, who, LETTERS, None, 50)["items"]
    return found


def row(notifications: Notifications) -> Any:
    with notifications.database.reading() as tx:
        return tx.execute(text("SELECT * FROM messages")).one()


def test_who_has_no_address_gets_a_letter_that_waits_with_their_organisation(notifications: Notifications) -> None:
    (letter,) = tray(notifications)
    assert (letter["kind"], letter["about"], letter["language"]) == ("appointment_invitation", CASE, "ka")
    assert letter["is_about_case"]
    assert tray(notifications, ELSEWHERE) == []
    with pytest.raises(NotAllowed):
        tray(notifications, Actor(frozenset({"steering"}), "bruecke", "x"))
    with pytest.raises(NotFound):
        letters_to_print(notifications.store, ELSEWHERE, LETTERS, [letter["message_id"]])


def test_a_letter_is_written_in_german_beside_the_language_of_its_reader(notifications: Notifications) -> None:
    (letter,) = tray(notifications)
    (printed,) = letters_to_print(notifications.store, RIMA, LETTERS, [letter["message_id"]])["items"]
    german, georgian = printed["sides"]
    assert (german["language"], georgian["language"]) == ("de", "ka")
    assert "Montag, 30. November 2026" in german["subject"]
    assert "30 ნოემბერი" in georgian["subject"]
    told = " ".join([*german["paragraphs"], *georgian["paragraphs"]])
    assert "http" not in told
    assert "None" not in told
    assert words("de")["appointment_invitation"]["enclosed"] not in told, "there is no file with it"


def test_a_posted_letter_waits_no_more_and_that_is_said_once(notifications: Notifications) -> None:
    (letter,) = tray(notifications)
    for _ in range(2):
        mark_posted(notifications.store, RIMA, notifications.clock, LETTERS, [letter["message_id"]])
    assert tray(notifications) == []
    posted = row(notifications)
    assert (posted.state, posted.language) == ("sent", "ka")
    assert posted.template == version("appointment_invitation", "ka")
    assert types_of(said(notifications.database)).count("message.sent.v1") == 1


def test_of_letters_of_others_none_is_marked(notifications: Notifications) -> None:
    (letter,) = tray(notifications)
    for who, chosen in ((ELSEWHERE, [letter["message_id"]]), (RIMA, [letter["message_id"], "another"])):
        with pytest.raises(NotFound):
            mark_posted(notifications.store, who, notifications.clock, LETTERS, chosen)
    assert row(notifications).state == "queued"


def test_a_letter_about_an_appointment_that_is_over_waits_no_more(notifications: Notifications) -> None:
    notifications.clock.advance(ENDS - notifications.clock.now() - timedelta(seconds=1))
    drop_late_letters(notifications.store, notifications.clock)
    assert len(tray(notifications)) == 1, "whoever waits for it can still be handed it"
    notifications.clock.advance(timedelta(seconds=1))
    for _ in range(2):
        drop_late_letters(notifications.store, notifications.clock)
    assert tray(notifications) == []
    assert (row(notifications).state, row(notifications).reason) == ("failed", "too_late")
    assert types_of(said(notifications.database)).count("message.failed.v1") == 1


def test_that_somebody_was_missed_can_still_be_posted_afterwards(notifications: Notifications) -> None:
    notifications.clock.advance(ENDS - notifications.clock.now())
    notifications.hear(told(Missed()))
    drop_late_letters(notifications.store, notifications.clock)
    assert [letter["kind"] for letter in tray(notifications)] == ["appointment_missed"]


def test_letters_about_what_is_nobody_s_case_yet_wait_with_whoever_runs_the_programme(tmp_path: Path) -> None:
    found = Notifications(tmp_path, StoppedClock())
    found.hear(given(email=None))
    tell(found.store, found.clock, "question_asked", CASE, "K7M-4XQ-6")
    assert tray(found, RIMA) == []
    (letter,) = tray(found, ELSEWHERE)
    assert letter["kind"] == "question_asked"
    with pytest.raises(NotFound):
        letters_to_print(found.store, RIMA, LETTERS, [letter["message_id"]])
    mark_posted(found.store, ELSEWHERE, found.clock, LETTERS, [letter["message_id"]])
    assert row(found).state == "sent"


@pytest.mark.parametrize("language", sorted(PROGRAMME.page_languages))
def test_what_is_said_of_a_file_stands_in_mails_alone(language: str) -> None:
    for kind in ("appointment_invitation", "appointment_moved", "appointment_cancelled"):
        assert words(language)[kind]["enclosed"]
        assert words(language)[kind]["enclosed"] not in words(language)[kind]["paragraphs"]
