"""What all descriptions in the OpenAPI document have in common."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from marshmallow import Schema

from gateway import errors, idempotency, schemas

IDEMPOTENCY_KEY = {
    "in": "header",
    "name": idempotency.HEADER,
    "schema": {"type": "string", "minLength": 1, "maxLength": idempotency.KEY_MAX},
    "description": "Same key, same answer: send the same key again when no answer came.",
}
ACCEPT_LANGUAGE = {
    "in": "header",
    "name": "Accept-Language",
    "schema": {"type": "string"},
    "description": "The language of the sentences in the answer.",
    "example": "ka",
}
NOT_MODIFIED = {"304": {"description": "Nothing has changed since (`If-None-Match`)."}}


def query(name: str, *, required: bool = False, example: str | None = None) -> dict[str, Any]:
    """A parameter in the address."""
    described: dict[str, Any] = {"in": "query", "name": name, "required": required, "schema": {"type": "string"}}
    return described | ({"example": example} if example else {})


def body_of(schema: type[Schema]) -> dict[str, Any]:
    """A JSON body of this shape."""
    return {"required": True, "content": {"application/json": {"schema": schema}}}


def problems(*statuses: int) -> dict[str, Any]:
    """The problem documents a path may answer with."""
    content = {errors.MEDIA_TYPE: {"schema": schemas.ProblemDocument}}
    return {str(status): {"description": HTTPStatus(status).phrase, "content": content} for status in statuses}
