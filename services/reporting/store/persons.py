"""Whose requests they are, as far as anybody knows: links between requests, and by whom each is counted as a person.

What a row of a published month says is never changed: a link that comes later changes only the requests of open
months. So a person may be counted twice over old months, and never differently than it was published.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, bindparam, select

from services.chassis.database import Transaction
from services.reporting.model.persons import groups
from services.reporting.store.tables import links, requests

_REFS = select(requests.c.person_ref).where(requests.c.request_id.in_(bindparam("pair", expanding=True)))
_MEMBERS = select(requests.c.request_id, requests.c.person_ref, requests.c.month).where(
    requests.c.person_ref.in_(bindparam("refs", expanding=True))
)
_LINKS = select(links.c.request_id, links.c.other_id).where(
    links.c.request_id.in_(bindparam("members", expanding=True)),
    links.c.other_id.in_(bindparam("members", expanding=True)),
)


def are_known(tx: Transaction, request_id: str, other_id: str) -> bool:
    """Whether we have heard of both requests."""
    return len(tx.execute(_REFS, {"pair": [request_id, other_id]}).all()) == 2


def link(tx: Transaction, request_id: str, other_id: str) -> None:
    """These two requests are of the same person; once more changes nothing."""
    tx.execute(tx.insert(links).on_conflict_do_nothing(), {"request_id": request_id, "other_id": other_id})


def split(tx: Transaction, request_id: str, other_id: str) -> None:
    """These two are not, after all; once more changes nothing."""
    tx.execute(links.delete().where(and_(links.c.request_id == request_id, links.c.other_id == other_id)))


def regroup(tx: Transaction, request_id: str, other_id: str, closed_until: str) -> None:
    """Count anew by whom the requests are that belong with either of these two, in months after `closed_until`."""
    refs = sorted(set(tx.execute(_REFS, {"pair": [request_id, other_id]}).scalars()))
    rows = {row.request_id: row for row in tx.execute(_MEMBERS, {"refs": refs})}
    known = [(pair.request_id, pair.other_id) for pair in tx.execute(_LINKS, {"members": list(rows)})]
    for group in groups(rows, known):
        ref = _ref_of([rows[member] for member in sorted(group)], closed_until)
        changed = and_(requests.c.request_id.in_(group), requests.c.month > closed_until, requests.c.person_ref != ref)
        tx.execute(requests.update().where(changed).values(person_ref=ref))


def _ref_of(group: list[Any], closed_until: str) -> str:
    """By what a group is counted as one person: as it was published, or by its first request."""
    published = [row.person_ref for row in group if row.month <= closed_until]
    ref: str = published[0] if published else group[0].request_id
    return ref
