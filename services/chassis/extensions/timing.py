"""What we do by the clock, or work off when a bell rings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Method = Callable[..., Any]


def every(seconds: float | Callable[[Any], float]) -> Callable[[Method], Method]:
    """Do this every `seconds` seconds: once, whichever replica is awake; the effect commits with the claim.

    Where installations differ, `seconds` tells it by the parts that they are made of (their settings).
    """

    def decorate(method: Method) -> Method:
        def arrange(parts: Any, work: Callable[[], None]) -> None:
            parts.act(method.__name__, seconds(parts) if callable(seconds) else seconds, work)

        method._arranged = (arrange,)  # type: ignore[attr-defined]
        return method

    return decorate


def works_off(bell: str) -> Callable[[Method], Method]:
    """Do this whenever `bell` rings, and again while it answers True (there is more)."""

    def decorate(method: Method) -> Method:
        method._arranged = (lambda parts, work: parts.work_off(bell, work),)  # type: ignore[attr-defined]
        return method

    return decorate
