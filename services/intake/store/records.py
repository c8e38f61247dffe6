"""How a request becomes a row and back: what is personal is locked on the way in and opened on the way out."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from services.chassis.vault import Vault
from services.intake.model import Consent, Person, Request, Triage


class Records:
    """Writes and reads the rows of requests."""

    def __init__(self, vault: Vault):
        self._vault = vault

    def row(self, request: Request) -> dict[str, Any]:
        """The columns of a request but its id, one version on."""
        email, phone = self.indexes(request.person)
        triage = request.triage
        return {
            "reference": request.reference,
            "status": request.status,
            "channel": request.channel,
            "language": request.language,
            "language_mode": request.language_mode,
            "topics": " ".join(request.topics),
            "municipality": request.municipality,
            "preferred_place": request.preferred_place,
            "notice_version": request.consent.notice_version,
            "notice_language": request.consent.language,
            "consent_at": request.consent.given_at,
            "person": self._lock(request),
            "email_index": email,
            "phone_index": phone,
            "receipt": request.receipt,
            "consent_way": request.consent.way,
            "language_guessed": request.language_guessed,
            "track": triage.track if triage else None,
            "criteria": " ".join(triage.criteria) if triage else None,
            "urgency": triage.urgency if triage else None,
            "triaged_at": triage.triaged_at if triage else None,
            "helper": request.helper,
            "received_at": request.received_at,
            "changed_at": request.changed_at,
            "version": request.version + 1,
        }

    def request(self, row: Any) -> Request:
        """The request that a row tells of. Raises VaultError if its person cannot be read."""
        person, summary = self._open(row)
        return Request(
            request_id=row.request_id,
            reference=row.reference,
            status=row.status,
            channel=row.channel,
            language=row.language,
            language_mode=row.language_mode,
            topics=tuple(row.topics.split()),
            municipality=row.municipality,
            preferred_place=row.preferred_place,
            consent=Consent(row.notice_version, row.notice_language, row.consent_at, row.consent_way),
            person=person,
            received_at=row.received_at,
            changed_at=row.changed_at,
            receipt=row.receipt,
            triage=Triage(row.track, tuple(row.criteria.split()), row.urgency, row.triaged_at) if row.track else None,
            helper=row.helper,
            summary=summary,
            language_guessed=row.language_guessed,
            version=row.version,
        )

    def indexes(self, person: Person | None) -> tuple[bytes | None, bytes | None]:
        """Keyed fingerprints of address and number, by which equal ones are counted without being read."""
        if person is None:
            return None, None
        email = person.email and self._vault.index("requests.email", person.email.casefold())
        phone = person.phone and self._vault.index("requests.phone", person.phone)
        return email or None, phone or None

    def _lock(self, request: Request) -> bytes | None:
        if request.person is None:
            return None
        personal = asdict(request.person) | ({"summary": request.summary} if request.summary else {})
        return self._vault.lock("requests", "person", request.request_id, json.dumps(personal, ensure_ascii=False))

    def _open(self, row: Any) -> tuple[Person | None, str | None]:
        opened = self._vault.open("requests", "person", row.request_id, row.person)
        if opened is None:
            return None, None
        personal = json.loads(opened)
        summary = personal.pop("summary", None)
        return Person.of(personal), summary
