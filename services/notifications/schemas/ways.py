"""Whose ways are asked about, allowed or stopped."""

from __future__ import annotations

from services.chassis.fields import Asked, Code, Flag, Text
from services.chassis.passes import PASS_MAX
from services.chassis.warrants import WARRANT_MAX
from services.notifications.model.ways import BY_LINK, BY_ONE_CLICK, WRITTEN

_PROOF_MAX = 300


class ByLink(Asked):
    """Whoever follows the link at the end of a mail."""

    token = Text(max=120, required=True)


class StopByLink(ByLink):
    """They want no more mails: said by themselves, or by their mail program for them (RFC 8058)."""

    how = Code("how", among=(BY_LINK, BY_ONE_CLICK), load_default=BY_LINK)


class WaysOf(Asked):
    """Whose ways staff want to see, as the cases or the intake have warranted it."""

    warrant = Text(max=WARRANT_MAX, required=True)


class _SetWay(Asked):
    """What staff write down. A repetition brings another warrant, and is the same command."""

    secret = frozenset({"warrant"})

    warrant = Text(max=WARRANT_MAX, required=True)


class AllowWay(_SetWay):
    """They agreed to be written to on this way; `proof` is how they did."""

    channel = Code("channel", among=WRITTEN, required=True)
    proof = Text(max=_PROOF_MAX, required=True)
    is_shared = Flag(load_default=None, allow_none=True)


class StopWay(_SetWay):
    """They want no more messages on this way."""

    channel = Code("channel", among=WRITTEN, required=True)


class ShareTelephone(_SetWay):
    """Whether others read what comes to their telephone."""

    is_shared = Flag(required=True)


class OfClient(Asked):
    """A client looks at how they are written to: whoever has the pass of their request."""

    pass_ = Text(max=PASS_MAX, data_key="pass", required=True)


class SetOwnWay(OfClient):
    """A client allows a way, or stops it."""

    channel = Code("channel", among=WRITTEN, required=True)
    is_allowed = Flag(required=True)
