"""What is said when somebody has written to our number: that they have, and about what; the words are sealed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True)
class TextReceived:
    """Somebody has sent us a text message (SMS). `about` is the request (or case) that their number was last written
    about; of a number nobody knows, and of a telephone that several people share, it is the text itself (`text_id`).

    Said again, it has the same `text_id`. `sealed` holds {sender, words}, for the intake alone.
    """

    exchange: ClassVar[str] = "notifications.events"
    type: ClassVar[str] = "text.received.v1"
    subject: ClassVar[str] = "about"

    about: str
    text_id: str
    sealed: str
    received_at: datetime


ALL = (TextReceived,)
