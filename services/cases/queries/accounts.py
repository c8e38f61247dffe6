"""What can be told about accounts."""

from __future__ import annotations

from typing import Any

from services.cases import permissions
from services.cases.model.accounts import Account
from services.cases.store import Store
from services.chassis.clock import Clock
from services.chassis.errors import Refused
from services.chassis.identity import Actor


def accounts(store: Store, who: Actor, cursor: str | None, limit: int) -> dict[str, Any]:
    """The accounts of the asking administrator's organisation (for the service itself: all), oldest first."""
    permissions.require(who, permissions.KEEP_ACCOUNTS)
    reach = {permissions.RELATIONS[permissions.KEEP_ACCOUNTS].get(role) for role in who.roles}
    found, following = store.accounts.listed(
        None if permissions.EVERYTHING in reach else who.organisation, cursor, limit
    )
    having = store.second_factors.among([account.account_id for account in found])
    return {"items": [_told(account, account.account_id in having) for account in found], "next": following}


def account(store: Store, who: Actor, account_id: str) -> dict[str, Any]:
    """One account as the list names it, and beside that `counsellor`: what they speak, cover and know, if they counsel
    (or have once done so), otherwise None."""
    found = store.accounts.get(account_id)
    permissions.require(who, permissions.KEEP_ACCOUNTS, found)
    profile = store.counsellors.find(account_id)
    told = profile and {
        "languages": list(profile.languages),
        "municipalities": list(profile.municipalities),
        "topics": list(profile.topics),
        "capacity": profile.capacity,
    }
    return _told(found, bool(store.second_factors.confirmed(account_id))) | {"counsellor": told}


def own_account(store: Store, who: Actor) -> dict[str, Any]:
    """The own account: {account_id, user, name, organisation, roles, second_factor, second_factor_required,
    recovery_codes_left}."""
    permissions.require(who, permissions.KEEP_OWN_ACCOUNT)
    found = store.accounts.get(who.ref)
    told = _told(found, bool(store.second_factors.confirmed(found.account_id)))
    del told["active"], told["version"]
    return told | {
        "second_factor_required": found.organisation in store.second_factors.required,
        "recovery_codes_left": store.second_factors.recovery_codes_left(found.account_id),
    }


def pending_second_factor(store: Store, who: Actor, clock: Clock) -> dict[str, Any]:
    """The app that waits for its first code: {key, uri}, to be typed or read from a picture. Both are secret.

    Raises Refused where none is being set up.
    """
    permissions.require(who, permissions.KEEP_OWN_ACCOUNT)
    factor = store.second_factors.find(who.ref)
    if factor is None or not factor.is_pending(clock.now()):
        raise Refused("no_pending_second_factor", "No second factor was begun, or too long ago. Begin again.")
    return {"key": factor.key, "uri": factor.uri(store.accounts.get(who.ref).user, "Lotse")}


def _told(account: Account, second_factor: bool) -> dict[str, Any]:
    return {
        "account_id": account.account_id,
        "user": account.user,
        "name": account.name,
        "organisation": account.organisation,
        "roles": list(account.roles),
        "active": account.active,
        "second_factor": second_factor,
        "version": account.version,
    }
