"""Which verdicts about requests cannot all be right: two were told apart, and a chain of links makes them the same."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.intake.model.likenesses import NOT_THE_SAME, SAME, SPLIT, Verdict

_APART = frozenset({NOT_THE_SAME, SPLIT})


@dataclass(frozen=True)
class Contradiction:
    """That two requests are `apart`, and the links that lead from one of them to the other."""

    apart: Verdict
    chain: tuple[Verdict, ...]

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """All that cannot be right together."""
        return self.apart, *self.chain

    def told(self, references: Mapping[str, str]) -> dict[str, Any]:
        """Who decided what of which two, and when, in plain JSON types; `references` are those of the requests,
        as far as they are still here."""
        return {
            "apart": _told(self.apart, references),
            "chain": [_told(link, references) for link in self.chain],
        }


def linked(request_id: str, verdicts: Iterable[Verdict]) -> list[str]:
    """The requests that are of the same person as this one by these verdicts, itself among them, oldest first."""
    return sorted(_ways(request_id, _links(verdicts)))


def contradictions(verdicts: Sequence[Verdict]) -> list[Contradiction]:
    """What of these verdicts cannot all be right; each with the shortest chain that speaks against it."""
    links = _links(verdicts)
    found = []
    for verdict in verdicts:
        if verdict.status in _APART and (chain := _ways(verdict.one_id, links).get(verdict.other_id)):
            found.append(Contradiction(verdict, chain))
    return found


def contradicted(verdicts: Sequence[Verdict], decided: Verdict) -> list[Contradiction]:
    """What would not go together any more if this were decided, and has until now; `verdicts` are those before."""
    others = [verdict for verdict in verdicts if _pair(verdict) != _pair(decided)]
    before = {_pair(each.apart) for each in contradictions(verdicts)}
    return [each for each in contradictions([*others, decided]) if _pair(each.apart) not in before]


def involved(found: Iterable[Contradiction]) -> set[str]:
    """The requests that these are about."""
    verdicts = [verdict for each in found for verdict in each.verdicts]
    return {request_id for verdict in verdicts for request_id in _pair(verdict)}


def _told(verdict: Verdict, references: Mapping[str, str]) -> dict[str, Any]:
    return {
        "one": {"request_id": verdict.one_id, "reference": references.get(verdict.one_id)},
        "other": {"request_id": verdict.other_id, "reference": references.get(verdict.other_id)},
        "verdict": verdict.status,
        "decided_at": verdict.decided_at.isoformat() if verdict.decided_at else None,
        "decided_by": verdict.decided_by,
    }


def _pair(verdict: Verdict) -> tuple[str, str]:
    return verdict.one_id, verdict.other_id


def _links(verdicts: Iterable[Verdict]) -> Mapping[str, Sequence[Verdict]]:
    links: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        if verdict.status == SAME:
            links[verdict.one_id].append(verdict)
            links[verdict.other_id].append(verdict)
    return links


def _ways(start: str, links: Mapping[str, Sequence[Verdict]]) -> dict[str, tuple[Verdict, ...]]:
    """Every request that is reached from this one, with the shortest chain of links that leads there."""
    ways: dict[str, tuple[Verdict, ...]] = {start: ()}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        for link in links.get(here, ()):
            there = link.of(here)
            if there not in ways:
                ways[there] = (*ways[here], link)
                waiting.append(there)
    return ways
