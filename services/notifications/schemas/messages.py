"""Whose messages are asked for, and which is sent again."""

from __future__ import annotations

from services.chassis.fields import Asked, Identifier, Text
from services.chassis.paging import Paged
from services.chassis.warrants import WARRANT_MAX


class MessagesOf(Paged):
    """Whose messages are wanted, as the cases or the intake have warranted it."""

    warrant = Text(max=WARRANT_MAX, required=True)


class SendAgain(Asked):
    """Which message is to be sent again. A repetition brings another warrant, and is the same command."""

    secret = frozenset({"warrant"})

    message_id = Identifier(required=True)
    warrant = Text(max=WARRANT_MAX, required=True)
