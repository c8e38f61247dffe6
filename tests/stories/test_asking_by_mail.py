"""Somebody writes a mail: it is answered, becomes a case with what they sent along, and their answer lands there."""

from __future__ import annotations

from typing import Any

from tests.builders.files import SCAN
from tests.builders.mails import mail
from tests.eventually import eventually
from tests.stories.staff import Colleague, do, look
from tests.stories.town import Town

Staff = dict[str, Colleague]
TRIAGE: dict[str, Any] = {
    "track": "case_management",
    "criteria": ["complex_need", "client_wants"],
    "urgency": "high",
    "topics": ["housing"],
    "municipality": "wuerselen",
}
# Too large for one message: it crosses the bus in pieces. (That the largest paper is filed is told in test_documents.)
LEASE = SCAN + bytes(2 * 2**20)


def test_a_mail_becomes_a_case_with_its_file_and_the_answer_to_our_letter_lands_there(
    town: Town, staff: Staff, address: str
) -> None:
    desk, ketevan = staff["desk"], staff["ketevan"]
    sender = f"Nino Beridze <{address}>"
    town.post.deliver(mail(sender=sender, files={"Mietvertrag.pdf": LEASE}, Message_ID=f"<1-{address}>"))
    town.post.deliver(mail("Ich bin im Urlaub.", sender=sender, Auto_Submitted="auto-replied"))
    (receipt,) = town.mail.awaits(address)
    assert receipt["Reply-To"] == "hilfe@example.org"
    reference = receipt["Subject"].split()[-1]

    (line,) = look(desk, f"/requests?reference={reference}")["items"]
    request = f"/requests/{line['request_id']}"
    # That the receipt has left is a change of the request as well, and is heard after the letter has come.
    eventually(lambda: look(desk, request)["receipt"] == "sent")
    found = look(desk, request)
    assert (found["channel"], found["language"], found["municipality"]) == ("email", "ka", "unknown")
    (file,) = found["attachments"]
    assert desk("GET", f"{request}/attachments/{file['attachment_id']}").content == LEASE
    assert ketevan("GET", f"{request}/attachments/{file['attachment_id']}").status_code in (403, 404)

    missing = {name: value for name, value in TRIAGE.items() if name != "municipality"}
    assert desk("POST", f"{request}/triage", json=missing, version=found["version"]).status_code == 422
    do(desk, f"{request}/triage", TRIAGE, of=request)
    offer = do(desk, f"{request}/offers", {"to": "bruecke"}, of=request, status=201)
    accept = f"/offers/{offer['offer_id']}/accept"
    eventually(lambda: ketevan("GET", f"/offers/{offer['offer_id']}").status_code == 200)
    case = f"/cases/{do(ketevan, accept, {}, of=accept.removesuffix('/accept'))['case_id']}"

    def filed() -> dict[str, Any]:
        (document,) = look(ketevan, case)["documents"]
        return dict(document)

    document = eventually(filed, within=30, every=0.2)
    assert ketevan("GET", f"{case}/documents/{document['document_id']}").content == LEASE

    reply = {"In_Reply_To": receipt["Message-ID"], "Message_ID": f"<2-{address}>", "subject": "Danke"}
    town.post.deliver(mail("Danke, ich komme gern.", sender=sender, **reply))

    def arrived() -> dict[str, Any]:
        (letter,) = look(ketevan, case)["letters_in"]
        return dict(letter)

    letter = eventually(arrived, within=30, every=0.2)
    assert (letter["words"], letter["known_sender"], letter["read_at"]) == ("Danke, ich komme gern.", True, None)
    read = ketevan("POST", f"{case}/letters-in/{letter['letter_id']}/read", version=letter["version"])
    assert read.status_code == 200, read.text
    assert look(ketevan, case)["letters_in"][0]["read_at"]
    assert look(desk, request)["attachments"] == []
