"""When counsellors of the demo are not there: leave, training, an illness; past, at present and to come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from deploy.demo.days import Days
from deploy.demo.stage import Stage


@dataclass(frozen=True)
class Away:
    """Somebody is away from one day to another, both counted from today; `by` notes it so many days before today."""

    user: str
    kind: str
    first: int
    last: int
    by: str
    noted: int

    def has(self, days: Days, day: date) -> bool:
        """Whether they are away on this day."""
        return self.first <= (day - days.today).days <= self.last


_AWAY = (
    Away("brehm", "leave", -75, -61, "brehm", 110),
    Away("hartkopf", "training", -40, -39, "hartkopf", 60),
    Away("vell", "leave", -2, 5, "vell", 25),
    Away("nassif", "leave", -2, 5, "nassif", 25),
    Away("aksoy", "illness", -1, 2, "coordinator", 1),
    Away("counsellor", "training", 8, 8, "counsellor", 10),
    Away("bruecke", "leave", 19, 27, "bruecke", 12),
    Away("selim", "other", 6, 6, "selim", 3),
)
_NOTED_AT = 8 * 60 + 40  # minutes since midnight


def are_noted(stage: Stage) -> None:
    """Put on the agenda that they are written down."""
    for number, away in enumerate(_AWAY, start=1):
        story = f"away {number}"
        stage.agenda.at(stage.days.working(away.noted, _NOTED_AT), story, partial(_note, stage, story, away))


def is_away(stage: Stage, user: str, day: date) -> bool:
    """Whether nobody can meet them on this day, as was known long before."""
    return any(away.user == user and away.kind != "illness" and away.has(stage.days, day) for away in _AWAY)


def _note(stage: Stage, story: str, away: Away, _moment: datetime) -> None:
    first, last = (stage.days.after(stage.days.until, number).isoformat() for number in (away.first, away.last))
    stage.asking(story).ask(
        stage.actors[away.by],
        "scheduling",
        "note_absence",
        counsellor_id=stage.actors[away.user].ref,
        kind=away.kind,
        **{"from": first, "to": last},
    )
