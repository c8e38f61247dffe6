"""What a carrier answers that could not hand a message over: whose fault it is, and whether it passes.

| raised | about | what follows |
|---|---|---|
| `AddressRefused` | the address, for good | the message fails, and nothing more goes to that address |
| `Undeliverable` | this message, for good | the message fails, and the next way is taken |
| `Postponed` | this message, for now | it is tried again after a pause, a limited number of times |
| `ProviderAway` | whoever carries, for now | nobody's message is tried until they are back; no attempt is used up |
"""

from __future__ import annotations


class Undeliverable(Exception):
    """This message cannot be carried, and will not be later; `reason` is a code, e.g. `smtp_554`."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


class AddressRefused(Undeliverable):
    """There is nobody at this address; `reason` is a code, e.g. `smtp_550`."""


class Postponed(Exception):
    """Not now: this one has to come again; `reason` is a code."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


class ProviderAway(Postponed):
    """Nothing can be handed over now, whatever it is: they are away, or do not let us in; `reason` is a code."""
