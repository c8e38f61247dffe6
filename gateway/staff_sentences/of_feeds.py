"""What cannot be done about private calendars."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.staff_sentences.saying import N_

PROBLEMS: Mapping[str, tuple[str, str]] = {
    "feed_unknown": (
        N_("No calendar here"),
        N_("There is no calendar under this address, or it was taken back. Please make a new address in Lotse."),
    ),
}
FIELDS: Mapping[str, str] = {}
