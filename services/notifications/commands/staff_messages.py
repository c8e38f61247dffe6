"""Tell staff that something has happened which wants their eyes, and note that they have seen it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

from services.chassis.clock import Clock
from services.chassis.identity import Actor
from services.notifications import permissions
from services.notifications.model.staff_messages import StaffMessage, ended_by, matter, recipients_of, thing
from services.notifications.store import Store

# A line is the same line for whoever writes it, also when it is written again.
_LINES = uuid.UUID("6f1b3d1e-5c0a-5a8e-9f52-0d6f3a1c7b44")


def tell_staff(
    store: Store,
    clock: Clock,
    organisation: str,
    to: str,
    kind: str,
    about: Mapping[str, str],
    happened_at: datetime | None = None,
) -> None:
    """Tell an account, or everybody in a role (`role:desk`), of something; `about` holds ids and codes, never a name.

    Many of one kind about one matter on one day (UTC) are one line that counts them. What is over since it happened
    (`happened_at`; None for now) is remembered and shown to nobody.
    """
    now = clock.now()
    line = (organisation, to, kind, matter(about), now.date())
    store.staff_messages.tell(
        StaffMessage(
            message_id=str(uuid.uuid5(_LINES, "\n".join(map(str, line)))),
            organisation=organisation,
            recipient=to,
            kind=kind,
            about=thing(about),
            matter=matter(about),
            on=now.date(),
            codes=about,
            count=1,
            last_at=now,
            happened_at=happened_at or now,
        )
    )


def let_go(store: Store, event: str, about: Mapping[str, str], at: datetime) -> None:
    """Let go of the lines that are over since this was said (ENDED_BY), also of those that are told too late; `about`
    holds the ids of the matter, as for `tell_staff`."""
    if not store.forgotten.has(thing(about)):
        store.staff_messages.settle(matter(about), thing(about), ended_by(event), at)


def see_staff_messages(store: Store, who: Actor, until: datetime) -> None:
    """Note that somebody has seen what they were told of up to a moment; what came since stays unread."""
    permissions.require(who, permissions.READ)
    store.staff_messages.see(who.organisation, recipients_of(who.ref, who.roles), who.ref, until)
