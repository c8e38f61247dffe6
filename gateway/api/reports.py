"""Figures, for those who see what many cases have in common."""

from __future__ import annotations

from typing import Any

from flask import Response, request
from flask_smorest import Blueprint

from gateway import figures, languages, who
from gateway.api.documenting import query, reading
from gateway.schemas import reports as schemas
from services.chassis.errors import FieldError, Invalid

blueprint = Blueprint("api_reports", __name__, description="What many have in common, in figures that name nobody.")

_readers = who.bearer("steering", "coordinator", "privacy_officer")
_FORMATS = ("json", "csv")
_IN_BOTH = {"application/json": {"schema": schemas.Report}, figures.MEDIA_TYPE: {"schema": {"type": "string"}}}


@blueprint.route("/reports", methods=["GET"])
@_readers
@blueprint.doc(**reading("List tables"))
@blueprint.response(200, schemas.Tables)
def reports() -> dict[str, Any]:
    """What each counts, by what, and over which periods, newest first."""
    return who.ask("reporting", "reports", request.args.to_dict())


@blueprint.route("/reports/<table>", methods=["GET"])
@_readers
@blueprint.doc(
    **reading(
        "See a table",
        query("period", required=True, example="2026-Q3"),
        query("audience", among=schemas.AUDIENCES),
        query("format", among=_FORMATS),
    )
)
@blueprint.doc(responses={"200": {"content": _IN_BOTH}})
@blueprint.response(200, schemas.Report)
def report(table: str) -> dict[str, Any] | Response:
    """For the `inside` of the programme where nothing is said; small numbers are left out. As `csv`, in words."""
    asked = request.args.to_dict()
    form = asked.pop("format", "json")
    if form not in _FORMATS:
        errors = (FieldError.of("format", "unknown_format"),)
        raise Invalid("invalid", "Figures are not given in this format.", errors=errors)
    found = who.ask("reporting", "report", asked | {"table": table})
    return found if form == "json" else _file(found)


def _file(found: dict[str, Any]) -> Response:
    answer = Response(figures.csv(found), content_type=f"{figures.MEDIA_TYPE}; charset=utf-8")
    answer.headers.set("Content-Disposition", "attachment", filename=figures.file_name(found))
    answer.content_language.add(languages.current())
    answer.vary.add("Accept-Language")
    return answer
