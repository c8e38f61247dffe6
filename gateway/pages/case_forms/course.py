"""The forms of the case itself: its phase, who has it, its end."""

from __future__ import annotations

from typing import Any

from gateway.pages.typed import Form


def _with_skip(body: dict[str, Any]) -> dict[str, Any]:
    reason = body.pop("skip_reason", None)
    return body | ({"skip": {"reason": reason}} if reason else {})


FORMS = {
    "enter_phase": Form("cases", texts=("phase", "skip_reason"), numbers=("version",), shape=_with_skip),
    "reopen_case": Form("cases", numbers=("version",)),
    "assign_case": Form("cases", texts=("counsellor_id",), numbers=("version",)),
    "close_case": Form("cases", texts=("reason", "outcome"), numbers=("version",)),
}
