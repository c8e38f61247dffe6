"""One key, one effect: what a client sends again because the line broke is not done again.

The service remembers its answer under the command's id; here that id is made, always the same for the same
caller, route and key.
"""

from __future__ import annotations

import hashlib
import json
import re
import uuid
from typing import Any

from flask import g, request

from services.chassis.clock import new_id
from services.chassis.errors import FieldError, Invalid

HEADER = "Idempotency-Key"
KEY_MAX = 128
_PRINTABLE = re.compile(r"[\x21-\x7e][\x20-\x7e]{0,126}[\x21-\x7e]|[\x21-\x7e]")
_NAMESPACE = uuid.UUID("5b0c5d6e-6f2e-5c0b-9d1c-8b6f6a4d2f10")


def from_header(route: str) -> str:
    """The command id for this request: the same for the same key, a fresh one without a key.

    Raises Invalid where the key is not 1 to 128 printable ASCII characters.
    """
    key = request.headers.get(HEADER)
    if key is None:
        return new_id()
    if not _PRINTABLE.fullmatch(key):
        error = FieldError.of(HEADER, "idempotency_key_malformed", max=KEY_MAX)
        raise Invalid("invalid", f"The header {HEADER} is malformed.", errors=(error,))
    return _same(route, key)


def from_form(route: str, attempt: str, body: dict[str, Any]) -> str:
    """The command id for a form: a second press of the button is the same, a corrected form is another."""
    content = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
    return _same(route, f"{attempt}\n{content}")


def _same(route: str, key: str) -> str:
    # Two people may come upon the same key: neither gets to see what the other was answered.
    return str(uuid.uuid5(_NAMESPACE, f"{g.actor.ref}\n{route}\n{key}"))
