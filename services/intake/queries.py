"""What the intake can be asked to tell."""

from __future__ import annotations

from typing import Any

from services.chassis.identity import Actor
from services.intake import model, permissions
from services.intake.store import Store


def request_status(store: Store, who: Actor, reference: str, token: str) -> dict[str, Any]:
    """Where a request stands, for whoever holds its reference and token: codes and dates, nothing personal."""
    permissions.require(who, permissions.SEE_STATUS)
    request = store.held_by(model.read_reference(reference), token)
    return {
        "request_id": request.request_id,
        "reference": request.reference,
        "status": request.status,
        "language": request.language,
        "topics": list(request.topics),
        "municipality": request.municipality,
        "received_at": request.received_at.isoformat(),
        "changed_at": request.changed_at.isoformat(),
        "receipt": request.receipt,
        "can_withdraw": request.may(model.WITHDRAW),
        "version": request.version,
    }
