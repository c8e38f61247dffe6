"""Private calendar feeds."""

from __future__ import annotations

from services.chassis.fields import Asked, Identifier, Text

_LONGEST_TOKEN = 100


class MakeFeed(Asked):
    """A counsellor wants a secret address for their calendar program."""


class RevokeFeed(Asked):
    """A counsellor takes the secret address of their calendar back."""


class OwnFeed(Asked):
    """A counsellor looks whether there is a secret address for their calendar."""


class OfInterpreter(Asked):
    """The same about the calendar of an interpreter, for whoever keeps the list."""

    interpreter_id = Identifier(required=True)


class FeedByToken(Asked):
    """A calendar program reads the calendar with this secret."""

    token = Text(max=_LONGEST_TOKEN, required=True)
