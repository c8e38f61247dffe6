"""What offers, people, cases and what is written in them are, and what may be done to them in which state."""

from __future__ import annotations

from collections.abc import Mapping

from services.chassis.errors import Refused, changed

# status → action → the status it leads to
Transitions = Mapping[str, Mapping[str, str]]


def require_seen(noun: str, version: int, seen: int) -> None:
    """Raises Conflict unless the version somebody saw is the one there is."""
    if seen != version:
        raise changed(noun, version)


def after(transitions: Transitions, noun: str, status: str, action: str) -> str:
    """The status this action leads to. Raises Refused where the table has no such step."""
    if action not in transitions[status]:
        raise Refused(
            "not_in_this_state",
            f"A {noun} that is {status} cannot be acted on like this: {action}.",
            status=status,
            action=action,
        )
    return transitions[status][action]
