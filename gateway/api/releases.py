"""What the client of a case allows, and whom they are referred to. Each has a version of its own."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response
from flask_smorest import Blueprint

from gateway import files, release_forms, who
from gateway.api.commands import Answer, change, changed, create, created
from gateway.api.documenting import ETAG, changing, creating, reading
from gateway.schemas import releases as schemas
from services.chassis.file_types import PDF

blueprint = Blueprint("api_releases", __name__, description="What a client allows, and whom they are referred to.")

_counsellor = who.bearer("counsellor")
_RELEASES, _REFERRALS = "/cases/<uuid:case_id>/releases", "/cases/<uuid:case_id>/referrals"
_A_FORM = {
    "200": {
        "description": "The form, in German beside the client's language (PDF/UA).",
        "content": {PDF: {"schema": {"type": "string", "format": "binary"}}},
    }
}


def _printing() -> dict[str, Any]:
    described = reading("Print a release")
    described["responses"] = described["responses"] | _A_FORM
    return described


@blueprint.route(_RELEASES, methods=["POST"])
@_counsellor
@blueprint.doc(**creating("Grant a release", schemas.ReleaseGranted))
@blueprint.response(201, schemas.ReleaseNoted, headers=ETAG)
def grant(case_id: UUID) -> Answer:
    """Who may be told what, for what, until when; nothing leaves a case without."""
    return created(create("cases", "grant_release", case_id=case_id))


@blueprint.route(f"{_RELEASES}/<uuid:release_id>/withdraw", methods=["POST"])
@_counsellor
@blueprint.doc(**changing("Withdraw a release"))
@blueprint.response(200, schemas.ReleaseNoted, headers=ETAG)
def withdraw(case_id: UUID, release_id: UUID) -> Answer:
    """The client allows it no longer. The version is that of the release."""
    return changed(change("cases", "withdraw_release", case_id=case_id, release_id=release_id))


@blueprint.route(f"{_RELEASES}/<uuid:release_id>.pdf", methods=["GET"])
@who.bearer("counsellor", "coordinator", "privacy_officer")
@blueprint.doc(**_printing())
def print_release(case_id: UUID, release_id: UUID) -> Response:
    """To be signed, in the language it was explained in. That you looked is written down."""
    found = who.ask("cases", "release", {"case_id": str(case_id), "release_id": str(release_id)})
    return files.shown(release_forms.as_pdf(found), release_forms.FILE)


@blueprint.route(_REFERRALS, methods=["POST"])
@_counsellor
@blueprint.doc(**creating("Refer a client", schemas.ReferralMade))
@blueprint.response(201, schemas.ReferralNoted, headers=ETAG)
def refer(case_id: UUID) -> Answer:
    """Ask a service of the directory, or somebody by their name."""
    return created(create("cases", "make_referral", case_id=case_id))


@blueprint.route(f"{_REFERRALS}/<uuid:referral_id>/answer", methods=["POST"])
@_counsellor
@blueprint.doc(**changing("Note the answer to a referral", schemas.ReferralAnswered))
@blueprint.response(200, schemas.ReferralNoted, headers=ETAG)
def answer(case_id: UUID, referral_id: UUID) -> Answer:
    """Accepted, declined, or a place on a waiting list. The version is that of the referral."""
    return changed(change("cases", "answer_referral", case_id=case_id, referral_id=referral_id))


@blueprint.route(f"{_REFERRALS}/<uuid:referral_id>/end", methods=["POST"])
@_counsellor
@blueprint.doc(**changing("End a referral", schemas.ReferralEnded))
@blueprint.response(200, schemas.ReferralNoted, headers=ETAG)
def end(case_id: UUID, referral_id: UUID) -> Answer:
    """Nothing more comes of it. The version is that of the referral."""
    return changed(change("cases", "end_referral", case_id=case_id, referral_id=referral_id))
