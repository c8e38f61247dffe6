"""Lists in pages: what is filtered by, and how to go on."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import request

from gateway import who

Page = tuple[dict[str, Any], int, dict[str, str]]


def page(service: str, method: str, **about: str) -> Page:
    """One page of what the service lists, with the address of the next one in `Link` (RFC 8288), if there is one.

    `about` is what the address itself names. Every parameter of the address goes to the service, which refuses those
    it does not know: a filter that is misspelt must not look like one that found everything.
    """
    given = {name: values[0] if len(values) == 1 else values for name, values in request.args.to_dict(False).items()}
    found = who.ask(service, method, given | about)
    return {"items": found["items"]}, 200, following(found["next"])


def following(cursor: str | None) -> dict[str, str]:
    """The header that says where the next page of this list is, if there is one."""
    if cursor is None:
        return {}
    query = urlencode({**request.args.to_dict(), "cursor": cursor})
    return {"Link": f'<{request.path}?{query}>; rel="next"'}
