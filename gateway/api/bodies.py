"""Reading what a client of the API sent, without trusting it."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from flask import request
from werkzeug.exceptions import UnsupportedMediaType

from gateway.errors import NotUnderstood


def read_object(*, may_be_missing: bool = False) -> dict[str, Any]:
    """The body as a JSON object. Raises UnsupportedMediaType, RequestEntityTooLarge or NotUnderstood.

    With `may_be_missing`, for what can be said without a body, none at all is an empty object.
    """
    if may_be_missing and not request.get_data():
        return {}
    if request.mimetype != "application/json":
        raise UnsupportedMediaType
    try:
        body = json.loads(request.get_data(cache=False), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:  # broken UTF-8 and digits without end are ValueErrors too
        raise NotUnderstood("broken_json", "The body is not JSON.") from error
    if not isinstance(body, dict):
        raise NotUnderstood("not_an_object", "The body is JSON, but not an object.")
    return body


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON (RFC 8259 section 6)")
