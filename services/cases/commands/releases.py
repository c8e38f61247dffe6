"""What can be done about releases: a client grants one or withdraws it; and nothing leaves a case without."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from services.cases import permissions
from services.cases.commands.writing import writable_case
from services.cases.events.releases import ReleaseGranted, ReleaseWithdrawn
from services.cases.model import require_seen
from services.cases.model.cases import Case
from services.cases.model.releases import Release, allowing, not_released
from services.cases.store import Store
from services.chassis.clock import Clock, new_id
from services.chassis.errors import FieldError, Invalid
from services.chassis.identity import Actor

Answer = dict[str, Any]


def require_release(store: Store, clock: Clock, case: Case, recipient: str, data: str, purpose: str) -> Release:
    """The release that allows to tell this recipient these data of a case for this purpose, today (all are codes).

    Asked wherever data leave. Raises Refused("no_release") where none is in force.
    """
    newest_first = reversed(store.releases.of(case.case_id))
    release = allowing(newest_first, store.standings.today(), recipient, data, purpose)
    if release is None:
        raise not_released()
    return release


def grant_release(
    store: Store,
    who: Actor,
    clock: Clock,
    case_id: str,
    recipient: str,
    recipient_name: str | None,
    data: list[str],
    purpose: str,
    valid_until: date,
    language: str | None,
    interpreter_present: bool,
    longest: timedelta,
) -> Answer:
    """Write down what the client allows: to whom, which data, what for, until when; at most for so long.

    `language` is the one it was explained in, that of the case if nothing is said.
    """
    case = writable_case(store, who, case_id, permissions.KEEP_RELEASES)
    now = clock.now()
    _require_within(store.standings.today(), valid_until, longest)
    release = Release(
        release_id=new_id(),
        organisation=case.organisation,
        case_id=case_id,
        recipient=recipient,
        recipient_name=recipient_name,
        data=tuple(data),
        purpose=purpose,
        valid_until=valid_until,
        language=language or case.language,
        interpreter_present=interpreter_present,
        granted_at=now,
        by=who.ref,
    )
    said = ReleaseGranted(
        case_id=case_id,
        release_id=release.release_id,
        organisation=release.organisation,
        recipient=recipient,
        data=release.data,
        purpose=purpose,
        valid_until=valid_until,
        granted_at=now,
    )
    return _told(store.releases.add(release, said))


def withdraw_release(store: Store, who: Actor, clock: Clock, case_id: str, release_id: str, version: int) -> Answer:
    """The client allows it no longer; also when the case has ended, because that is their right at any time."""
    permissions.require(who, permissions.KEEP_RELEASES, store.cases.get(case_id))
    release = store.releases.get(case_id, release_id)
    require_seen(release.noun, release.version, version)
    now = clock.now()
    said = ReleaseWithdrawn(case_id, release_id, release.organisation, now)
    return _told(store.releases.save(release.withdraw(now), said))


def _require_within(today: date, valid_until: date, longest: timedelta) -> None:
    if valid_until < today:
        wrong = FieldError.of("valid_until", "date_past")
    elif valid_until > today + longest:
        wrong = FieldError.of("valid_until", "release_too_long", max=longest.days)
    else:
        return
    raise Invalid("invalid", "A release is for the time to come, and not for ever.", errors=(wrong,))


def _told(release: Release) -> Answer:
    return {"release_id": release.release_id, "case_id": release.case_id, "version": release.version}
