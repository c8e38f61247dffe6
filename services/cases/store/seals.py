"""What arrives sealed for us, and what leaves sealed for notifications."""

from __future__ import annotations

from typing import Any

from services.cases.events.contacts import ContactGiven
from services.cases.events.people import ContactChanged
from services.cases.model.cases import Arrival
from services.cases.model.people import Person
from services.chassis import warrants
from services.chassis.clock import Clock
from services.chassis.identity import Actor
from services.chassis.vault import SealKeys


class Seals:
    """The organisation's own keys: everything inside one installation is sealed by and for it."""

    def __init__(self, seal_keys: SealKeys):
        self._keys = seal_keys

    def handed_over(self, request_id: str, sealed: str) -> dict[str, Any]:
        """The person the intake hands over with this request. Raises VaultError for anything else."""
        return self._keys.unseal(self._keys, f"request.handed_over {request_id}", sealed).data

    def letter(self, about: str, sealed: str) -> dict[str, Any]:
        """What somebody wrote by mail about this request or case. Raises VaultError for anything else."""
        return self._keys.unseal(self._keys, f"letter.received {about}", sealed).data

    def piece_of_file(self, about: str, sealed: str) -> dict[str, Any]:
        """A piece of a file that came with a mail about this request or case. Raises VaultError for anything else."""
        return self._keys.unseal(self._keys, f"attachment.passed_on {about}", sealed).data

    def contact(self, case_id: str, person: Person, arrival: Arrival) -> ContactGiven:
        """How to reach the person in a case, for notifications alone."""
        facts = {
            "email": person.email,
            "phone": person.phone,
            "sms_allowed": person.sms_allowed,
            "said_over": arrival.channel,
            "said_at": arrival.consent.given_at.isoformat(),
            "language": arrival.language,
            "notice_language": arrival.consent.language,
            "status_token": arrival.status_token,
            "reference": arrival.reference,
        }
        return ContactGiven(case_id, self._keys.seal(self._keys, f"contact.given {case_id}", facts))

    def changed_contact(self, case_id: str, person: Person, language: str) -> ContactChanged:
        """How to reach the person in a case from now on, for notifications alone."""
        facts = {"email": person.email, "phone": person.phone, "language": language}
        return ContactChanged(case_id, self._keys.seal(self._keys, f"contact.changed {case_id}", facts))

    def warrant(self, who: Actor, clock: Clock, warrant: warrants.Warrant) -> str:
        """What lets `who` be told the same by the other services of this installation."""
        return warrants.write(self._keys, who, clock, warrant)
