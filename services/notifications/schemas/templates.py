"""What administrators ask about the words of messages."""

from __future__ import annotations

from services.chassis.fields import Asked, Text


class Templates(Asked):
    """Which kinds of message there are words for."""


class Template(Asked):
    """How one kind reads in one language."""

    kind = Text(max=40, required=True)
    language = Text(max=16, required=True)
