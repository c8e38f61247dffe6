"""What every small service answers alike: one page of a list, and that something was changed meanwhile."""

from __future__ import annotations

from typing import Any

from services.chassis.errors import Conflict

AT = "2026-11-22T09:15:00Z"


def page_of(items: list[dict[str, Any]], request: dict[str, Any]) -> dict[str, Any]:
    """One page, with a cursor that is simply the number of the next item."""
    start, limit = int(request.get("cursor") or 0), int(request.get("limit") or 50)
    more = start + limit < len(items)
    return {"items": items[start : start + limit], "next": str(start + limit) if more else None}


def expect(thing: dict[str, Any], request: dict[str, Any]) -> None:
    """The thing is still as whoever asks has seen it; Conflict otherwise."""
    if request["version"] != thing["version"]:
        raise Conflict("changed_meanwhile", "Somebody was quicker.")


def write(thing: dict[str, Any], request: dict[str, Any], changes: dict[str, Any]) -> None:
    """The changes come into the thing, if it still is as whoever asks has seen it."""
    expect(thing, request)
    thing.update(changes, version=thing["version"] + 1)


def versioned(thing: dict[str, Any], name: str) -> dict[str, Any]:
    """What a write answers: which thing, and as which version it stands now."""
    return {name: thing[name], "version": thing["version"]}
