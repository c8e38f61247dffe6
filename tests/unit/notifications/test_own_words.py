"""The programme's own words: what they must say and must not, when they are in force, and which a message notes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from services.chassis.errors import Conflict, Invalid, NotAllowed, NotFound
from services.chassis.fields import load
from services.chassis.identity import Actor
from services.chassis.testing import NOON, StoppedClock
from services.notifications.commands.templates import publish_template, withdraw_template
from services.notifications.letters.checking import faults
from services.notifications.letters.words import kinds, version, words
from services.notifications.model.templates import OwnWords
from services.notifications.queries.templates import preview_template, template, templates
from services.notifications.schemas.templates import PublishTemplate
from tests.builders import PROGRAMME, Notifications
from tests.unit.notifications.scheduling import Booked, given, told

ADMINISTRATOR = Actor(frozenset({"administrator"}), "kim", "1")
KIND = "appointment_invitation"
OURS = {
    "subject": "Wir sehen uns: {date}",
    "paragraphs": ["Schön, dass Sie kommen.", *words("de")[KIND]["paragraphs"][1:]],
    "short": ["Bis {date}, {begins} Uhr! Fragen? {phone}"],
}


@pytest.fixture
def notifications(tmp_path: Path) -> Notifications:
    return Notifications(tmp_path, StoppedClock())


def publish(notifications: Notifications, seen: int = 1, who: Actor = ADMINISTRATOR, **other: Any) -> dict[str, Any]:
    asked = load(PublishTemplate(), {"kind": KIND, "language": "de", "version": seen} | OURS | other)
    parts = notifications.store, who, notifications.clock, notifications.letters, PROGRAMME
    return publish_template(*parts, **asked)


def back(notifications: Notifications, seen: int) -> dict[str, Any]:
    parts = notifications.store, ADMINISTRATOR, notifications.clock, PROGRAMME
    return withdraw_template(*parts, KIND, "de", seen)


def look(notifications: Notifications, **asked: Any) -> dict[str, Any]:
    return template(notifications.store, ADMINISTRATOR, notifications.letters, KIND, "de", **asked)


@pytest.mark.parametrize("language", sorted(PROGRAMME.page_languages))
@pytest.mark.parametrize("kind", kinds())
def test_the_shipped_words_keep_the_rules_for_one_s_own(notifications: Notifications, kind: str, language: str) -> None:
    assert faults(notifications.letters, PROGRAMME, kind, language, words(language)[kind]) == ()


@pytest.mark.parametrize(
    ("other", "field", "code", "word"),
    [
        ({"subject": "Ihr Asyl"}, "subject", "word_exposes", "asyl"),
        ({"short": ["Jobcenter: {date}, {begins} {phone}"]}, "short.0", "word_exposes", "jobcenter"),
        ({"paragraphs": ["Es geht um Wohnen."]}, "paragraphs.0", "word_exposes", "Wohnen"),
        ({"paragraphs": ["Bei der Krankenkasse."]}, "paragraphs.0", "word_exposes", "Krankenkasse"),
        ({"subject": "Guten Tag, {name}"}, "subject", "placeholder_unknown", "{name}"),
        ({"subject": "{phone.__class__}"}, "subject", "placeholder_broken", None),
        ({"subject": "{phone!r:>9}"}, "subject", "placeholder_broken", None),
        ({"subject": "Ihr Termin {date"}, "subject", "placeholder_broken", None),
        ({"subject": "Ihr Termin in {place}"}, "subject", "placeholders_apart", "{place}"),
        ({"short": ["Bis {date}! Fragen? {phone}"]}, "short", "placeholder_missing", "{begins}"),
        ({"short": ["Bis {date}, {begins} Uhr!"]}, "short", "placeholder_missing", "{phone}"),
        ({"short": [f"{'lang ' * 90} {{date}}, {{begins}} {{phone}}"]}, "short.0", "too_many_parts", None),
        ({"paragraphs": OURS["paragraphs"][:-1]}, "paragraphs", "placeholder_missing", "{status_url}"),
        (
            {"paragraphs": ["{date}, {begins} bis {ends}, {place}", *OURS["paragraphs"]]},
            "paragraphs.0",
            "placeholders_apart",
            "{begins}, {date}, {ends}, {place}",
        ),
        ({"subject": ""}, "subject", "required", None),
        ({"subject": "x" * 151}, "subject", "too_long", None),
        ({"short": []}, "short", "required", None),
        ({"paragraphs": [[]]}, "paragraphs.0", "required", None),
    ],
)
def test_words_that_give_away_too_much_or_tell_too_little_are_refused_at_their_field(
    notifications: Notifications, other: dict[str, Any], field: str, code: str, word: str | None
) -> None:
    with pytest.raises(Invalid) as refused:
        publish(notifications, **other)
    found = {(error.field, error.code, error.params.get("word")) for error in refused.value.errors}
    assert (field, code, word) in found
    assert look(notifications)["in_force"] == version(KIND, "de"), "nothing has changed"


def test_a_message_is_written_in_the_words_in_force_when_it_leaves_and_notes_them(notifications: Notifications) -> None:
    publish(notifications)
    notifications.hear(given(language="de"), told(Booked()))
    notifications.send()
    (mail,) = notifications.carrier.mails
    assert mail["Subject"].startswith("Wir sehen uns: Montag")
    text = mail.get_body(("plain",))
    assert text
    assert "Schön, dass Sie kommen." in text.get_content()
    assert words("de")[KIND]["enclosed"] in text.get_content(), "what is said of a file stays as shipped"
    (message,) = notifications.store.messages.to([Booked().case_id])
    assert message.template == "own-1"


def test_words_with_a_placeholder_that_a_newer_release_does_not_know_are_left_aside(
    notifications: Notifications,
) -> None:
    old = OwnWords(KIND, "de", 1, OURS | {"subject": "Ihr {room}"}, NOON, ADMINISTRATOR.ref)
    assert notifications.store.templates.take(old)
    notifications.hear(given(language="de"), told(Booked()))
    notifications.send()
    (message,) = notifications.store.messages.to([Booked().case_id])
    assert (message.state, message.template) == ("sent", version(KIND, "de"))
    assert look(notifications)["in_force"] == version(KIND, "de")
    assert templates(notifications.store, ADMINISTRATOR)["kinds"][0]["own_languages"] == []


def test_other_languages_and_kinds_stay_as_shipped(notifications: Notifications) -> None:
    publish(notifications)
    letters = notifications.letters.in_words_of(notifications.store.templates.in_force(kinds()))
    assert letters.version(KIND, "de") == "own-1"
    assert letters.version(KIND, "ka") == version(KIND, "ka")
    assert letters.version("appointment_moved", "de") == version("appointment_moved", "de")
    (own,) = [each for each in templates(notifications.store, ADMINISTRATOR)["kinds"] if each["own_languages"]]
    assert (own["kind"], own["own_languages"]) == (KIND, ["de"])


def test_back_to_the_shipped_words_and_what_was_said_before_can_still_be_read(notifications: Notifications) -> None:
    assert publish(notifications)["version"] == 2
    assert publish(notifications, 2, subject="Neu: {date}")["template"] == "own-2"
    assert back(notifications, 3)["template"] == version(KIND, "de")
    found = look(notifications)
    assert (found["in_force"], found["template"], found["version"]) == (version(KIND, "de"), version(KIND, "de"), 4)
    assert [step["template"] for step in found["steps"]] == [None, "own-2", "own-1"]
    assert {step["by"] for step in found["steps"]} == {ADMINISTRATOR.ref}
    assert look(notifications, written_with="own-1")["subject"].startswith("Wir sehen uns")
    assert look(notifications, written_with=version(KIND, "de"))["subject"].startswith("Ihr Termin")
    with pytest.raises(NotFound):
        look(notifications, written_with="own-3")
    assert back(notifications, 4)["version"] == 4, "once more, and nothing happens"


def test_whoever_has_not_seen_the_newest_words_publishes_nothing(notifications: Notifications) -> None:
    publish(notifications)
    for stale in (0, 1, 3):
        with pytest.raises(Conflict) as refused:
            publish(notifications, stale)
        assert refused.value.params["version"] == 2
    assert len(look(notifications)["steps"]) == 1


def test_only_administrators_of_whoever_runs_the_programme_publish_and_it_is_written_down(
    notifications: Notifications,
) -> None:
    for role, organisation in (("administrator", "bruecke"), ("coordinator", "kim")):
        with pytest.raises(NotAllowed):
            publish(notifications, who=Actor(frozenset({role}), organisation, "2"))
    publish(notifications)
    back(notifications, 2)
    with notifications.database.reading() as tx:
        lines = tx.execute(text("SELECT who, what, subject FROM access_log ORDER BY look_id")).all()
    assert [tuple(line) for line in lines] == [
        (ADMINISTRATOR.ref, "words_published", f"{KIND} de"),
        (ADMINISTRATOR.ref, "words_withdrawn", f"{KIND} de"),
    ]


def test_words_are_shown_as_they_would_read_before_they_are_published(notifications: Notifications) -> None:
    letters = notifications.letters
    found = preview_template(notifications.store, ADMINISTRATOR, letters, PROGRAMME, KIND, "de", **OURS)
    assert (found["template"], found["in_force"]) == ("draft", version(KIND, "de"))
    assert found["subject"].startswith("Wir sehen uns")
    with pytest.raises(Invalid):
        preview_template(
            notifications.store, ADMINISTRATOR, letters, PROGRAMME, KIND, "de", **OURS | {"subject": "Asyl"}
        )
