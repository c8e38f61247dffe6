"""The programme of the tests, and who appears in them. Everybody in here is invented."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from services.chassis import programme as programmes
from services.chassis.identity import Actor

PROGRAMME = programmes.load(Path(__file__).parents[2] / "deploy" / "programmes" / "aachen")
PUBLIC_URL = "https://lotse.example.org"

# What a request looks like once its schema has read it; the person is invented.
NINO: dict[str, Any] = {
    "channel": "web",
    "language": "ka",
    "language_mode": "written",
    "topics": ["housing", "language"],
    "municipality": "wuerselen",
    "preferred_place": None,
    "message": "ვეძებ ბინას და ენის კურსს.",
    "name": "ნინო ბერიძე",
    "email": "nino.beridze@example.org",
    "phone": None,
    "asked_by": None,
    "birth_year": None,
    "behalf": None,
    "consent": {"notice_version": PROGRAMME.notice_version, "language": "ka"},
}

# Who works at the region's desk, and what she finds out of Nino's request.
DESK = Actor(frozenset({"desk"}), "kim", "a7")
TRIAGE: dict[str, Any] = {
    "track": "case_management",
    "criteria": ["complex_need", "client_wants"],
    "urgency": "high",
}
