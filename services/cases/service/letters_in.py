"""What people write by mail to a case."""

from __future__ import annotations

from typing import Any

from services.cases import reactions
from services.cases.commands import letters_in as letter_commands
from services.cases.schemas import heard
from services.cases.schemas import letters_in as of_letters_in
from services.cases.service.parts import Part
from services.chassis.extensions import answers, hears
from services.chassis.handler import Message
from services.chassis.identity import Actor

Answer = dict[str, Any]


class LettersIn(Part):
    """What people write by mail to a case."""

    @answers(of_letters_in.MarkLetterRead, command=True)
    def mark_letter_read(self, who: Actor, request: Answer) -> Answer:
        return letter_commands.mark_letter_read(self.store, who, self.clock, **request)

    @hears("intake.events", "letter.received.v1", heard.LetterReceived)
    def on_letter_received(self, message: Message) -> None:
        reactions.on_letter_received(self.store, self.hosted, self.clock, message)

    @hears("intake.events", "attachment.passed_on.v1", heard.AttachmentPassedOn)
    def on_attachment_passed_on(self, message: Message) -> None:
        reactions.on_attachment_passed_on(self.store, self.hosted, self.clock, message)
