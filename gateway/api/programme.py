"""What one can choose from, and the data notice."""

from __future__ import annotations

import hashlib
from typing import Any

from flask import Response, current_app, json, request
from flask_smorest import Blueprint

from gateway import languages, schemas, who
from gateway.api.documenting import ACCEPT_LANGUAGE, NOT_MODIFIED, problems, query
from gateway.installation import here
from services.chassis.errors import FieldError, Invalid
from services.chassis.places import WEEKDAYS, Place
from services.chassis.programme import Names, Programme

blueprint = Blueprint("programme", __name__, description="Everything particular to this region.")

_KEY = "lotse_programme_answers"
MAY_BE_KEPT = "public, max-age=300"


@blueprint.route("/programme", methods=["GET"])
@who.public
@blueprint.doc(
    summary="Topics, languages, municipalities, places",
    parameters=[query("language", example="ka"), ACCEPT_LANGUAGE],
    responses=problems(422) | NOT_MODIFIED,
)
@blueprint.response(200, schemas.Programme)
def programme() -> Response:
    """With `language`, the names in that language only."""
    return _kept("programme", _page_language())


@blueprint.route("/notice", methods=["GET"])
@who.public
@blueprint.doc(
    summary="The data notice",
    parameters=[query("language", example="ka"), ACCEPT_LANGUAGE],
    responses=problems(422) | NOT_MODIFIED,
)
@blueprint.response(200, schemas.Notice)
def notice() -> Response:
    """In the language asked for, by parameter or header. Its version goes into the consent."""
    return _kept("notice", _page_language() or languages.current())


def _page_language() -> str | None:
    language = request.args.get("language")
    if language and language not in here().programme.page_languages:
        raise Invalid("invalid", "No such language.", errors=(FieldError.of("language", "unknown_language"),))
    return language


def _kept(what: str, language: str | None) -> Response:
    # The programme changes only with a restart, so each answer is written once.
    answers: dict[tuple[str, str | None], tuple[str, str]] = current_app.extensions.setdefault(_KEY, {})
    if (what, language) not in answers:
        text = json.dumps(_WRITERS[what](here().programme, language))
        answers[what, language] = text, hashlib.sha256(text.encode()).hexdigest()[:20]
    text, digest = answers[what, language]
    response = Response(text, content_type="application/json")
    response.set_etag(digest)
    response.vary.add("Accept-Language")
    response.headers["Cache-Control"] = MAY_BE_KEPT
    response.make_conditional(request)
    return response


def _write_programme(programme: Programme, language: str | None) -> Any:
    def only(names: Names) -> dict[str, str]:
        return {code: name for code, name in names.items() if language in (None, code)}

    spoken = (language,) if language else programme.page_languages
    answer = {
        "names": only(programme.name),
        "notice_version": programme.notice_version,
        "topics": [{"code": code, "names": only(names)} for code, names in programme.topics.items()],
        "languages": [
            {
                "code": code,
                "names": {shown: languages.name_of(code, shown) for shown in spoken},
                "pages": code in programme.page_languages,
            }
            for code in programme.request_languages
        ],
        "municipalities": [{"code": code, "name": name} for code, name in programme.municipalities.items()],
        "places": [told(place) | {"names": only(place.name)} for place in programme.places.values()],
        # For staff, who read German and English whatever language was asked for.
        "residence_documents": [
            {"code": code, "names": document.name} for code, document in programme.residence.documents.items()
        ],
        "spheres": [{"code": code, "names": sphere.name} for code, sphere in programme.residence.spheres.items()],
        "question_purposes": [
            {"code": code, "names": only(purpose.name)} for code, purpose in programme.residence.purposes.items()
        ],
    }
    return schemas.Programme().dump(answer)


def _write_notice(programme: Programme, language: str | None) -> Any:
    notice = programme.notice(language or programme.default_language)
    answer = {
        "notice_version": notice.version,
        "language": notice.language,
        "title": notice.title,
        "sections": [{"heading": heading, "paragraphs": paragraphs} for heading, paragraphs in notice.sections],
    }
    return schemas.Notice().dump(answer)


def told_in_full(place: Place, programme: Programme) -> dict[str, Any]:
    """A place with all that one needs to come there."""
    return told(place) | {
        "opening": [
            {"weekday": weekday, "begins": f"{begins:%H:%M}", "ends": f"{ends:%H:%M}"}
            for weekday in range(len(WEEKDAYS))
            for begins, ends in place.opening.get(weekday, ())
        ],
        "rooms": [
            {"code": room.code, "names": room.name, "seats": room.seats, "barrier_free": room.barrier_free}
            for room in place.rooms.values()
        ],
        "accessibility": [{"code": code, "names": programme.accessibility[code]} for code in place.accessibility],
        "directions": place.directions,
    }


def told(place: Place) -> dict[str, Any]:
    """A place as the API tells it."""
    return {
        "code": place.code,
        "names": dict(place.name),
        "municipality": place.municipality,
        "address": place.address,
        "phone": place.phone,
    }


_WRITERS = {"programme": _write_programme, "notice": _write_notice}
