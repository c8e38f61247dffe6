"""Asking for help, seeing where it stands, taking it back."""

from __future__ import annotations

import hashlib
from typing import Any

from flask import Response, g, json, jsonify, request
from flask_smorest import Blueprint

from gateway import idempotency, languages, rates, schemas, sentences, who
from gateway.api.bodies import read_object
from gateway.api.documenting import ACCEPT_LANGUAGE, IDEMPOTENCY_KEY, NOT_MODIFIED, body_of, problems, query

_STATUS = schemas.Status()
blueprint = Blueprint("requests", __name__, description="A request is what somebody asks for, before there is a case.")


@blueprint.route("/requests", methods=["POST"])
@who.public_or("desk", "coordinator", "counsellor", "liaison")
@blueprint.doc(
    summary="Ask for help",
    security=[{}, {"bearer": []}],
    requestBody=body_of(schemas.RequestBody),
    parameters=[IDEMPOTENCY_KEY, ACCEPT_LANGUAGE],
    responses=problems(400, 401, 403, 413, 415, 422, 429, 500, 503, 504),
)
@blueprint.response(201, schemas.Received)
def receive() -> dict[str, Any]:
    """The answer holds the reference and the token that open the status; the client gets them as a message, too.

    Without an account, for oneself or on somebody's behalf, over the channel `web`. With the token of a session: the
    desk takes down what came by `phone`, `walk_in`, `email` or was passed on; counsellors and coordinators of any
    organisation pass on over `provider`, the liaison of the foreigners' authority over `authority`, without getting
    the status token.
    """
    if g.account is None:
        rates.count_request()
    body = read_object()
    languages.fall_back_to(body.get("language"))
    return who.ask("intake", "receive_request", body, command_id=idempotency.from_header("POST /requests"))


@blueprint.route("/requests/status", methods=["GET"])
@who.public
@blueprint.doc(
    summary="See where a request stands",
    parameters=[
        query("reference", required=True, example="K7M-4XQ-6"),
        query("token", required=True),
        ACCEPT_LANGUAGE,
    ],
    responses=problems(404, 422, 500, 503, 504) | NOT_MODIFIED,
)
@blueprint.response(200, schemas.Status)
def status() -> Any:
    """A wrong reference and a wrong token are answered alike."""
    key = {"reference": request.args.get("reference", ""), "token": request.args.get("token", "")}
    found = who.ask("intake", "request_status", key)
    language = languages.current()
    etag = _etag(found, language)
    if request.if_none_match.contains_weak(etag):
        answer = Response(status=304)
    else:
        heading, sentence = sentences.of_status(found["status"])
        answer = jsonify(_STATUS.dump(found | {"status_text": f"{heading}. {sentence}"}))
        answer.content_language.add(language)
    answer.set_etag(etag)
    answer.vary.add("Accept-Language")
    # May be kept by this client alone, and asked for again each time.
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


@blueprint.route("/requests/withdraw", methods=["POST"])
@who.public
@blueprint.doc(
    summary="Take a request back",
    requestBody=body_of(schemas.Key),
    parameters=[IDEMPOTENCY_KEY, ACCEPT_LANGUAGE],
    responses=problems(400, 404, 409, 413, 415, 422, 500, 503, 504),
)
@blueprint.response(200, schemas.Withdrawn)
def withdraw() -> dict[str, Any]:
    """Nothing more is done about it; a request that has ended already is refused."""
    body = read_object()
    return who.ask("intake", "withdraw_request", body, command_id=idempotency.from_header("POST /requests/withdraw"))


def _etag(found: dict[str, Any], language: str) -> str:
    # What became of our message and when the client has an appointment are no changes of the request.
    told = (found["version"], found["receipt"], found.get("appointments"), language)
    return f"{found['request_id']}.{hashlib.sha256(json.dumps(told).encode()).hexdigest()[:20]}"
