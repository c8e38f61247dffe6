"""Who stands in for whom, and who works together: deputies with dates, and teams."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from services.cases import permissions
from services.cases.model import require_seen
from services.cases.model.standings import Deputyship, Team
from services.cases.store import Store
from services.chassis.clock import Clock, new_id
from services.chassis.errors import FieldError, Invalid, NotFound, Refused
from services.chassis.identity import Actor

Answer = dict[str, Any]


def name_deputy(
    store: Store, who: Actor, clock: Clock, counsellor_id: str | None, deputy_id: str, from_on: date, until_on: date
) -> Answer:
    """Have somebody take a counsellor's cases as their own from one day to another, both included.

    The counsellor is whoever asks, unless a coordinator names another one. Raises Invalid for days that are past or in
    the wrong order, NotFound for somebody who does not counsel in the organisation.
    """
    named = Deputyship(
        deputyship_id=new_id(),
        organisation=who.organisation,
        counsellor_id=counsellor_id or who.ref,
        deputy_id=deputy_id,
        from_on=from_on,
        until_on=until_on,
        named_by=who.ref,
        named_at=clock.now(),
    )
    permissions.require(who, permissions.NAME_DEPUTIES, named)
    named.require_sound(store.standings.today())
    for account_id in (named.counsellor_id, deputy_id):
        counsellor = store.counsellors.get(account_id)
        permissions.require(who, permissions.SEE_COUNSELLORS, counsellor)
    if not counsellor.active:
        raise Refused("counsellor_not_active", "This counsellor takes no cases at present.")
    return _of_deputyship(store.standings.add(named))


def end_deputyship(store: Store, who: Actor, clock: Clock, deputyship_id: str, version: int) -> Answer:
    """Have a deputyship end now, or never begin. Refused once it has ended."""
    named = store.standings.get(deputyship_id)
    permissions.require(who, permissions.NAME_DEPUTIES, named)
    require_seen(named.noun, named.version, version)
    return _of_deputyship(store.standings.save(named.end(clock.now())))


def found_team(store: Store, who: Actor, clock: Clock, name: str, members: Sequence[str]) -> Answer:
    """Say who works together. Raises Invalid for somebody who has no account in the organisation."""
    team = Team(new_id(), who.organisation, name, frozenset(members), clock.now())
    permissions.require(who, permissions.KEEP_TEAMS, team)
    _require_colleagues(store, who, members)
    return _of_team(store.standings.add_team(team))


def change_team(
    store: Store,
    who: Actor,
    clock: Clock,
    team_id: str,
    version: int,
    name: str | None = None,
    members: Sequence[str] | None = None,
) -> Answer:
    """Call a team otherwise, or have others in it; what is None stays. Raises Conflict unless `version` is the one
    there is."""
    team = _seen_team(store, who, team_id, version)
    _require_colleagues(store, who, members or ())
    changed = Team(
        team_id=team_id,
        organisation=team.organisation,
        name=name or team.name,
        members=team.members if members is None else frozenset(members),
        changed_at=clock.now(),
        version=team.version,
    )
    return _of_team(store.standings.save_team(changed))


def dissolve_team(store: Store, who: Actor, clock: Clock, team_id: str, version: int) -> Answer:
    """Forget a team: its members share nothing by it any more."""
    team = _seen_team(store, who, team_id, version)
    store.standings.dissolve(team, clock.now())
    return {"team_id": team_id}


def _seen_team(store: Store, who: Actor, team_id: str, version: int) -> Team:
    team = store.standings.team(team_id)
    permissions.require(who, permissions.KEEP_TEAMS, team)
    require_seen(team.noun, team.version, version)
    return team


def _require_colleagues(store: Store, who: Actor, members: Sequence[str]) -> None:
    try:
        for account_id in members:
            permissions.require(who, permissions.KEEP_TEAMS, store.accounts.get(account_id))
    except NotFound:
        errors = (FieldError.of("members", "unknown_colleague"),)
        raise Invalid("invalid", "A team is made of colleagues of the organisation.", errors=errors) from None


def _of_deputyship(named: Deputyship) -> Answer:
    return {"deputyship_id": named.deputyship_id, "version": named.version}


def _of_team(team: Team) -> Answer:
    return {"team_id": team.team_id, "version": team.version}
