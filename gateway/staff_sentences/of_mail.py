"""What is said when a mail, or a file that came with it, is not there."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.staff_sentences.saying import N_

PROBLEMS: Mapping[str, tuple[str, str]] = {
    "letter_unknown": (
        N_("Mail not found"),
        N_("There is no such mail here. It may have gone to the organisation that helps. Please open the page again."),
    ),
    "attachment_unknown": (
        N_("File not found"),
        N_("There is no such file here. It may have gone to the organisation that helps. Please open the page again."),
    ),
}
FIELDS: Mapping[str, str] = {}
