"""What can be told about accounts."""

from __future__ import annotations

from typing import Any

from services.cases import permissions
from services.cases.store import Store
from services.chassis.identity import Actor


def accounts(store: Store, who: Actor, cursor: str | None, limit: int) -> dict[str, Any]:
    """The accounts of the asking administrator's organisation (for the service itself: all), oldest first."""
    permissions.require(who, permissions.KEEP_ACCOUNTS)
    reach = {permissions.RELATIONS[permissions.KEEP_ACCOUNTS].get(role) for role in who.roles}
    found, following = store.accounts.listed(
        None if permissions.EVERYTHING in reach else who.organisation, cursor, limit
    )
    items = [
        {
            "account_id": account.account_id,
            "user": account.user,
            "name": account.name,
            "organisation": account.organisation,
            "roles": list(account.roles),
            "active": account.active,
            "version": account.version,
        }
        for account in found
    ]
    return {"items": items, "next": following}
