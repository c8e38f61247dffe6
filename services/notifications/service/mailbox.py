"""For development and demo: messages that were written into files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from services.chassis.extensions import Provided, answers
from services.chassis.identity import Actor
from services.notifications.carriers.files import folder_of
from services.notifications.queries import mailbox as queries
from services.notifications.schemas import mailbox as asked
from services.notifications.service.parts import Part

Answer = dict[str, Any]


class Mailbox(Part):
    """For development and demo: messages that were written into files."""

    mail_folder: Path | None = Provided(lambda parts: folder_of(parts.settings.mail_url))
    text_folder: Path | None = Provided(lambda parts: folder_of(parts.settings.sms_url))

    @answers(asked.Mailbox)
    def mailbox(self, who: Actor, request: Answer) -> Answer:
        return queries.mailbox(who, self.mail_folder, self.text_folder)
