"""Whether somebody is still written to, as the link at the end of a mail tells."""

from __future__ import annotations

from typing import Any

from services.notifications.model.messages import EMAIL
from services.notifications.model.ways import ALLOWED
from services.notifications.store import Store


def way_by_link(store: Store, token: str) -> dict[str, Any]:
    """Whether mail still goes to whom this link was sent to; no address is told. Raises NotFound for any other."""
    way = store.ways.of(store.ways.whose(token)).get(EMAIL)
    return {"is_open": way is not None and way.state == ALLOWED}
