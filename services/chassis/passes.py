"""A pass: the intake's word that whoever brings it holds the reference and the token of a request.

Only the intake knows the token. What it has judged it signs with the organisation's own key; the gateway passes it on
to those who know what became of the request, and nobody can write another request into it. It names one id only, is
good for whoever has it, and ends within minutes: it never leaves our own services.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from services.chassis.clock import Clock
from services.chassis.errors import NotAllowed
from services.chassis.vault import SealKeys, VaultError

# As text on its way between services.
PASS_MAX = 2_000
_LASTS = timedelta(minutes=5)
_PURPOSE = "client"


def write(keys: SealKeys, clock: Clock, request_id: str) -> str:
    """The pass of whoever holds this request, signed (a compact JWS, ASCII)."""
    return keys.sign(_PURPOSE, {"request": request_id, "until": (clock.now() + _LASTS).isoformat()})


def read(keys: SealKeys, clock: Clock, signed: str) -> str:
    """Whose request it is: its id. Raises NotAllowed("no_pass") for one that is forged or has run out."""
    try:
        told = keys.verify(_PURPOSE, signed)
    except VaultError as error:
        raise NotAllowed("no_pass", "The pass was not written by us.") from error
    if datetime.fromisoformat(told["until"]) < clock.now():
        raise NotAllowed("no_pass", "The pass has run out.")
    return str(told["request"])
