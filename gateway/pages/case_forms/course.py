"""The forms of the case itself: its phase, who has it, its end."""

from __future__ import annotations

from gateway.pages.typed import Form

FORMS = {
    "enter_phase": Form("cases", texts=("phase",), numbers=("version",)),
    "assign_case": Form("cases", texts=("counsellor_id",), numbers=("version",)),
    "close_case": Form("cases", texts=("reason", "outcome"), numbers=("version",)),
}
