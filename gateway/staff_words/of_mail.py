"""Words for what people write by mail."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.staff_sentences import N_

TABLES: Mapping[str, Mapping[str, str]] = {
    "municipality": {"unknown": N_("not known yet")},
    "due": {"letter": N_("Unread mail")},
    "history": {
        "letter.arrived": N_("Mail received"),
        "letter.read": N_("Mail read"),
    },
    "done": {"mark_letter_read": N_("It is noted that this mail was read.")},
}
