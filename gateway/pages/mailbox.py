"""For development and demo: the mails and text messages that would have left. Not there where they really leave."""

from __future__ import annotations

from flask import Response

from gateway import languages, who
from gateway.pages import staff_frame
from gateway.who import staff

blueprint = staff_frame.blueprint("mailbox")


@blueprint.get("/mailbox")
@staff("operator", "administrator")
def newest() -> Response:
    """The newest of each."""
    found = who.ask("notifications", "mailbox", {})
    return staff_frame.page("staff/mailbox.html", direction_of=languages.direction, **found)
