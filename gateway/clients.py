"""What clients ask about their own appointments: the intake vouches for them, the scheduling answers them.

The pass that it writes for them stays between us and the services. Whatever is asked here may be asked twice: the
scheduling answers the second time as it did the first, so that no mark of the form is needed.
"""

from __future__ import annotations

from typing import Any

from gateway import who
from services.chassis.clock import new_id
from services.chassis.errors import LotseError, NotFound

_OF_A_CASE = "handed_over"
_NOTHING: dict[str, Any] = {"choices": [], "appointments": []}


def own_times(found: dict[str, Any]) -> dict[str, Any]:
    """What whoever holds this request (as `request_status` tells it) can choose from and change.

    Nothing where no case came of it; nor where the scheduling does not answer now, because the rest of the page is
    worth more than an error.
    """
    if found["status"] != _OF_A_CASE or not found.get("pass"):
        return _NOTHING
    try:
        return who.ask("scheduling", "client_choices", {"pass": found["pass"]})
    except LotseError:
        return _NOTHING


def choices(reference: str, token: str) -> dict[str, Any]:
    """The same for whoever brings reference and token; raises where the scheduling does not answer."""
    found = _status(reference, token)
    return who.ask("scheduling", "client_choices", {"pass": found["pass"]}) if found.get("pass") else _NOTHING


def look(reference: str, token: str, method: str, **asked: Any) -> dict[str, Any]:
    """Ask the scheduling something in a client's name."""
    return who.ask("scheduling", method, asked | {"pass": _pass(reference, token)})


def act(reference: str, token: str, command: str, **asked: Any) -> dict[str, Any]:
    """Have the scheduling do something in a client's name."""
    return who.ask("scheduling", command, asked | {"pass": _pass(reference, token)}, command_id=new_id())


def own_ways(found: dict[str, Any]) -> list[dict[str, Any]]:
    """By which ways whoever holds this request (as `request_status` tells it) is written to; nothing where that
    cannot be told now."""
    if not found.get("pass"):
        return []
    try:
        items: list[dict[str, Any]] = who.ask("notifications", "client_ways", {"pass": found["pass"]})["items"]
    except LotseError:
        return []
    return items


def ways(reference: str, token: str) -> dict[str, Any]:
    """The same for whoever brings reference and token; raises where the notifications do not answer."""
    found = _status(reference, token)
    return who.ask("notifications", "client_ways", {"pass": found["pass"]}) if found.get("pass") else {"items": []}


def set_way(reference: str, token: str, **said: Any) -> dict[str, Any]:
    """Have the notifications write to a client on a way, or no more; answers their ways as they are then."""
    signed = {"pass": _pass(reference, token)}
    who.ask("notifications", "set_own_way", said | signed, command_id=new_id())
    return who.ask("notifications", "client_ways", signed)


def _pass(reference: str, token: str) -> str:
    if signed := _status(reference, token).get("pass"):
        return str(signed)
    raise NotFound("case_unknown", "No case has come of this request.")


def _status(reference: str, token: str) -> dict[str, Any]:
    return who.ask("intake", "request_status", {"reference": reference, "token": token})
