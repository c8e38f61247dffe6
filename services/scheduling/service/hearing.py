"""What the cases say."""

from __future__ import annotations

from typing import Any

from services.chassis.extensions import hears
from services.chassis.handler import Message
from services.scheduling import reactions
from services.scheduling.schemas import heard
from services.scheduling.service.parts import Part

Answer = dict[str, Any]


class Hearing(Part):
    """What the cases say."""

    @hears("cases.events", "case.opened.v1", heard.CaseOpened)
    def on_case_opened(self, message: Message) -> None:
        reactions.on_case_opened(self.store, message)

    @hears("cases.events", "case.closed.v1", heard.CaseClosed)
    def on_case_closed(self, message: Message) -> None:
        reactions.on_case_closed(self.store, message)

    @hears("cases.events", "case.assigned.v1", heard.CaseAssigned)
    def on_case_assigned(self, message: Message) -> None:
        reactions.on_case_assigned(self.store, self.clock, message)

    @hears("cases.events", "case.locked.v1", heard.CaseLocked)
    def on_case_locked(self, message: Message) -> None:
        reactions.on_case_locked(self.store, self.clock, message)

    @hears("cases.events", "case.unlocked.v1", heard.CaseUnlocked)
    def on_case_unlocked(self, message: Message) -> None:
        reactions.on_case_unlocked(self.store, message)

    @hears("cases.events", "case.reopened.v1", heard.CaseReopened)
    def on_case_reopened(self, message: Message) -> None:
        reactions.on_case_reopened(self.store, message)

    @hears("cases.events", "person.corrected.v1", heard.PersonCorrected)
    def on_person_corrected(self, message: Message) -> None:
        reactions.on_person_corrected(self.store, message)

    @hears("cases.events", "case.erased.v1", heard.CaseErased)
    def on_case_erased(self, message: Message) -> None:
        reactions.on_case_erased(self.store, self.clock, message)

    @hears("cases.events", "counsellor.engaged.v1", heard.CounsellorEngaged)
    def on_counsellor_engaged(self, message: Message) -> None:
        reactions.on_counsellor_engaged(self.store, message)
