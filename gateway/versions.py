"""Nobody overwrites what somebody else has changed: every object has a version, and a change names the one it saw.

The version is the object's ETag (`"3"`, RFC 9110 section 8.8.3); a change sends it back in `If-Match`.
"""

from __future__ import annotations

import re
from typing import Any

from flask import Response, request

from gateway.errors import NotUnderstood
from services.chassis.errors import Conflict

HEADER = "If-Match"
# What RFC 9110 section 8.8.3 lets an ETag be; a proxy that compresses answers may have made ours a weak one.
_ETAG = re.compile(r'(?:W/)?"([\x21\x23-\x7e]*)"')
_OURS = re.compile(r"[1-9][0-9]{0,8}")


def seen() -> int:
    """The version that the caller has seen, from `If-Match`.

    Raises NotUnderstood: `version_missing` (428) without one, and for `*`, which names none; `version_malformed` (400)
    for what is no single ETag. Raises Conflict for an ETag that we cannot have given for this.
    """
    sent = request.headers.get(HEADER, "").strip()
    if sent in ("", "*"):
        raise NotUnderstood("version_missing", f"The header {HEADER} names no version.")
    etag = _ETAG.fullmatch(sent)
    if etag is None:
        raise NotUnderstood("version_malformed", f"The header {HEADER} is not one ETag.")
    if not _OURS.fullmatch(etag[1]):
        raise Conflict("changed_meanwhile", f"The header {HEADER} holds an ETag of something else.")
    return int(etag[1])


def header(found: dict[str, Any]) -> dict[str, str]:
    """The ETag of an answer that carries a version."""
    return {"ETag": f'"{found["version"]}"'}


def unchanged(found: dict[str, Any]) -> Response | None:
    """The answer 304 where the caller has this version already (`If-None-Match`), otherwise none.

    Only for objects of which every change is a new version.
    """
    etag = str(found["version"])
    if not request.if_none_match.contains_weak(etag):
        return None
    answer = Response(status=304)
    answer.set_etag(etag)
    return answer
