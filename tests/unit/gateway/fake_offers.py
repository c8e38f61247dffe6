"""The offers of the small `cases`: one to each of two organisations, to be accepted or declined."""

from __future__ import annotations

from typing import Any

from services.chassis.errors import NotFound, Refused
from services.chassis.identity import Actor
from tests.unit.gateway.fake_answers import AT, expect, page_of, write

OFFER_ID = "00000000-0000-7000-8000-0000000000f1"
OFFER_OF_BRUECKE = "00000000-0000-7000-8000-0000000000f2"

_WHO = frozenset({"counsellor", "coordinator"})
# method → who may, what may be asked with, what has to be there
OFFER_METHODS: dict[str, tuple[frozenset[str], str, str]] = {
    "offers": (_WHO, "status cursor limit", ""),
    "offer": (_WHO, "offer_id", "offer_id"),
    "accept_offer": (_WHO, "offer_id version", "offer_id version"),
    "decline_offer": (_WHO, "offer_id version reason", "offer_id version reason"),
}


def offered() -> dict[str, dict[str, Any]]:
    """What is open at first."""
    return {OFFER_ID: _offer(OFFER_ID, "kim"), OFFER_OF_BRUECKE: _offer(OFFER_OF_BRUECKE, "bruecke")}


def _offer(offer_id: str, organisation: str) -> dict[str, Any]:
    return {
        "offer_id": offer_id,
        "request_id": "00000000-0000-7000-8000-000000000001",
        "organisation": organisation,
        "status": "open",
        "topics": ["housing", "language"],
        "language": "ka",
        "language_mode": "spoken",
        "municipality": "wuerselen",
        "track": "case_management",
        "urgency": "normal",
        "offered_at": AT,
        "expires_at": "2126-11-29T09:15:00Z",
        "decided_at": None,
        "reason": None,
        "case_id": None,
        "version": 1,
    }


class FakeOffers:
    """Answers about offers as `cases` would; whoever accepts one has a case of a new id."""

    offers_: dict[str, dict[str, Any]]

    def _id(self, letter: str) -> str:
        raise NotImplementedError

    def offers(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        own = [offer for offer in self.offers_.values() if offer["organisation"] == who.organisation]
        return page_of(
            [offer for offer in own if offer["status"] == (request.get("status") or offer["status"])], request
        )

    def offer(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        offer = self.offers_.get(request["offer_id"])
        if offer is None or offer["organisation"] != who.organisation:
            raise NotFound("offer_unknown", "No such offer.")
        return offer

    def accept_offer(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        offer = self._decide(request, who, "accepted", None)
        offer["case_id"] = self._id("c")
        return {"offer_id": offer["offer_id"], "case_id": offer["case_id"], "version": offer["version"]}

    def decline_offer(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        offer = self._decide(request, who, "declined", request["reason"])
        return {"offer_id": offer["offer_id"], "version": offer["version"]}

    def _decide(self, request: dict[str, Any], who: Actor, status: str, reason: str | None) -> dict[str, Any]:
        offer = self.offer(request, who)
        expect(offer, request)
        if offer["status"] != "open":
            raise Refused("offer_closed", "It is not open.")
        write(offer, request, {"status": status, "reason": reason, "decided_at": AT})
        return offer
