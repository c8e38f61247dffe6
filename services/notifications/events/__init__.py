"""What notifications says has happened to a message: which kind, about what, and how it ended; never to whom."""

from __future__ import annotations

from services.notifications.events import forgetting, messages, texts

_PARTS = (messages, texts, forgetting)
ALL = tuple(event for part in _PARTS for event in part.ALL)
