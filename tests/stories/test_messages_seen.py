"""Every message is seen: the receipt on the desk's page of the request, the invitation in the history of the case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.eventually import eventually
from tests.stories.staff import Colleague, do, look
from tests.stories.test_from_the_desk_to_a_case import opened, waiting
from tests.stories.test_pages_of_the_staff import sign_in
from tests.stories.test_time_and_figures import book
from tests.stories.town import Town

Api = Callable[..., Any]
Staff = dict[str, Colleague]


def test_receipt_and_invitation_are_seen_and_the_invitation_goes_out_again(
    town: Town, api: Api, staff: Staff, asked: dict[str, Any]
) -> None:
    desk, ketevan = staff["desk"], staff["ketevan"]
    receipt = waiting(api, asked)
    request_id = receipt["request_id"]

    (told,) = look(desk, f"/messages?subject={request_id}")["items"]
    assert (told["kind"], told["channel"], told["state"]) == ("request_receipt", "email", "sent")
    assert asked["email"] not in str(told)
    browser, _ = sign_in(town, desk, "en")
    page = browser.open(f"/en/desk/requests/{request_id}").text
    assert "Receipt of a request E-mail, Georgian" in page

    case_id = opened(staff, request_id)
    starts_at = datetime.now(UTC).replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=400)
    book(staff, case_id, starts_at)

    def history() -> Any:
        lines = look(ketevan, f"/cases/{case_id}/history")["items"]
        return [line["about"] for line in lines if line["what"] == "message.sent"]

    (line,) = eventually(history)
    assert (line["kind"], line["channel"]) == ("appointment_invitation", "email")

    of_case = f"/messages?subject={case_id}"
    invitation, first = look(ketevan, of_case)["items"]
    assert invitation["message_id"] == line["message_id"]
    assert (first["message_id"], first["about"]) == (told["message_id"], request_id)
    assert (invitation["may"], first["may"]) == (["again"], []), "who came to a case is reached there alone"
    for colleague in (staff["rima"], staff["mirela"], desk):
        assert colleague("GET", of_case).status_code in (403, 404)
        assert colleague("POST", f"/messages/{line['message_id']}/again", json={"subject": case_id}).status_code in (
            403,
            404,
        )

    again = do(ketevan, f"/messages/{line['message_id']}/again", {"subject": case_id}, status=201)
    letters = town.mail.awaits(asked["email"], count=3)
    assert letters[1]["Subject"] == letters[2]["Subject"]
    eventually(lambda: look(ketevan, of_case)["items"][0]["state"] == "sent")
    assert look(ketevan, of_case)["items"][0]["message_id"] == again["message_id"]
    refused = ketevan("POST", f"/messages/{line['message_id']}/again", json={"subject": case_id})
    assert (refused.status_code, refused.json()["code"]) == (409, "message_repeated")
    counsellor, _ = sign_in(town, ketevan, "de")
    assert "Nachricht gesendet: Einladung zu einem Termin" in counsellor.open(f"/de/cases/{case_id}/history").text
