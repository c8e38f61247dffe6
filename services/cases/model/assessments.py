"""What an assessment (Einschätzung) is: where somebody stands in each topic, from 0 to 4, at one moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

# 0: in distress, nothing works; 4: manages without help.
SCORE_MIN, SCORE_MAX = 0, 4
# A topic that was last assessed up to here needs a goal before the case is linked.
LOW = 1


@dataclass(frozen=True)
class Assessment:
    """Where a client stood in these topics. `by` is the account of who assessed it together with them."""

    assessment_id: str
    organisation: str
    case_id: str
    scores: Mapping[str, int]
    recorded_at: datetime
    by: str
    note: str | None = field(default=None, repr=False)
    version: int = 0

    noun = "assessment"


@dataclass(frozen=True)
class Distance:
    """How far somebody has come in one topic, from the first assessment of it to the last."""

    topic: str
    first: int
    last: int
    times: int

    @property
    def travelled(self) -> int:
        """From -4 (everything was lost) to 4."""
        return self.last - self.first


def distances(assessments: Iterable[Assessment]) -> list[Distance]:
    """The distance travelled in each topic that was ever assessed; `assessments` are in the order of time."""
    scores: dict[str, list[int]] = {}
    for assessment in assessments:
        for topic, score in assessment.scores.items():
            scores.setdefault(topic, []).append(score)
    return [Distance(topic, found[0], found[-1], len(found)) for topic, found in scores.items()]
