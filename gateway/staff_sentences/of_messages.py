"""What cannot be done about messages."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.staff_sentences.saying import N_

PROBLEMS: Mapping[str, tuple[str, str]] = {
    # code → title, what happened and what to do
    "mailbox_unknown": (
        N_("Messages really leave"),
        N_("There is a mailbox only where messages are written into files, for development and demo."),
    ),
    "template_unknown": (
        N_("No such message"),
        N_("There are no words for this message in this language. Please choose another one in the list."),
    ),
}

FIELDS: Mapping[str, str] = {
    "word_exposes": N_("“%(word)s” tells others what this is about. Please leave it out."),
    "placeholder_unknown": N_("There is no placeholder %(word)s here. Please use those of the shipped words."),
    "placeholder_broken": N_(
        "Please write placeholders as in the shipped words: {phone}, with nothing else in braces."
    ),
    "placeholder_missing": N_("%(word)s is missing. Please tell it, as the shipped words do."),
    "placeholders_apart": N_(
        "%(word)s: not every message has all of this. Please keep it apart, as it is in the shipped words."
    ),
    "too_many_parts": N_("The SMS would have %(parts)s parts. Please write less: at most %(max)s parts."),
}
