"""When counsellors are not there."""

from __future__ import annotations

from typing import Any

from services.chassis.extensions import answers
from services.chassis.identity import Actor
from services.scheduling.commands import absences as absence_commands
from services.scheduling.queries import absences as absence_queries
from services.scheduling.schemas import absences as of_absences
from services.scheduling.service.parts import Part

Answer = dict[str, Any]


class Absences(Part):
    """When counsellors are not there."""

    @answers(of_absences.Absences)
    def absences(self, who: Actor, request: Answer) -> Answer:
        return absence_queries.absences(self.store, who, self.calendar, **request)

    @answers(of_absences.NoteAbsence, command=True)
    def note_absence(self, who: Actor, request: Answer) -> Answer:
        return absence_commands.note_absence(self.store, who, self.calendar, **request)

    @answers(of_absences.DropAbsence, command=True)
    def drop_absence(self, who: Actor, request: Answer) -> Answer:
        return absence_commands.drop_absence(self.store, who, **request)
