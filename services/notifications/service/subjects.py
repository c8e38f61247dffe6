"""Copies for the people they are about."""

from __future__ import annotations

from typing import Any

from services.chassis.extensions import Provided, answers
from services.chassis.identity import Actor
from services.chassis.vault import SealKeys
from services.notifications.queries import subjects
from services.notifications.schemas import subjects as of_subjects
from services.notifications.service.parts import Part

Answer = dict[str, Any]


class Subjects(Part):
    """Copies for the people they are about."""

    seal_keys: SealKeys = Provided(lambda parts: parts.seal_keys)

    @answers(of_subjects.ExportSubject)
    def export_subject(self, who: Actor, request: Answer) -> Answer:
        return subjects.export_subject(self.store, who, self.clock, self.seal_keys, **request)
