"""What the scheduling says has happened. Thin: ids, times, codes; nothing that says who meets, or why."""

from __future__ import annotations

from services.scheduling.events import appointments, choices, contacts, forgetting, interpreting

_PARTS = (appointments, choices, contacts, forgetting, interpreting)
ALL = tuple(event for part in _PARTS for event in part.ALL)
