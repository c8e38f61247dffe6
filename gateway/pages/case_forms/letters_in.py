"""The form of letters that came by mail."""

from __future__ import annotations

from gateway.pages.typed import Form

FORMS = {"mark_letter_read": Form("cases", texts=("letter_id",), numbers=("version",))}
