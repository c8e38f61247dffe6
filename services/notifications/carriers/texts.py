"""A text message (SMS), as whoever takes it away is given it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class TextMessage:
    """Words for one telephone. `to` is a number in E.164, `message_id` is ours."""

    to: str
    words: str
    message_id: str


class TextCarrier(Protocol):
    """Anything that can take a text message away."""

    def send(self, text: TextMessage) -> str | None:
        """Hand it over; returns the id by which the provider speaks of it. Raises what `outcomes` names."""
        ...
