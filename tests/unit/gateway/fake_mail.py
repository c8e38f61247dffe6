"""Mail of the small services: a letter about a request with a file, and a letter to a case."""

from __future__ import annotations

from typing import Any

from services.chassis.errors import NotFound
from services.chassis.identity import Actor
from tests.builders.files import SCAN, in_base64
from tests.unit.gateway.fake_answers import AT, versioned, write

LETTER_ID = "00000000-0000-7000-8000-0000000000e1"
ATTACHMENT_ID = "00000000-0000-7000-8000-0000000000e2"
MAIL_METHODS: dict[str, tuple[str, str]] = {
    "attachment": ("request_id attachment_id", "request_id attachment_id"),
    "mark_letter_read": ("request_id letter_id version", "request_id letter_id version"),
}
LETTER_METHODS: dict[str, tuple[frozenset[str], str, str]] = {
    "mark_letter_read": (
        frozenset({"counsellor"}),
        "case_id letter_id version",
        "case_id letter_id version",
    ),
}
MAY = ("letters_in",)


def _letter(**differs: Any) -> dict[str, Any]:
    return {
        "letter_id": LETTER_ID,
        "received_at": AT,
        "sender": "giorgi@example.org",
        "known_sender": False,
        "subject": "Re: K7M-4XQ-6",
        "left_out": 1,
        "read_at": None,
        "version": 1,
        **differs,
    }


def mail_of_request() -> dict[str, Any]:
    """What one request of the small intake has got by mail."""
    file = {
        "attachment_id": ATTACHMENT_ID,
        "name": "Mietvertrag.pdf",
        "media_type": "application/pdf",
        "size": len(SCAN),
        "received_at": AT,
    }
    return {"letters": [_letter(text="ორშაბათს მოვალ", read_at=AT)], "attachments": [file]}


def of_case() -> dict[str, Any]:
    """What a case tells of mail."""
    return {"letters_in": [_letter(words="ორშაბათს მოვალ", read_by=None, read_at=AT)]}


class FakeMail:
    """Mail about the requests of the small intake."""

    held: dict[str, Any]

    def attachment(self, request: dict[str, Any]) -> dict[str, Any]:
        file = next(
            (one for one in self._of(request)["attachments"] if one["attachment_id"] == request["attachment_id"]), None
        )
        if file is None:
            raise NotFound("attachment_unknown", "There is no such attachment.")
        return {**file, "content": in_base64(SCAN)}

    def mark_letter_read(self, request: dict[str, Any]) -> dict[str, Any]:
        return _read(self._of(request)["letters"], request)

    def _of(self, request: dict[str, Any]) -> dict[str, Any]:
        if request["request_id"] not in self.held:
            raise NotFound("request_unknown", "No such request.")
        found: dict[str, Any] = self.held[request["request_id"]]
        return found


class FakeLettersIn:
    """Mail to the cases of the small `cases`."""

    def mark_letter_read(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        return _read(self.case(request, who)["letters_in"], request)  # type: ignore[attr-defined]


def _read(letters: list[dict[str, Any]], request: dict[str, Any]) -> dict[str, Any]:
    letter = next((one for one in letters if one["letter_id"] == request["letter_id"]), None)
    if letter is None:
        raise NotFound("letter_unknown", "There is no such letter.")
    write(letter, request, {"read_at": AT})
    return versioned(letter, "letter_id")
