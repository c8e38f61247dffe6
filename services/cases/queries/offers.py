"""What can be told about offers: topics, language and town, and never a person."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from services.cases import permissions
from services.cases.model.offers import Offer
from services.cases.store import Store
from services.chassis.identity import Actor


def offers(store: Store, who: Actor, status: str | None, cursor: str | None, limit: int) -> dict[str, Any]:
    """What was offered to the own organisation: what is open, the sooner its time ends the further in front; then what
    is not any more, the newest first."""
    permissions.require(who, permissions.SEE_OFFERS)
    found, following = store.offers.listed(who.organisation, status, cursor, limit)
    return {"items": [_told(offer) for offer in found], "next": following}


def offer(store: Store, who: Actor, offer_id: str) -> dict[str, Any]:
    """One offer to the own organisation. Raises NotFound."""
    found = store.offers.get(offer_id)
    permissions.require(who, permissions.SEE_OFFERS, found)
    return _told(found)


def _told(offer: Offer) -> dict[str, Any]:
    plain = {name: value.isoformat() if isinstance(value, datetime) else value for name, value in vars(offer).items()}
    return plain | {"topics": list(offer.topics)}
