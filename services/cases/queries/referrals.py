"""What is told about referrals: those of a case, and whom to ask again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from services.cases import permissions
from services.cases.model.cases import RECORD, Case
from services.cases.model.due import Due
from services.cases.model.referrals import Referral
from services.cases.queries.moments import at, on
from services.cases.store import Store
from services.chassis.clock import Clock
from services.chassis.identity import Actor

Told = dict[str, Any]

ASKABLE = {"referrals": (RECORD, permissions.KEEP_REFERRALS)}


def of_case(store: Store, who: Actor, clock: Clock, case: Case) -> Told:
    """All referrals of a case, the newest first, each with the name of whom was asked and how long that took."""
    referrals = store.referrals.of(case.case_id)
    services = _services(store, referrals)
    names = store.accounts.names({referral.by for referral in referrals})
    now = clock.now()
    return {"referrals": [_line(referral, services, names, now) for referral in reversed(referrals)]}


def due(store: Store, stands_for: frozenset[str], until: date) -> list[Due]:
    """The referrals without an answer that were to be asked about again by this day, in cases of these counsellors."""
    return [
        Due("referral", found.case_id, found.ask_again_on, {"referral_id": found.referral_id, "topic": found.topic})
        for found in store.referrals.to_ask_again(stands_for, until)
        if found.ask_again_on
    ]


def _services(store: Store, referrals: Sequence[Referral]) -> Mapping[str, str]:
    return store.directory.names({referral.service_id for referral in referrals if referral.service_id})


def _line(referral: Referral, services: Mapping[str, str], names: Mapping[str, str], now: datetime) -> Told:
    return {
        "referral_id": referral.referral_id,
        "topic": referral.topic,
        "service_id": referral.service_id,
        "name": services.get(referral.service_id or "") or referral.outside_name,
        "release_id": referral.release_id,
        "status": referral.status,
        "asked_at": at(referral.asked_at),
        "answered_at": at(referral.answered_at),
        "ask_again_on": on(referral.ask_again_on),
        "waited_days": referral.waited_days(now),
        "reason": referral.reason,
        "changed_at": at(referral.changed_at),
        "by": names.get(referral.by),
        "version": referral.version,
    }
