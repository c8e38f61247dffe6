"""What counts as asking for no more messages, in the languages that we write in."""

from __future__ import annotations

import pytest

from services.chassis.stop_words import begins_with_stop, is_stop

# language → how somebody says it, in whatever letters and with whatever marks
IN_THEIR_WORDS = {
    "de": ("STOP", "Stopp!", "  abmelden ", "ABBESTELLEN", "Ende.", "Keine SMS mehr"),
    "en": ("stop", "STOP ALL", "Unsubscribe", "quit"),
    "fr": ("Arrêt", "ARRETER", "désabonner"),
    "tr": ("Dur", "DURDUR", "ret"),
    "bs": ("stani", "Odjava!", "PREKINI"),
    "ru": ("Стоп", "СТОП!!!", "отписаться"),
    "ka": ("სტოპ", "«შეჩერება»"),
    "ar": ("توقف", "قف", "إلغاء الاشتراك"),
}
SAYINGS = [(language, said) for language, sayings in IN_THEIR_WORDS.items() for said in sayings]
# Who answers like this wants something else, and somebody has to read it.
SOMETHING_ELSE = (
    *("", "?!", "ok", "Danke", "Ich stoppe am Bus", "Stop, ich komme später", "non stop", "durch"),
    *("cancel", "Termin absagen", "iptal", "отмена", "إلغاء"),
)


@pytest.mark.parametrize(("language", "said"), SAYINGS)
def test_a_word_for_stop_is_one_however_it_is_written(language: str, said: str) -> None:
    assert is_stop(said), language


@pytest.mark.parametrize("said", SOMETHING_ELSE)
def test_whoever_says_more_or_cancels_an_appointment_wants_something_else(said: str) -> None:
    assert not is_stop(said)
    assert not begins_with_stop(said)


@pytest.mark.parametrize(
    ("written", "stops"),
    [
        ("STOP", True),
        ("\n\n Stopp. \n", True),
        ("Стоп\n\nС уважением\nНино", True),
        ("Stop\n-- \nVon meinem Telefon gesendet", True),
        ("Guten Tag,\nSTOP", False),
        ("Stop am Bahnhof?\nDanke", False),
        ("", False),
    ],
)
def test_of_a_mail_the_first_written_line_counts(written: str, stops: bool) -> None:
    assert begins_with_stop(written) is stops
