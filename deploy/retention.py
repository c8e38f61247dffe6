"""What is due by retention: which cases' time is over, directly from the database of `cases`; nothing is changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from deploy import case_store

_AT_MOST = 10_000


def due() -> Iterator[dict[str, Any]]:
    """Cases that are not kept any more and that no erasure is about yet, by organisation, the longest ago first:
    organisation, reference, case_id, due_on. Nobody's name is read. Raises CannotBeDone."""
    with case_store.opened() as opened:
        store = opened.store
        for organisation in opened.programme.organisations:
            cases = store.retention.due(organisation, _AT_MOST)
            known = {case.case_id: case.reference for case in store.cases.some([each.case_id for each in cases])}
            for each in cases:
                yield {
                    "organisation": organisation,
                    "reference": known[each.case_id],
                    "case_id": each.case_id,
                    "due_on": each.due_on.isoformat(),
                }
