"""The words of messages to clients: which there are, and how each reads on every way."""

from __future__ import annotations

from typing import Any

from flask import Response

from gateway import files, languages, who
from gateway import post as letters
from gateway.pages import staff_frame
from gateway.who import staff

blueprint = staff_frame.blueprint("templates")

# The mail is shown as its reader's program would: with its own look, running and fetching nothing.
_AS_A_MAIL = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; sandbox"


@blueprint.get("/templates")
@staff("administrator")
def listed() -> Response:
    """Every kind of message in every language."""
    return staff_frame.page("staff/templates.html", **who.ask("notifications", "templates", {}))


@blueprint.get("/templates/<kind>/<spoken>")
@staff("administrator")
def one(kind: str, spoken: str) -> Response:
    """How one reads, with invented facts."""
    found = _template(kind, spoken)
    return staff_frame.page("staff/template.html", message=found, direction=languages.direction(spoken))


@blueprint.get("/templates/<kind>/<spoken>/mail.html")
@staff("administrator")
def mail(kind: str, spoken: str) -> Response:
    """The mail as it looks."""
    answer = Response(_template(kind, spoken)["html"], content_type="text/html; charset=utf-8")
    answer.headers["Content-Security-Policy"] = _AS_A_MAIL
    return answer


@blueprint.get("/templates/<kind>/<spoken>/letter.pdf")
@staff("administrator")
def letter(kind: str, spoken: str) -> Response:
    """The letter as it is printed."""
    return files.shown(letters.printed([_template(kind, spoken) | {"reference": None}]), letters.FILE)


def _template(kind: str, spoken: str) -> dict[str, Any]:
    return who.ask("notifications", "template", {"kind": kind, "language": spoken})
