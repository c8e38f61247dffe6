"""Whether somebody asks by a reply to be written to no more."""

from __future__ import annotations

import unicodedata

# The word of the trade, which networks everywhere know, and what people write in the languages of our messages. Words
# for "cancel" are none: who answers a reminder with one means the appointment.
_WORDS = frozenset(
    {
        *("stop", "stopp", "stop all", "stopall", "unsubscribe", "quit", "end"),
        *("abmelden", "abbestellen", "ende", "keine sms", "keine sms mehr"),
        *("arret", "arreter", "arrêt", "arrêter", "desabonner", "désabonner"),
        *("dur", "durdur", "ret"),
        *("stani", "odjava", "prekini", "prestani"),
        *("стоп", "отписаться", "хватит"),
        *("სტოპ", "შეჩერება", "გაჩერდით", "აღარ"),
        *("توقف", "قف", "إيقاف", "ايقاف", "أوقف", "اوقف", "إلغاء الاشتراك"),
    }
)


def is_stop(words: str) -> bool:
    """Whether this is nothing but a word for stop, however it is written. Who says more wants something else."""
    letters = (letter if letter.isalnum() or unicodedata.combining(letter) else " " for letter in words.casefold())
    return " ".join("".join(letters).split()) in _WORDS


def begins_with_stop(words: str) -> bool:
    """Whether the first line somebody has written in a mail is nothing but a word for stop; below it stands what mail
    programs and people put below everything."""
    return is_stop(next((line for line in words.splitlines() if line.strip()), ""))
