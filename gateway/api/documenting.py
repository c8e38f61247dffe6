"""What all descriptions in the OpenAPI document have in common."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from http import HTTPStatus
from typing import Any

from marshmallow import Schema

from gateway import errors, idempotency, schemas, versions

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
IF_MATCH = {
    "in": "header",
    "name": versions.HEADER,
    "required": True,
    "schema": {"type": "string"},
    "description": "The ETag of what you have seen: the change is refused if there is a newer one.",
    "example": '"3"',
}
ETAG = {"ETag": {"description": "The version, in quotation marks.", "schema": {"type": "string", "example": '"3"'}}}
NEXT = {"Link": {"description": 'The next page, if there is one: `<…>; rel="next"`.', "schema": {"type": "string"}}}
LOCATION = {"Location": {"description": "Where it is from now on.", "schema": {"type": "string"}}}
BEARER_SCHEME = {"type": "http", "scheme": "bearer", "description": "The token of a session, from `POST /sessions`."}
NOT_MODIFIED = {"304": {"description": "Nothing has changed since (`If-None-Match`)."}}


def query(
    name: str, *, required: bool = False, example: str | None = None, among: Sequence[str] = ()
) -> dict[str, Any]:
    """A parameter in the address; `among` are all that can stand there, the usual one first."""
    schema: dict[str, Any] = {"type": "string"} | ({"enum": list(among), "default": among[0]} if among else {})
    described: dict[str, Any] = {"in": "query", "name": name, "required": required, "schema": schema}
    return described | ({"example": example} if example else {})


def body_of(schema: type[Schema]) -> dict[str, Any]:
    """A JSON body of this shape."""
    return {"required": True, "content": {"application/json": {"schema": schema}}}


def problems(*statuses: int) -> dict[str, Any]:
    """The problem documents a path may answer with."""
    content = {errors.MEDIA_TYPE: {"schema": schemas.ProblemDocument}}
    return {str(status): {"description": HTTPStatus(status).phrase, "content": content} for status in statuses}


def reading(summary: str, *parameters: dict[str, Any]) -> dict[str, Any]:
    """What staff can look at."""
    return _of_staff(summary, parameters, None, (401, 403, 404, 422, 500, 503, 504))


def listing(summary: str, *filters: str) -> dict[str, Any]:
    """What staff can page through, by these filters."""
    return reading(summary, *(query(name) for name in filters), query("cursor"), query("limit", example="50"))


def creating(summary: str, body: type[Schema] | None = None) -> dict[str, Any]:
    """What staff can add."""
    statuses = (400, 401, 403, 404, 409, 413, 415, 422, 500, 503, 504)
    return _of_staff(summary, (IDEMPOTENCY_KEY,), body, statuses)


def deciding(summary: str) -> dict[str, Any]:
    """What staff can decide about, once."""
    return _of_staff(summary, (IDEMPOTENCY_KEY,), None, (400, 401, 403, 404, 413, 415, 422, 500, 503, 504))


def changing(summary: str, body: type[Schema] | None = None) -> dict[str, Any]:
    """What staff can change, having seen its present version."""
    statuses = (400, 401, 403, 404, 409, 412, 413, 415, 422, 428, 500, 503, 504)
    return _of_staff(summary, (IF_MATCH, IDEMPOTENCY_KEY), body, statuses)


def _of_staff(
    summary: str, parameters: Iterable[dict[str, Any]], body: type[Schema] | None, statuses: tuple[int, ...]
) -> dict[str, Any]:
    described = {
        "summary": summary,
        "security": [{"bearer": []}],
        "parameters": [*parameters, ACCEPT_LANGUAGE],
        "responses": problems(*statuses),
    }
    return described | ({"requestBody": body_of(body)} if body else {})
