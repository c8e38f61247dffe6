"""The copy of everything for a person: gathered from every service that knows them (GDPR articles 15 and 20)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from gateway import who
from gateway.installation import here

# Who else knows people than the cases: each tells its own sections, to whoever brings the cases' warrant. The intake
# first: it knows which other requests are of the same person, and adds them to the warrant.
_KNOW_THEM = ("scheduling", "notifications")
# What the copy is called: nobody's name stands in an address or a list of downloads.
FILE = "copy"


def of_person(person_id: str) -> dict[str, Any]:
    """The whole copy, as schemas.exports.PersonCopy describes it. Where a service is away there is none: a copy that
    leaves something out without saying so would be wrong."""
    told = who.ask("cases", "export_person", {"person_id": person_id})
    asked = who.ask("intake", "export_subject", {"warrant": told.pop("warrant")})
    warrant = asked.pop("warrant")
    elsewhere = [who.ask(service, "export_subject", {"warrant": warrant}) for service in _KNOW_THEM]
    return _headed(told.pop("organisation")) | told | asked | _together(elsewhere)


def of_request(request_id: str) -> dict[str, Any]:
    """The whole copy for somebody who has asked and has no case, as schemas.exports.RequestCopy describes it: with the
    requests that are linked with this one as the same person's."""
    told = who.ask("intake", "export_request", {"request_id": request_id})
    reached = who.ask("notifications", "export_subject", {"warrant": told.pop("warrant")})
    return _headed(here().programme.organisation) | told | reached


def _headed(organisation: str) -> dict[str, Any]:
    """When the copy was made, who answers for what is in it, and for how long that is kept."""
    controller = here().programme.organisations[organisation]
    return {
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "controller": {
            "code": controller.code,
            "name": controller.name,
            "address": list(controller.address),
            "phone": controller.phone,
            "email": controller.email,
        },
        "retention": dict(here().programme.retention),
    }


def _together(answers: Iterable[dict[str, Any]]) -> dict[str, Any]:
    return {name: section for answer in answers for name, section in answer.items()}
