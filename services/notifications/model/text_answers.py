"""What somebody has sent to our number."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, repr=False)
class TextAnswer:
    """What somebody has written to our number. `text_id` is the provider's name for it, the same however often they
    tell us; `sender` is a number in E.164, or the name that a machine sends under."""

    text_id: str
    sender: str
    words: str
