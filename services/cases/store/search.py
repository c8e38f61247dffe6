"""Who may be meant by a name: first among the people of the cases one may read, then in the whole organisation.

However many of one first name an organisation knows, whoever is close by is compared, and what that costs does not
grow with the others.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, func, literal, select, union, union_all

from services.cases.model.people import KnownPerson
from services.cases.store.cases import cases
from services.cases.store.circles import glasses
from services.cases.store.households import members
from services.cases.store.name_tokens import NameTokens, name_tokens
from services.cases.store.people import People, people
from services.chassis.database import Database, Instant
from services.chassis.vault import Vault

# Of those who share one sound only so many are counted, the newest: a first name that ten thousand have tells nothing,
# and whoever shares more is found by the rest of it.
_COUNTED = 500
# Nobody's name has more; whoever asks with a page of them is answered by so many.
_ASKED = 64
# A sound that few names have says more: what each of those who share it is given a part of.
_WEIGHT = 1_000_000

_organisation: BindParameter[str] = bindparam("organisation")
_IN_READABLE = select(cases.c.person_id).where(
    cases.c.organisation == _organisation,
    cases.c.counsellor_id.in_(bindparam("reads_of", expanding=True)),
    cases.c.person_id.is_not(None),
)
_BEHIND_GLASS = (
    select(cases.c.person_id)
    .join_from(glasses, cases, cases.c.case_id == glasses.c.case_id)
    .where(
        glasses.c.organisation == _organisation,
        glasses.c.account_id == bindparam("who"),
        glasses.c.ends_at > bindparam("now", type_=Instant()),
        cases.c.person_id.is_not(None),
    )
)
_its, _others = members.alias("its"), members.alias("others")


class Search:
    """Finds whose names sound like one, by their tokens; each way is one statement."""

    def __init__(self, database: Database, known: People, vault: Vault):
        self._database = database
        self._people = known
        self._tokens = NameTokens(vault)

    def near(
        self,
        who: str,
        organisation: str,
        reads_of: Collection[str],
        now: datetime,
        name: str,
        birth_year: int | None,
        at_most: int,
    ) -> Sequence[KnownPerson]:
        """Whose names sound like this one, of the people in the cases of the counsellors `reads_of`, in cases whose
        glass `who` has broken, and in the households of these; of whom most of it does, first."""
        tokens = self._tokens.of(organisation, name, birth_year)
        close = {"organisation": organisation, "reads_of": sorted(reads_of), "who": who, "now": now}
        return self._found(_NEAR, tokens=tokens, at_most=at_most, **close)

    def everywhere(self, organisation: str, name: str, birth_year: int | None, at_most: int) -> Sequence[KnownPerson]:
        """Whose names sound like this one, of all whom the organisation knows; who shares the rarest sounds, first."""
        tokens = self._tokens.of(organisation, name, birth_year)[:_ASKED]
        if not tokens:
            return []
        named = {_nth(place): token for place, token in enumerate(tokens)}
        return self._found(_sharing_most(len(tokens)), organisation=organisation, at_most=at_most, **named)

    def _found(self, alike: Select[Any], **asked: Any) -> Sequence[KnownPerson]:
        with self._database.reading() as tx:
            return [self._people.load(row) for row in tx.execute(alike, asked)]


def _nth(place: int) -> str:
    return f"token{place}"


def _best(alike: Select[Any]) -> Select[Any]:
    """The people of whom most is `shared`; of two who share as much the one who came last: theirs is more likely the
    case somebody is looking for."""
    shared, person_id = alike.selected_columns.shared, alike.selected_columns.person_id
    found = alike.order_by(shared.desc(), person_id.desc()).limit(bindparam("at_most")).subquery()
    joined = select(people).join(found, found.c.person_id == people.c.person_id)
    return joined.order_by(found.c.shared.desc(), people.c.person_id.desc())


_close = union(_IN_READABLE, _BEHIND_GLASS).cte("close")
_together = select(_others.c.person_id).join_from(_its, _others, _its.c.household_id == _others.c.household_id)
_near = union(select(_close.c.person_id), _together.where(_its.c.person_id.in_(select(_close.c.person_id))))
_NEAR = _best(
    select(name_tokens.c.person_id, func.count().label("shared"))
    .where(
        name_tokens.c.organisation == _organisation,
        name_tokens.c.token.in_(bindparam("tokens", expanding=True)),
        name_tokens.c.person_id.in_(_near),
    )
    .group_by(name_tokens.c.person_id)
)


@functools.cache
def _sharing_most(count: int) -> Select[Any]:
    """Whoever shares most of so many sounds."""
    each = union_all(*(_sharing(place) for place in range(count))).subquery()
    shared = func.sum(each.c.weight).label("shared")
    return _best(select(each.c.person_id, shared).group_by(each.c.person_id))


def _sharing(place: int) -> Select[tuple[str, int]]:
    """Those who share one sound, the newest, each with their part of what it says."""
    token: BindParameter[bytes] = bindparam(_nth(place))
    newest = (
        select(name_tokens.c.person_id)
        .where(name_tokens.c.organisation == _organisation, name_tokens.c.token == token)
        .order_by(name_tokens.c.person_id.desc())
        .limit(_COUNTED)
        .subquery()
    )
    return select(newest.c.person_id, (literal(_WEIGHT) // func.count().over()).label("weight"))
