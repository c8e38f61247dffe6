"""A release on paper, to be signed."""

from __future__ import annotations

from uuid import UUID

from flask import Response

from gateway import files, release_forms, who
from gateway.pages import staff_frame
from gateway.who import staff

blueprint = staff_frame.blueprint("releases")


@blueprint.get("/cases/<uuid:case_id>/releases/<uuid:release_id>.pdf")
@staff("counsellor", "coordinator", "privacy_officer")
def print_release(case_id: UUID, release_id: UUID) -> Response:
    """German beside the language it was explained in."""
    found = who.ask("cases", "release", {"case_id": str(case_id), "release_id": str(release_id)})
    return files.shown(release_forms.as_pdf(found), release_forms.FILE)
