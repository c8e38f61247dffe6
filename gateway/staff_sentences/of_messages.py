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

FIELDS: Mapping[str, str] = {}
