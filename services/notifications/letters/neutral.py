"""What a message must never say: whoever looks over its reader's shoulder would learn what it is about.

What everybody's words hold is searched for in parts of words, because languages put endings to them; what the
programme calls its topics and the institutions somebody may have to do with, as whole words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.chassis.programme import Programme

# Offices and matters that tell of somebody's residence or need, in the languages we write in.
_EXPOSING = (
    *("ausländer", "flüchtling", "asyl", "abschieb", "jobcenter", "sozialamt", "bamf"),
    *("foreigners", "immigration", "refugee", "asylum", "deport"),
    *("préfecture", "étrangers", "réfugié", "asile"),
    *("göç", "mülteci", "sığınma"),
    *("azil", "izbjegl"),
    *("миграц", "беженц", "убежищ"),
    *("მიგრაც", "ლტოლვილ", "თავშესაფ"),
    *("لاجئ", "اللجوء", "الأجانب", "الهجرة"),
)


def exposing(text: str, language: str, programme: Programme) -> str | None:
    """The word in a text by which a message would give its reader away, as it is known; None if there is none.

    Looked for is what gives somebody away in any of our languages, and the programme's topics and institutions in
    its own language and in that of the text.
    """
    told = text.casefold()
    return next((word for word, is_whole in _words_for(language, programme) if _stands_in(told, word, is_whole)), None)


def _words_for(language: str, programme: Programme) -> Iterator[tuple[str, bool]]:
    """Each word, and whether it counts as a whole one alone."""
    yield from ((word, False) for word in _EXPOSING)
    for named in (*programme.topics.values(), *programme.institutions.values()):
        yield from ((named[spoken], True) for spoken in {language, programme.default_language} if spoken in named)


def _stands_in(told: str, word: str, is_whole: bool) -> bool:
    looked_for = word.casefold()
    return bool(re.search(rf"\b{re.escape(looked_for)}\b", told)) if is_whole else looked_for in told
