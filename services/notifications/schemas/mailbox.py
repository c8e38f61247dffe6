"""What is asked of messages that were written into files."""

from __future__ import annotations

from services.chassis.fields import Asked


class Mailbox(Asked):
    """The newest mails and text messages."""
