"""What can be asked of the list of counsellors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from services.cases import permissions
from services.cases.model.counsellors import Counsellor
from services.cases.store import Store
from services.chassis.clock import Clock
from services.chassis.identity import Actor


def keep_counsellor(
    store: Store,
    who: Actor,
    clock: Clock,
    counsellor_id: str,
    organisation: str,
    languages: Sequence[str],
    municipalities: Sequence[str],
    topics: Sequence[str],
    capacity: int,
    active: bool,
) -> dict[str, Any]:
    """Keep what somebody speaks, covers and knows, and for how many cases; say it to whoever suggests counsellors.

    `counsellor_id` is their account. Raises NotFound for a counsellor of another organisation.
    """
    counsellor = Counsellor(
        counsellor_id=counsellor_id,
        organisation=organisation,
        languages=tuple(languages),
        municipalities=tuple(municipalities),
        topics=tuple(topics),
        capacity=capacity,
        active=active,
        changed_at=clock.now(),
    )
    for known in (counsellor, store.counsellors.find(counsellor_id) or counsellor):
        permissions.require(who, permissions.KEEP_COUNSELLORS, known)
    kept = store.counsellors.keep(counsellor)
    return {"counsellor_id": kept.counsellor_id, "version": kept.version}
