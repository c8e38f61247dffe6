"""What somebody who works here was told of."""

from __future__ import annotations

from typing import Any

from services.chassis.identity import Actor
from services.notifications import permissions
from services.notifications.model.staff_messages import recipients_of
from services.notifications.store import Store

_AT_MOST = 100  # older ones have been overtaken by what the lists of work say


def staff_messages(store: Store, who: Actor) -> dict[str, Any]:
    """What somebody was told of, themselves or in one of their roles: the newest hundred lines, and how many lines are
    unread in all."""
    permissions.require(who, permissions.READ)
    recipients = recipients_of(who.ref, who.roles)
    newest = store.staff_messages.newest(who.organisation, recipients, who.ref, _AT_MOST)
    return {
        "items": [
            {
                "message_id": line.message_id,
                "kind": line.kind,
                "about": dict(line.codes),
                "on": line.on.isoformat(),
                "count": line.count,
                "unread": line.unread,
                "last_at": line.last_at.isoformat(),
            }
            for line in newest
        ],
        "unread": store.staff_messages.unread(who.organisation, recipients, who.ref),
    }
