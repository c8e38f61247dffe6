"""What offers, people, cases and what is written in them are, and what may be done to them in which state."""

from __future__ import annotations

from collections.abc import Mapping

from services.chassis.errors import Conflict, NotFound, Refused

# status → action → the status it leads to
Transitions = Mapping[str, Mapping[str, str]]


def unknown(noun: str) -> NotFound:
    """The answer to whoever asks for what is not there, or is another organisation's: the two are never told apart."""
    return NotFound(f"{noun}_unknown", f"There is no such {noun}.")


def changed(noun: str, version: int | None = None) -> Conflict:
    """The answer to whoever acts on what they saw, when it has become another since; `version` is the newest."""
    sentence = f"Somebody has changed this {noun} in the meantime."
    if version is None:
        return Conflict("changed_meanwhile", sentence)
    return Conflict("changed_meanwhile", sentence, version=version)


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
