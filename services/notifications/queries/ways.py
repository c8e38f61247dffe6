"""Whether somebody is still written to, as the link at the end of a mail tells."""

from __future__ import annotations

from typing import Any

from services.notifications.model.messages import EMAIL
from services.notifications.model.ways import refusal
from services.notifications.store import Store


def way_by_link(store: Store, token: str) -> dict[str, Any]:
    """Whether mail still goes to whom this link was sent to; no address is told. Raises NotFound for any other."""
    about = store.ways.whose(token)
    addressee = store.addressees.of({about}).get(about)
    way = store.ways.of(about).get(EMAIL)
    return {"is_open": addressee is not None and refusal(addressee, EMAIL, way) is None}
