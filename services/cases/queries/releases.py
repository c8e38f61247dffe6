"""What is told about releases: those of a case, and one with all that its printed form says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from services.cases import permissions
from services.cases.model.cases import RECORD, Case
from services.cases.model.due import Due
from services.cases.model.releases import Release
from services.cases.queries.moments import at, on
from services.cases.store import Store
from services.chassis.access import note_look
from services.chassis.clock import Clock
from services.chassis.identity import Actor

Told = dict[str, Any]

ASKABLE = {"releases": (RECORD, permissions.KEEP_RELEASES)}
# What the printed form says of who signs it.
_SIGNS = ("name", "name_latin", "birth_year")


def of_case(store: Store, who: Actor, clock: Clock, case: Case) -> Told:
    """All releases of a case, the newest first; each says whether it may be withdrawn."""
    releases = store.releases.of(case.case_id)
    names = store.accounts.names({release.by for release in releases})
    may_keep = permissions.may(who, permissions.KEEP_RELEASES, case)
    today = store.standings.today()
    return {"releases": [_line(release, today, may_keep, names) for release in reversed(releases)]}


def release(store: Store, who: Actor, clock: Clock, case_id: str, release_id: str) -> Told:
    """One release with the person it is from, to be printed. That `who` looked at it is written down first."""
    case, person = store.cases.whole(case_id)
    permissions.require(who, permissions.SEE_CASES, case)
    found = store.releases.get(case_id, release_id)
    note_look(store.database, clock, who, case_id, "release")
    names = store.accounts.names({found.by})
    may_keep = permissions.may(who, permissions.KEEP_RELEASES, case)
    told = vars(person) if person else {}
    return {
        **_line(found, store.standings.today(), may_keep, names),
        "organisation": found.organisation,
        "reference": case.reference,
        "person": {name: told.get(name) for name in _SIGNS},
    }


def due(store: Store, stands_for: frozenset[str], until: date) -> list[Due]:
    """The releases in force that end by this day, in cases of these counsellors: what needs them has to be asked for
    anew."""
    return [
        Due(
            "release",
            found.case_id,
            found.valid_until,
            {"release_id": found.release_id, "recipient": found.recipient, "purpose": found.purpose},
        )
        for found in store.releases.ending(stands_for, store.standings.today(), until)
    ]


def _line(release: Release, today: date, may_keep: bool, names: Mapping[str, str]) -> Told:
    return {
        "release_id": release.release_id,
        "recipient": release.recipient,
        "recipient_name": release.recipient_name,
        "data": list(release.data),
        "purpose": release.purpose,
        "valid_until": on(release.valid_until),
        "status": _status(release, today),
        "language": release.language,
        "interpreter_present": release.interpreter_present,
        "granted_at": at(release.granted_at),
        "withdrawn_at": at(release.withdrawn_at),
        "by": names.get(release.by),
        "may": ["withdraw"] if may_keep and release.withdrawn_at is None else [],
        "version": release.version,
    }


def _status(release: Release, today: date) -> str:
    if release.withdrawn_at is not None:
        return "withdrawn"
    return "in_force" if release.is_in_force(today) else "expired"
