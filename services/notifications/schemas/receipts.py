"""What is told of messages that have left."""

from __future__ import annotations

from marshmallow import Schema

from services.chassis.fields import Asked, FileContent, Text


class SevenCall(Asked):
    """seven.io has called: its headers and its body, as they came."""

    signature = Text(max=200, required=True)
    timestamp = Text(max=20, required=True)
    nonce = Text(max=100, required=True)
    body = FileContent(max=20_000, required=True)


class MailReturned(Schema):
    message_id = Text(max=64, required=True)
    action = Text(max=20, required=True)
    status = Text(max=20, load_default="")
