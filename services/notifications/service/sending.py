"""Letters, and what takes them away."""

from __future__ import annotations

from collections.abc import Mapping

from services.chassis.extensions import Provided, works_off
from services.chassis.programme import Programme
from services.notifications.carriers import Carrier, carrier
from services.notifications.carriers.sms import text_carrier
from services.notifications.carriers.texts import TextCarrier
from services.notifications.commands import reminders as reminding
from services.notifications.commands import sending
from services.notifications.letters import Letters
from services.notifications.model.messages import EMAIL, SMS
from services.notifications.model.quiet import Quiet
from services.notifications.service.parts import Part
from services.notifications.settings import NotificationsSettings
from services.notifications.store.messages import BELL
from services.notifications.store.reminders import BELL as REMINDERS


def _letters(programme: Programme, settings: NotificationsSettings) -> Letters:
    return Letters(programme, settings.public_url, settings.mail_sender, settings.mailbox_address)


class Sending(Part):
    """Letters, and what takes them away."""

    carrier: Carrier = Provided(lambda parts: carrier(parts.settings.mail_url, parts.settings.bounces_address))
    texts: TextCarrier | None = Provided(lambda parts: text_carrier(parts.settings.sms_url))
    letters: Letters = Provided(lambda parts: _letters(parts.programme, parts.settings))

    quiet: Quiet = Provided(
        lambda parts: Quiet.of(parts.programme.time_zone, parts.programme.holidays, parts.programme.quiet)
    )

    per_minute: Mapping[str, int] = Provided(
        lambda parts: {EMAIL: parts.settings.mails_per_minute, SMS: parts.settings.sms_per_minute}
    )

    @works_off(BELL)
    def send_due_messages(self) -> bool:
        return sending.send_due_messages(
            self.store, self.clock, self.letters, self.carrier, self.quiet, self.texts, self.per_minute
        )

    @works_off(REMINDERS)
    def remind(self) -> bool:
        return reminding.remind(self.store, self.clock)
