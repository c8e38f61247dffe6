"""What is told about deputies and teams of the own organisation."""

from __future__ import annotations

from typing import Any

from services.cases import permissions
from services.cases.queries.moments import on
from services.cases.store import Store
from services.chassis.identity import Actor

Told = dict[str, Any]


def deputies(store: Store, who: Actor, cursor: str | None, limit: int) -> Told:
    """Who deputises for whom today or later in the own organisation, those that end first in front."""
    permissions.require(who, permissions.SEE_TEAMS)
    today = store.standings.today()
    found, following = store.standings.listed(who.organisation, today, cursor, limit)
    names = store.accounts.names({each for one in found for each in (one.counsellor_id, one.deputy_id)})
    items = [
        {
            "deputyship_id": one.deputyship_id,
            "counsellor_id": one.counsellor_id,
            "counsellor": names.get(one.counsellor_id),
            "deputy_id": one.deputy_id,
            "deputy": names.get(one.deputy_id),
            "from_on": on(one.from_on),
            "until_on": on(one.until_on),
            "has_begun": one.from_on <= today,
            "may_end": permissions.may(who, permissions.NAME_DEPUTIES, one),
            "version": one.version,
        }
        for one in found
    ]
    return {"items": items, "next": following}


def teams(store: Store, who: Actor) -> Told:
    """The teams of the own organisation with their members, by name; and what its counsellors share."""
    permissions.require(who, permissions.SEE_TEAMS)
    found = store.standings.teams(who.organisation)
    names = store.accounts.names({account_id for team in found for account_id in team.members})
    items = [
        {
            "team_id": team.team_id,
            "name": team.name,
            "members": sorted(
                ({"account_id": account_id, "name": names.get(account_id)} for account_id in team.members),
                key=lambda one: (one["name"] or "", one["account_id"]),
            ),
            "version": team.version,
        }
        for team in found
    ]
    return {"items": items, "sharing": store.standings.sharing(who.organisation)}
