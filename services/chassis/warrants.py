"""A warrant: what one service has found about who may be told of whom, for those that cannot find it out themselves.

Only the cases know whose client somebody is, and for whom they are locked. What they have judged they sign with the
organisation's own key; whoever brings that (the gateway) can pass it on, but change nothing in it. A warrant names
ids only, is good for one account, and ends within minutes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.chassis.clock import Clock
from services.chassis.errors import NotAllowed
from services.chassis.identity import Actor
from services.chassis.vault import SealKeys, VaultError

# A warrant for some two hundred cases; as text on its way between services.
WARRANT_MAX = 20_000
_LASTS = timedelta(minutes=5)
_PURPOSE = "warrant"


@dataclass(frozen=True)
class Warrant:
    """Of which cases, and of which requests that led to them, everything may be told: ids. `works`: whether whoever
    brings it works on them, and may do more than read."""

    case_ids: tuple[str, ...]
    request_ids: tuple[str, ...]
    works: bool = False


def write(keys: SealKeys, who: Actor, clock: Clock, warrant: Warrant) -> str:
    """The warrant for `who`, signed (a compact JWS, ASCII)."""
    held = {"for": who.ref, "organisation": who.organisation, "until": (clock.now() + _LASTS).isoformat()}
    allowed = {"cases": list(warrant.case_ids), "requests": list(warrant.request_ids), "works": warrant.works}
    return keys.sign(_PURPOSE, held | allowed)


def read(keys: SealKeys, who: Actor, clock: Clock, signed: str) -> Warrant:
    """What the warrant lets `who` be told. Raises NotAllowed("no_warrant") for one that is forged, somebody else's, or
    has run out."""
    try:
        told = keys.verify(_PURPOSE, signed)
    except VaultError as error:
        raise NotAllowed("no_warrant", "The warrant was not written by us.") from error
    if (told["for"], told["organisation"]) != (who.ref, who.organisation):
        raise NotAllowed("no_warrant", f"The warrant is not for {who.label}.")
    if datetime.fromisoformat(told["until"]) < clock.now():
        raise NotAllowed("no_warrant", "The warrant has run out.")
    return Warrant(tuple(told["cases"]), tuple(told["requests"]), told["works"])
