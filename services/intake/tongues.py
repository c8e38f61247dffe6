"""Which language somebody has written in: a guess, by the script first, and then by the letters that stand together."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Collection
from functools import cache
from typing import Any

# Scripts that one of our languages is written in, and what to take it for where the letters do not tell.
_ALONE = {"GEORGIAN": "ka", "ARMENIAN": "hy", "GREEK": "el", "ETHIOPIC": "ti", "THAI": "th", "TAMIL": "ta"}
_SHARED: dict[str, tuple[str | None, tuple[str, ...]]] = {
    "ARABIC": ("ar", ("ar", "fa", "ps", "ur")),
    "CYRILLIC": ("ru", ("ru", "uk", "bg", "mk", "sr", "mn")),
    # Bosnian and Croatian cannot be told apart in a few lines; the one is a language of our pages.
    "LATIN": (None, ("de", "en", "bs", "tr", "fr", "sq", "ro", "pl", "hu", "it", "es", "pt", "az", "vi", "sw")),
}
# Below it, and in a few letters, the guess is no better than none.
_SURE, _LETTERS_MIN = 0.8, 12


def guess(text: str, among: Collection[str], default: str) -> str:
    """The language of a text, one of these; `default` where it does not tell."""
    letters = [one for one in text if one.isalpha()]
    scripts = Counter(unicodedata.name(one, "").partition(" ")[0] for one in letters)
    script = scripts.most_common(1)[0][0] if scripts else ""
    if script in _ALONE:
        return _ALONE[script] if _ALONE[script] in among else default
    written, candidates = _SHARED.get(script, (None, ()))
    usual = written if written and written in among else default
    possible = tuple(sorted(set(candidates) & set(among)))
    if len(letters) < _LETTERS_MIN or len(possible) < 2:
        return usual
    identifier = _identifier()
    identifier.set_languages(possible)
    language, likelihood = identifier.classify(text)
    return str(language) if likelihood >= _SURE else usual


@cache
def _identifier() -> Any:
    # It brings NumPy and a model along, which only an intake that reads a mailbox needs.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
