"""What can be told about counsellors."""

from __future__ import annotations

from typing import Any

from services.cases import permissions
from services.cases.store import Store
from services.chassis.identity import Actor


def counsellors(store: Store, who: Actor) -> dict[str, Any]:
    """The counsellors of the own organisation: what they speak, cover and know, and how much room they have."""
    permissions.require(who, permissions.SEE_COUNSELLORS)
    found = store.counsellors.of(who.organisation)
    names = store.accounts.names({counsellor.counsellor_id for counsellor, _ in found})
    items = [
        {
            "counsellor_id": counsellor.counsellor_id,
            "name": names.get(counsellor.counsellor_id),
            "languages": list(counsellor.languages),
            "municipalities": list(counsellor.municipalities),
            "topics": list(counsellor.topics),
            "capacity": counsellor.capacity,
            "free": counsellor.free(under_way),
            "active": counsellor.active,
        }
        for counsellor, under_way in found
    ]
    return {"items": items}
