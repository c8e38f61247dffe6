"""What every story of the demo stands on."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from deploy.demo.agenda import Agenda
from deploy.demo.asking import Asking
from deploy.demo.days import Days
from deploy.demo.journal import Journal
from deploy.demo.people import STAFF, Colleague
from services.chassis.clock import TravellingClock
from services.chassis.identity import Actor
from services.chassis.programme import Programme

_SEED = 20261122


@dataclass
class Stage:
    """`actors`: user name → who they are when they ask, as soon as they have an account.

    `outside`: organisation → the services outside that its directory has, as soon as somebody has looked.
    """

    calls: Any
    clock: TravellingClock
    journal: Journal
    days: Days
    agenda: Agenda
    programme: Programme
    actors: dict[str, Actor] = field(default_factory=dict)
    outside: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def asking(self, story: str) -> Asking:
        """A line to the services for one story."""
        return Asking(self.calls, self.clock, self.journal, story)

    @staticmethod
    def dice(story: str) -> random.Random:
        """The dice of one story: they fall the same every time."""
        return random.Random(f"{_SEED} {story}")

    def counsellors(self, organisation: str) -> list[Colleague]:
        """The counsellors of an organisation."""
        return [one for one in STAFF if one.organisation == organisation and "counsellor" in one.roles]

    def fitting(self, organisation: str, about: Mapping[str, Any], dice: random.Random) -> Colleague:
        """A counsellor for a person: who speaks the language and works in the town comes first, most of the time."""

        def fits(colleague: Colleague) -> int:
            return 2 * (about["language"] in colleague.languages) + (about["municipality"] in colleague.municipalities)

        best = sorted(self.counsellors(organisation), key=fits, reverse=True)[:3]
        return dice.choices(best, weights=[1 + 3 * fits(colleague) for colleague in best])[0]
