"""What a carrier answers that could not hand a message over: never, or not now."""

from __future__ import annotations


class Undeliverable(Exception):
    """The address does not take this mail and will not later; `reason` is a code, e.g. `smtp_550`."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


class Postponed(Exception):
    """Not now: the server is away or asks to come again; `reason` is a code."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason
