"""Handing over what a counsellor has under way, when they leave or are away for long."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from services.cases import permissions
from services.cases.commands.cases import give, taking
from services.cases.model.cases import Case
from services.cases.store import Store
from services.chassis.clock import Clock
from services.chassis.errors import FieldError, Invalid, Refused
from services.chassis.identity import Actor

Answer = dict[str, Any]


def hand_over_caseload(
    store: Store, who: Actor, clock: Clock, counsellor_id: str, to: str | None, cases: Sequence[Mapping[str, str]]
) -> Answer:
    """Give all cases under way of a counsellor `to` another one; those in `cases` ({case_id, to}) each to their own.

    In one transaction; closed cases stay where they are. What is locked for whoever would get it is left, and told:
    {"handed_over": number, "left": [{case_id, reference}]}. Raises Invalid for a case that is not this counsellor's,
    Refused when there is nothing to hand over or somebody takes no cases.
    """
    leaving = store.counsellors.get(counsellor_id)
    permissions.require(who, permissions.ASSIGN_CASES, leaving)
    under_way = {case.case_id: case for case in store.caseloads.of_counsellor(counsellor_id)}
    each = {one["case_id"]: one["to"] for one in cases}
    _require_theirs(each, under_way, who)
    receivers = {**(dict.fromkeys(under_way, to) if to else {}), **each}
    if not receivers:
        raise Refused("nothing_to_hand_over", "This counsellor has no case under way.")
    for receiver in set(receivers.values()):
        _require_another(store, who, counsellor_id, receiver)
    left = [case for case_id, case in under_way.items() if receivers.get(case_id) in case.circle.locked_out]
    now = clock.now()
    with store.together():
        for case_id, receiver in receivers.items():
            if receiver not in under_way[case_id].circle.locked_out:
                give(store, under_way[case_id], receiver, now)
        store.counsellors.list_again(now, counsellor_id, *receivers.values())
    seen = [case for case in left if who.ref not in case.circle.locked_out]
    return {
        "handed_over": len(receivers) - len(left),
        "left": [{"case_id": case.case_id, "reference": case.reference} for case in seen],
    }


def _require_theirs(each: Mapping[str, str], under_way: Mapping[str, Case], who: Actor) -> None:
    for number, case_id in enumerate(each):
        case = under_way.get(case_id)
        if case is None or who.ref in case.circle.locked_out:
            errors = (FieldError.of(f"cases.{number}.case_id", "not_of_this_counsellor"),)
            raise Invalid("invalid", "Only what this counsellor has under way can be handed over.", errors=errors)


def _require_another(store: Store, who: Actor, counsellor_id: str, receiver: str) -> None:
    if receiver == counsellor_id:
        errors = (FieldError.of("to", "already_theirs"),)
        raise Invalid("invalid", "A caseload is handed over to somebody else.", errors=errors)
    taking(store, who, receiver)
