"""Nothing leaves without: a client allows something, signs it, is referred with it, waits, and takes it back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

from pypdf import PdfReader

from tests.stories.staff import Colleague, do, look
from tests.stories.test_from_the_desk_to_a_case import SAID_OF
from tests.stories.town import Town


def test_a_client_is_referred_with_a_release_and_takes_it_back(
    town: Town, staff: dict[str, Colleague], asked: dict[str, Any]
) -> None:
    ketevan = staff["ketevan"]
    body = {key: asked[key] for key in ("language", "topics", "municipality", "name", "consent")}
    case_id = do(ketevan, "/cases", body, status=201)["case_id"]
    case = f"/cases/{case_id}"
    allowed = {"data": ["contact", "language"], "purpose": "placement", "valid_until": "2126-12-31"}
    too_long = ketevan("POST", f"{case}/releases", json={"recipient": "course_provider", **allowed})
    assert (too_long.status_code, too_long.json()["errors"][0]["code"]) == (422, "release_too_long")
    allowed |= {"valid_until": f"{datetime.now(UTC) + timedelta(days=30):%Y-%m-%d}"}
    release = do(ketevan, f"{case}/releases", {"recipient": "course_provider", **allowed}, status=201)
    printed = ketevan("GET", f"{case}/releases/{release['release_id']}.pdf")
    assert (printed.status_code, printed.headers["Content-Type"]) == (200, "application/pdf")
    assert PdfReader(BytesIO(printed.content)).root_object["/Lang"] == "de"

    course = look(ketevan, "/directory?topic=language&municipality=wuerselen")["items"][0]
    made = {"topic": "language", "service_id": course["service_id"], "release_id": release["release_id"]}
    referral = do(ketevan, f"{case}/referrals", made, status=201)
    early = ketevan("POST", f"{case}/close", json={"reason": "other", "outcome": "unknown"}, version=1)
    assert (early.status_code, early.json()["code"]) == (409, "open_referral")
    path = f"{case}/referrals/{referral['referral_id']}"
    waiting = ketevan("POST", f"{path}/answer", json={"answer": "waiting", "waiting_days": 60}, version=1)
    assert waiting.status_code == 200, waiting.text
    assert look(ketevan, f"/directory/{course['service_id']}")["waiting_days"] == 60
    assert ketevan("POST", f"{path}/answer", json={"answer": "accepted"}, version=1).status_code == 412
    assert ketevan("POST", f"{path}/end", json={"reason": "not_needed"}, version=2).status_code == 200

    withdrawn = ketevan("POST", f"{case}/releases/{release['release_id']}/withdraw", version=1)
    assert withdrawn.status_code == 200, withdrawn.text
    refused = ketevan("POST", f"{case}/referrals", json=made)
    assert (refused.status_code, refused.json()["code"]) == (409, "no_release")
    assert staff["mirela"]("GET", f"{case}/releases/{release['release_id']}.pdf").status_code == 404
    assert [row["type"] for row in town.rows("cases", SAID_OF, subject=case_id)][-5:] == [
        "release.granted.v1", "referral.made.v1", "referral.answered.v1", "referral.ended.v1", "release.withdrawn.v1",
    ]  # fmt: skip
