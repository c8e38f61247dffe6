"""The OpenAPI document, and a page that a person can read it on."""

from __future__ import annotations

import re
from typing import Any

from flask import Blueprint, Flask, Response, current_app, json, render_template
from flask_smorest import Api

from gateway import sentences, staff_sentences
from gateway.api import (
    absences,
    accounts,
    advice,
    appointments,
    cases,
    choices,
    circles,
    contacting,
    counsellors,
    desk,
    directory,
    documents,
    erasures,
    exports,
    feeds,
    history,
    hours,
    interpreters,
    letters_in,
    likenesses,
    messages,
    offers,
    own_account,
    own_times,
    parked,
    people,
    places,
    plans,
    post,
    programme,
    questions,
    receipts,
    records,
    releases,
    reports,
    requests,
    residence,
    sessions,
    staff_messages,
    teams,
    templates,
    waiting,
)
from gateway.api.documenting import BEARER_SCHEME
from gateway.who import public

PREFIX = "/api/v1"
_PARTS = (
    requests,
    advice,
    programme,
    places,
    sessions,
    own_account,
    accounts,
    desk,
    letters_in,
    likenesses,
    messages,
    contacting,
    offers,
    cases,
    circles,
    records,
    releases,
    directory,
    people,
    exports,
    documents,
    erasures,
    plans,
    residence,
    questions,
    history,
    counsellors,
    teams,
    appointments,
    choices,
    waiting,
    own_times,
    interpreters,
    hours,
    absences,
    feeds,
    receipts,
    staff_messages,
    post,
    templates,
    reports,
    parked,
)
DESCRIBED = tuple(part.blueprint for part in _PARTS)
_KEY = "lotse_openapi"
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_PREFIX_OF_NAMES = "api_"

blueprint = Blueprint("documentation", __name__, url_prefix="/api")


def install(app: Flask) -> Api:
    """Serve every path of the API and its description."""
    app.config.update(API_TITLE="Lotse", API_VERSION="v1", OPENAPI_VERSION="3.1.0")
    api = Api(app, spec_kwargs={"info": {"description": _ABOUT, "license": _LICENCE}})
    api.spec.components.security_scheme("bearer", BEARER_SCHEME)
    for part in DESCRIBED:
        api.register_blueprint(part, url_prefix=PREFIX)
    app.register_blueprint(blueprint)
    app.extensions[_KEY] = document(api)
    return api


def document(api: Api) -> dict[str, Any]:
    """The OpenAPI document of this API."""
    described: dict[str, Any] = json.loads(json.dumps(api.spec.to_dict()))
    # The pages have blueprints of the same nouns, so those of the API carry a prefix that no reader needs.
    for tag in described["tags"]:
        tag["name"] = tag["name"].removeprefix(_PREFIX_OF_NAMES)
    for path in described["paths"].values():
        of_all = path.pop("parameters", [])
        for operation in path.values():
            operation["tags"] = [tag.removeprefix(_PREFIX_OF_NAMES) for tag in operation["tags"]]
            operation["parameters"] = of_all + operation.get("parameters", [])
            # Every path names its own problems; smorest's shared ones describe a shape that we do not answer with.
            operation["responses"].pop("default", None)
    for unused in ("responses", "schemas"):
        for name in ("DEFAULT_ERROR", "UNPROCESSABLE_ENTITY", "Error", "PaginationMetadata"):
            described["components"].get(unused, {}).pop(name, None)
    return described


def as_json_schema(described: dict[str, Any], name: str) -> dict[str, Any]:
    """One shape of the OpenAPI document with all it is made of: those of OpenAPI 3.1 are JSON Schemas as they are."""
    shapes = json.dumps(described["components"]["schemas"]).replace("#/components/schemas/", "#/$defs/")
    needed, all_shapes = [name], json.loads(shapes)
    for shape in needed:  # grows while it is read
        named = re.findall(r'"#/\$defs/(\w+)"', json.dumps(all_shapes[shape]))
        needed.extend(each for each in dict.fromkeys(named) if each not in needed)
    return {"$schema": _DIALECT, "$ref": f"#/$defs/{name}", "$defs": {each: all_shapes[each] for each in needed}}


@blueprint.get("/openapi.json")
@public
def openapi() -> Response:
    """The document for programs."""
    return Response(json.dumps(current_app.extensions[_KEY]), content_type="application/json")


@blueprint.get("/copy.schema.json")
@public
def copy_schema() -> Response:
    """What the copy for a person looks like, as a JSON Schema (draft 2020-12) of its own."""
    described = as_json_schema(current_app.extensions[_KEY], "PersonCopy")
    return Response(json.dumps(described), content_type="application/schema+json")


@blueprint.get("/documentation")
@public
def page() -> str:
    """The document for people."""
    problems = {**staff_sentences.PROBLEMS, **sentences.PROBLEMS}
    return render_template("documentation.html", document=current_app.extensions[_KEY], problems=problems)


_LICENCE = {"name": "EUPL-1.2", "identifier": "EUPL-1.2"}
_ABOUT = (
    "Lotse carries what people ask of a municipal integration programme. Errors are problem documents "
    "(RFC 9457) whose `detail` is a sentence in the language asked for; `code` never changes its meaning."
)
