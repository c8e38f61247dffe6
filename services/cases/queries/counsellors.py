"""What can be told about counsellors and other colleagues."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from services.cases import permissions
from services.cases.store import Store
from services.chassis.identity import Actor


def colleagues(store: Store, who: Actor, account_ids: Sequence[str]) -> dict[str, Any]:
    """What those of the own organisation are called who have these accounts; those it does not know are left out."""
    permissions.require(who, permissions.SEE_COLLEAGUES)
    found = store.accounts.colleagues(who.organisation, account_ids)
    return {"items": [{"account_id": account_id, "name": name} for account_id, name in sorted(found.items())]}


def counsellors(
    store: Store, who: Actor, counsellor_id: str | None, taking: bool, cursor: str | None, limit: int
) -> dict[str, Any]:
    """The counsellors of the own organisation: what they speak, cover and know, and how much room they have.

    `taking` asks for those who take cases at present, with most room first: whom a case could be given to;
    `counsellor_id` for one of them.
    """
    permissions.require(who, permissions.SEE_COUNSELLORS)
    found, following = store.counsellors.listed(who.organisation, counsellor_id, taking, cursor, limit)
    names = store.accounts.names({counsellor.counsellor_id for counsellor, _ in found})
    items = [
        {
            "counsellor_id": counsellor.counsellor_id,
            "name": names.get(counsellor.counsellor_id),
            "languages": list(counsellor.languages),
            "municipalities": list(counsellor.municipalities),
            "topics": list(counsellor.topics),
            "capacity": counsellor.capacity,
            "free": free,
            "active": counsellor.active,
        }
        for counsellor, free in found
    ]
    return {"items": items, "next": following}
