"""What leaves the intake about a person: sealed for one recipient and one purpose, and the secret of a status link."""

from __future__ import annotations

import base64
from dataclasses import asdict
from typing import Any

from services.chassis.vault import SealKeys, Vault
from services.intake.model import Request
from services.intake.model.mail import Letter

# What a status link opens.
STATUS_TOKEN = "request status"


class Seals:
    """Seals what is said about a person; everything is for services of our own organisation."""

    def __init__(self, vault: Vault, keys: SealKeys):
        self._vault = vault
        self._keys = keys

    def status_token(self, request_id: str) -> str:
        """The secret of a request's status link: derived, so that it is stored nowhere."""
        return self._vault.token(STATUS_TOKEN, request_id)

    def opens(self, request_id: str, token: str) -> bool:
        """Whether this is the secret of the request's status link."""
        return self._vault.matches(STATUS_TOKEN, request_id, token)

    def contact(self, request: Request) -> str:
        """How to reach the person, readable by notifications of this organisation alone."""
        assert request.person is not None
        contact = {
            "email": request.person.email,
            "phone": request.person.phone,
            "sms_allowed": request.person.sms_allowed,
            "said_over": request.channel,
            "said_at": request.consent.given_at.isoformat(),
            "language": request.language,
            "notice_language": request.consent.language,
            "status_token": self.status_token(request.request_id),
        }
        return self._seal("contact.given", request, contact)

    def hand_over(self, request: Request) -> str:
        """The person and all they told us, readable by the helper's cases alone; times are RFC 3339 in UTC."""
        assert request.person is not None
        person = request.person
        told = {
            "name": person.name,
            "email": person.email,
            "phone": person.phone,
            "sms_allowed": person.sms_allowed,
            "message": person.message,
            "asked_by": person.asked_by,
            "birth_year": person.birth_year,
            "behalf": asdict(person.behalf) if person.behalf else None,
            "reference": request.reference,
            "channel": request.channel,
            "language": request.language,
            "language_mode": request.language_mode,
            "notice_version": request.consent.notice_version,
            "notice_language": request.consent.language,
            "consent_at": request.consent.given_at.isoformat(),
            "received_at": request.received_at.isoformat(),
            "status_token": self.status_token(request.request_id),
        }
        return self._seal("request.handed_over", request, told)

    def letter(self, about: str, letter: Letter) -> str:
        """What somebody wrote about a request that has become a case."""
        told = {
            "sender": letter.sender,
            "subject": letter.subject,
            "text": letter.text,
            "left_out": letter.left_out,
            "received_at": letter.received_at.isoformat(),
        }
        return self._keys.seal(self._keys, f"letter.received {about}", told)

    def stopped(self, stop_id: str, address: str) -> str:
        """To which address nobody is to write any more, readable by notifications of this organisation alone."""
        told = {"channel": "email", "address": address}
        return self._keys.seal(self._keys, f"way.stopped {stop_id}", told)

    def text(self, about: str, sealed: str) -> dict[str, Any]:
        """Who sent us a text message, and its words: {sender, words}. Raises VaultError for anything else."""
        return self._keys.unseal(self._keys, f"text.received {about}", sealed).data

    def file(self, about: str, name: str, media_type: str, content: bytes) -> str:
        """A file that came with a mail, or a piece of it."""
        told = {"name": name, "media_type": media_type, "content": base64.b64encode(content).decode()}
        return self._keys.seal(self._keys, f"attachment.passed_on {about}", told)

    def _seal(self, event: str, request: Request, data: dict[str, Any]) -> str:
        return self._keys.seal(self._keys, f"{event} {request.request_id}", data)
