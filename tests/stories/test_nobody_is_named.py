"""Whoever steals a disk, a backup, a log or a broker learns no name, no address and no word that a client wrote."""

from __future__ import annotations

import base64
import functools
import json
from collections.abc import Callable
from typing import Any

from tests.eventually import eventually
from tests.stories.staff import Colleague
from tests.stories.test_asking_by_api import await_receipt, key_of
from tests.stories.test_from_the_desk_to_a_case import opened
from tests.stories.town import SERVICES, Town
from tests.stories.whole_case import ADDRESS, ASKER, GEORGIAN, NAME, PHONE, SEEDED, WORDS

Api = Callable[..., Any]
Staff = dict[str, Colleague]


def spellings(text: str) -> list[bytes]:
    """The ways in which a text may stand in a file: as it is, folded, as JSON escapes, in Base64 at any offset."""
    raw = text.encode()
    ways = [
        raw,
        text.casefold().encode(),
        json.dumps(text)[1:-1].encode(),
        text.encode("utf-16-le"),
        raw.hex().encode(),
    ]
    for offset in range(3):
        encoded = base64.b64encode(b"\0" * offset + raw)
        ways.append(encoded[4 if offset else 0 : len(encoded) - 4])
    return ways


def found_in(text: bytes) -> list[str]:
    return [seeded for seeded in SEEDED if any(way in text for way in spellings(seeded))]


def holding(town: Town, service: str, known: bytes) -> bytes:
    """Everything a service keeps, once it has heard of what we know to be there: so we look in the right place."""
    stored = town.stored(service)
    return stored if known in stored else b""


def ask(api: Api, asked: dict[str, Any]) -> list[dict[str, Any]]:
    """Two requests of two people (one withdrawn), and one that cannot be accepted."""
    latin = asked | {"name": NAME, "email": ADDRESS, "phone": PHONE, "message": WORDS, "asked_by": ASKER}
    latin["behalf"] = {"relation": "other", "consent_of": "person"}
    georgian = asked | {"name": GEORGIAN, "message": f"{WORDS} {NAME}"}
    receipts = [api("POST", "/requests", json=body).json() for body in (latin, georgian)]
    assert api("POST", "/requests", json=latin | {"topics": ["unknown"]}).status_code == 422
    for receipt in receipts:
        await_receipt(api, receipt, "sent")
    assert api("POST", "/requests/withdraw", json=key_of(receipts[0])).status_code == 200
    return receipts


def test_seeded_names_and_addresses_stand_nowhere_in_clear(
    town: Town, api: Api, staff: Staff, whole_case: dict[str, str], asked: dict[str, Any]
) -> None:
    receipts = ask(api, asked)
    town.mail.awaits(ADDRESS, count=2)
    opened(staff, receipts[1]["request_id"])
    kept_by = {"cases": whole_case["note_id"], "scheduling": whole_case["appointment_id"]}
    for service in SERVICES:
        known = kept_by.get(service, receipts[0]["request_id"]).encode()
        stored = eventually(functools.partial(holding, town, service, known))
        assert found_in(stored) == [], f"in the database of {service}"
        assert receipts[0]["status_token"].encode() not in stored, "the secret of a status link is derived, never kept"
    logged = town.logged()
    assert '"route": "/api/v1/requests"' in logged, "we are looking in the right place"
    assert found_in(logged.encode()) == []
    assert receipts[0]["status_token"] not in logged


def test_the_broker_never_sees_a_name(town: Town, api: Api, asked: dict[str, Any]) -> None:
    ask(api, asked | {"email": "ketevan.2@example.org"})
    bodies = [row["body"] for service in SERVICES for row in town.rows(service, "SELECT body FROM outbox")]
    assert len(bodies) > 4
    assert found_in("\n".join(bodies).encode()) == []
    for folder in town.broker_files:
        kept = b"".join(path.read_bytes() for path in (folder / "mnesia").rglob("*") if path.is_file())
        assert b"request.received.v1" in kept, "we are looking in the right place"
        assert found_in(kept) == []


def test_this_search_would_find_what_it_looks_for() -> None:
    for seeded in SEEDED:
        for way in (
            seeded.encode(),
            json.dumps({"n": seeded}).encode(),
            base64.b64encode(b"xy" + seeded.encode() + b"z"),
        ):
            assert seeded in found_in(b"<" + way + b">")
