"""What can be done about referrals: ask somebody outside, write down what they answer, end it."""

from __future__ import annotations

from datetime import date
from typing import Any

from services.cases import permissions
from services.cases.commands.writing import require_to_come, writable_case
from services.cases.events.referrals import ReferralAnswered, ReferralEnded, ReferralMade
from services.cases.model import require_seen
from services.cases.model.cases import Case
from services.cases.model.directory import OutsideService
from services.cases.model.referrals import ASKED, Referral
from services.cases.model.releases import not_released
from services.cases.store import Store
from services.chassis.clock import Clock, new_id
from services.chassis.errors import FieldError, Invalid, Refused
from services.chassis.identity import Actor
from services.chassis.programme import Releases

Answer = dict[str, Any]


def make_referral(
    store: Store,
    who: Actor,
    clock: Clock,
    case_id: str,
    topic: str,
    service_id: str | None,
    outside_name: str | None,
    release_id: str | None,
    ask_again_on: date | None,
    programme: Releases,
) -> Answer:
    """Ask a service of the directory, or somebody by their name, to take the client on.

    With a release they may be told what it covers; it has to be in force, about them, and for a referral as the
    `programme` says. Without one the client goes there themselves.
    """
    case = writable_case(store, who, case_id, permissions.KEEP_REFERRALS)
    now, today = clock.now(), store.standings.today()
    require_to_come(store, ask_again_on, "ask_again_on")
    service = _service(store, who, service_id)
    if release_id is not None:
        kind, name = (service.kind, service.name) if service else (None, str(outside_name))
        release = store.releases.get(case_id, release_id)
        is_for_it = release.purpose in programme.referral_purposes and programme.referral_data in release.data
        if not (release.is_in_force(today) and is_for_it and release.is_for(kind, name)):
            raise not_released()
    referral = Referral(
        referral_id=new_id(),
        organisation=case.organisation,
        case_id=case_id,
        topic=topic,
        service_id=service_id,
        outside_name=outside_name,
        release_id=release_id,
        status=ASKED,
        asked_at=now,
        changed_at=now,
        by=who.ref,
        ask_again_on=ask_again_on,
    )
    said = ReferralMade(case_id, referral.referral_id, case.organisation, topic, now)
    return _told(store.referrals.add(referral, said))


def answer_referral(
    store: Store,
    who: Actor,
    clock: Clock,
    case_id: str,
    referral_id: str,
    version: int,
    answer: str,
    ask_again_on: date | None,
    waiting_days: int | None,
) -> Answer:
    """They have accepted or declined, or have put the client on their waiting list (ANSWERS).

    How long one waits there (`waiting_days`), if they have said so, goes into the directory with today's date. Raises
    Invalid if they are in no directory: there is nowhere to keep it.
    """
    referral = _seen(store, who, case_id, referral_id, version)
    if waiting_days is not None and referral.service_id is None:
        wrong = FieldError.of("waiting_days", "in_no_directory")
        raise Invalid("invalid", "How long one waits is kept with a service of the directory.", errors=(wrong,))
    now, today = clock.now(), store.standings.today()
    require_to_come(store, ask_again_on, "ask_again_on")
    answered = referral.answer(answer, ask_again_on, now)
    said = ReferralAnswered(
        case_id=case_id,
        referral_id=referral_id,
        organisation=referral.organisation,
        topic=referral.topic,
        answer=answer,
        waited_days=answered.waited_days(now),
        answered_at=now,
    )
    with store.together():
        if waiting_days is not None and referral.service_id is not None:
            service = store.directory.get(referral.service_id)
            store.directory.save(service.heard(waiting_days, today, now))
        return _told(store.referrals.save(answered, said))


def end_referral(
    store: Store, who: Actor, clock: Clock, case_id: str, referral_id: str, version: int, reason: str
) -> Answer:
    """Nothing more comes of it: why (END_REASONS)."""
    referral = _seen(store, who, case_id, referral_id, version)
    now = clock.now()
    said = ReferralEnded(case_id, referral_id, referral.organisation, referral.topic, reason, now)
    return _told(store.referrals.save(referral.end(reason, now), said))


def holds(store: Store, case: Case) -> str | None:
    """Why a case cannot be closed yet, as far as referrals are concerned: somebody asked has not answered."""
    return "open_referral" if store.referrals.has_unanswered(case.case_id) else None


def _service(store: Store, who: Actor, service_id: str | None) -> OutsideService | None:
    if service_id is None:
        return None
    service = store.directory.get(service_id)
    permissions.require(who, permissions.SEE_DIRECTORY, service)
    if not service.active:
        raise Refused("service_closed", "This service is marked as not being there any more.")
    return service


def _seen(store: Store, who: Actor, case_id: str, referral_id: str, version: int) -> Referral:
    writable_case(store, who, case_id, permissions.KEEP_REFERRALS)
    referral = store.referrals.get(case_id, referral_id)
    require_seen(referral.noun, referral.version, version)
    return referral


def _told(referral: Referral) -> Answer:
    return {"referral_id": referral.referral_id, "case_id": referral.case_id, "version": referral.version}
