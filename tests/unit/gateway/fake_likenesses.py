"""What the intake answers the desk about requests that may be of the same person as the first one: one may be, one was
separated, and the others have nobody like them."""

from __future__ import annotations

from typing import Any

from services.chassis.errors import Refused
from tests.unit.gateway.fake_answers import AT

REQUEST_ID = "00000000-0000-7000-8000-000000000001"
LIKE_ID = "00000000-0000-7000-8000-0000000000d1"
SPLIT_ID = "00000000-0000-7000-8000-0000000000d2"
LIKENESS_METHODS: dict[str, tuple[str, str]] = {
    "likenesses": ("request_id", "request_id"),
    "decide_likeness": ("request_id version other_id verdict despite", "request_id version other_id verdict"),
}
_MAY = {"undecided": ["same", "not_the_same"], "same": ["split"], "not_the_same": ["same"], "split": []}


def _likeness(request_id: str, reference: str, **differs: Any) -> dict[str, Any]:
    return {
        "request_id": request_id,
        "reference": reference,
        "status": "received",
        "channel": "phone",
        "municipality": "alsdorf",
        "language": "ka",
        "received_at": AT,
        "name": "Nino Beridze",
        "birth_year": 1990,
        "score": 88,
        "reasons": ["like_name", "same_email"],
        "verdict": "undecided",
        "decided_at": None,
        "decided_by": None,
        "may": _MAY["undecided"],
    } | differs


def contradiction() -> dict[str, Any]:
    """The first two are linked over the third, and somebody has told them apart."""
    named = ((REQUEST_ID, "K7M-4XQ-6"), (LIKE_ID, "P5V-2ZC-R"), (SPLIT_ID, "W9D-6NB-X"))
    one, like, third = ({"request_id": request_id, "reference": reference} for request_id, reference in named)
    said = {"decided_at": AT, "decided_by": "account-coordinator"}
    same = said | {"verdict": "same", "decided_by": "account-desk"}
    chain = [same | {"one": one, "other": third}, same | {"one": like, "other": third}]
    return {"apart": said | {"one": one, "other": like, "verdict": "not_the_same"}, "chain": chain}


class FakeLikenesses:
    """The part of the desk's intake that knows who may have asked twice."""

    def __init__(self) -> None:
        self.contradicts = False
        split: dict[str, Any] = {
            "verdict": "split",
            "decided_at": AT,
            "decided_by": "account-coordinator",
            "may": [],
            "name": None,
            "birth_year": None,
            "reasons": [],
        }
        self.alike = {
            LIKE_ID: _likeness(LIKE_ID, "P5V-2ZC-R"),
            SPLIT_ID: _likeness(SPLIT_ID, "W9D-6NB-X", **split),
        }

    def likenesses(self, request: dict[str, Any]) -> dict[str, Any]:
        found = self.request(request)  # type: ignore[attr-defined]
        alike = self.alike.values() if found["request_id"] == REQUEST_ID else ()
        group = [
            {"request_id": each["request_id"], "reference": each["reference"]} for each in alike if self.contradicts
        ]
        against = [contradiction()] if self.contradicts else []
        return {"items": list(alike), "group": group, "contradictions": against, "version": found["version"]}

    def decide_likeness(self, request: dict[str, Any]) -> dict[str, Any]:
        other, verdict = self.alike[request["other_id"]], request["verdict"]
        if verdict not in other["may"]:
            raise Refused("split_stays" if other["verdict"] == "split" else "not_linked", "Not now.")
        if self.contradicts and not request.get("despite"):
            raise Refused("contradicts_verdicts", "It does not go together.", contradictions=[contradiction()])
        changed: dict[str, Any] = self._change(request)  # type: ignore[attr-defined]
        other.update(verdict=verdict, may=_MAY[verdict], decided_at=AT, decided_by="account-desk")
        return changed | {"verdict": verdict}
