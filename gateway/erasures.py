"""What the page of a person tells of forgetting them, to whoever takes part in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import g

from gateway import who

_TAKE_PART = frozenset({"privacy_officer", "coordinator"})


def of_person(subject: Mapping[str, Any]) -> dict[str, Any]:
    """How much there is of somebody, the hold on them and what is proposed; nothing for whoever has no say in it."""
    if not _TAKE_PART & set(g.account["roles"]):
        return {"traces": None}
    return {"traces": who.ask("cases", "traces", {"person_id": subject["person_id"]})}
