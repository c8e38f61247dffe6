"""What is heard that somebody who works here should know of, though it is no message to a client."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from services.chassis.clock import Clock
from services.chassis.handler import Message
from services.notifications.commands.staff_messages import let_go, tell_staff
from services.notifications.model.staff_messages import ROLE
from services.notifications.store import Store

# Of what belongs to nobody yet, those are told who can give it to somebody.
_WHO_TAKES_IN = ("counsellor", "coordinator")
_WHO_WATCHES = ("coordinator", "desk")
_WHO_ASSIGNS = ("coordinator",)


def on_request_offered(store: Store, clock: Clock, message: Message) -> None:
    """Tell those who can take a request in that it was offered to their organisation."""
    data = message.data
    about = {"request_id": data["request_id"], "offer_id": data["offer_id"]}
    at = message.envelope.time
    with store.together():
        let_go(store, message.envelope.type, {"request_id": data["request_id"]}, at)
        _tell_roles(store, clock, data["to"], _WHO_TAKES_IN, "request_offered", about, at)


def on_request_overdue(store: Store, clock: Clock, message: Message, organisation: str) -> None:
    """Tell the desk and the coordinators (of the organisation that takes requests in) that one waits too long."""
    data = message.data
    about = {"request_id": data["request_id"], "limit": data["limit"]}
    _tell_roles(store, clock, organisation, _WHO_WATCHES, "request_overdue", about, message.envelope.time)


def on_case_assigned(store: Store, clock: Clock, message: Message) -> None:
    """Tell a counsellor that a case is theirs now, unless they took it; who had it before is told no more."""
    with store.together():
        let_go(store, message.envelope.type, {"case_id": message.data["case_id"]}, message.envelope.time)
        if not message.envelope.actor.endswith(f":{message.data['counsellor_id']}"):
            _tell_counsellor(store, clock, "case_assigned", message)


def on_letter_arrived(store: Store, clock: Clock, message: Message) -> None:
    """Tell the counsellor that somebody has written to a case."""
    _tell_counsellor(store, clock, "letter_arrived", message)


def on_document_expiring(store: Store, clock: Clock, message: Message) -> None:
    """Tell the counsellor that a document of their client will soon have its last day."""
    _tell_counsellor(store, clock, "document_expiring", message)


def _tell_counsellor(store: Store, clock: Clock, kind: str, message: Message) -> None:
    """Whoever has the case; where nobody has it, those who give it to somebody."""
    data, at = message.data, message.envelope.time
    about: dict[str, str] = {name: data[name] for name in ("case_id", "letter_id") if name in data}
    if store.forgotten.has(data["case_id"]):
        return
    if counsellor := data["counsellor_id"]:
        tell_staff(store, clock, data["organisation"], counsellor, kind, about, at)
    else:
        _tell_roles(store, clock, data["organisation"], _WHO_ASSIGNS, kind, about, at)


def _tell_roles(
    store: Store,
    clock: Clock,
    organisation: str,
    roles: tuple[str, ...],
    kind: str,
    about: Mapping[str, str],
    at: datetime,
) -> None:
    if any(store.forgotten.has(about[name]) for name in ("case_id", "request_id") if name in about):
        return
    with store.together():
        for role in roles:
            tell_staff(store, clock, organisation, ROLE + role, kind, about, at)
