"""The form for somebody who has come in person."""

from __future__ import annotations

from typing import Any

from gateway.pages.typed import Form


def _with_consent(body: dict[str, Any]) -> dict[str, Any]:
    version, language, agreed = (body.pop(name, None) for name in ("notice_version", "notice_language", "consent"))
    return body | ({"consent": {"notice_version": version, "language": language}} if agreed else {})


WALK_IN = {
    "open_case": Form(
        "cases",
        texts=(
            *("name", "email", "phone", "language", "language_mode", "municipality", "track", "urgency", "message"),
            *("notice_version", "notice_language", "consent"),
        ),
        lists=("topics",),
        order=("name", "email", "phone", "language", "language_mode", "municipality", "topics", "message"),
        shape=_with_consent,
    )
}
