"""People: correcting what is written about them, who lives with whom, and looking for somebody."""

from __future__ import annotations

from uuid import UUID

from flask import url_for
from flask_smorest import Blueprint

from gateway import versions, who
from gateway.api.bodies import read_object
from gateway.api.commands import Answer, change, changed, create, created
from gateway.api.documenting import ETAG, LOCATION, body_of, changing, creating, reading
from gateway.schemas import known_people as schemas

blueprint = Blueprint("api_people", __name__, description="People, and who lives with whom.")

_counsellor = who.bearer("counsellor")
_ONE = "/people/<uuid:person_id>"
_HOUSEHOLD = "/cases/<uuid:case_id>/household"


@blueprint.route(_ONE, methods=["GET"])
@_counsellor
@blueprint.doc(**reading("See a person"))
@blueprint.response(200, schemas.PersonInFull, headers=ETAG)
def person(person_id: UUID) -> Answer:
    """With the cases that you may see of them. That you looked is written down."""
    found = who.ask("cases", "person", {"person_id": str(person_id)})
    return found, 200, versions.header(found)


@blueprint.route(_ONE, methods=["PATCH"])
@_counsellor
@blueprint.doc(**changing("Correct a person", schemas.Correction))
@blueprint.response(200, schemas.PersonCorrected, headers=ETAG)
def correct(person_id: UUID) -> Answer:
    """In all their cases, and wherever a copy is kept. The version is that of the person."""
    return changed(change("cases", "correct_person", person_id=person_id))


@blueprint.route("/people/search", methods=["POST"])
@who.bearer("counsellor", "coordinator", "privacy_officer")
@blueprint.doc(**reading("Look for people"), requestBody=body_of(schemas.Search))
@blueprint.response(200, schemas.Found)
def search() -> Answer:
    """By a body, because an address is no place for a name. That you looked is written down."""
    return who.ask("cases", "find_people", read_object()), 200, {}


@blueprint.route(_HOUSEHOLD, methods=["POST"])
@_counsellor
@blueprint.doc(**creating("Write down who lives with the person", schemas.Joins))
@blueprint.response(201, schemas.MemberNoted, headers=ETAG | LOCATION)
def join(case_id: UUID) -> Answer:
    """Somebody known, with or without a case of their own, or somebody new. Nothing is copied."""
    joined = create("cases", "join_household", case_id=case_id)
    return created(joined, url_for("api_people.person", person_id=UUID(joined["person_id"])))


@blueprint.route(f"{_HOUSEHOLD}/<uuid:person_id>/leave", methods=["POST"])
@_counsellor
@blueprint.doc(**changing("Write down that somebody lives there no more"))
@blueprint.response(200, schemas.MemberNoted, headers=ETAG)
def leave(case_id: UUID, person_id: UUID) -> Answer:
    """Who has no case of their own is forgotten with it. The version is that of the person."""
    return changed(change("cases", "leave_household", case_id=case_id, person_id=person_id))
