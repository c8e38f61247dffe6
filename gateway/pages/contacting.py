"""By which ways somebody may be written to, on the pages of their case or request: shown, and written down."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gateway import contacting, messages
from gateway.pages.typed import Form
from gateway.staff_words import TABLES, word


def _forms(bears: Callable[[dict[str, Any]], dict[str, Any]]) -> dict[str, Form]:
    service = "notifications"
    return {
        "allow_way": Form(service, texts=("channel", "proof"), ticks=("is_shared",), bears=bears),
        "stop_way": Form(service, texts=("channel",), bears=bears),
        "share_telephone": Form(service, ticks=("is_shared",), bears=bears),
    }


OF_CASE = _forms(messages.under_warrant_of_case)
OF_REQUEST = _forms(messages.under_warrant_of_request)


def of_case(case_id: str) -> list[dict[str, Any]] | None:
    """By which ways the person in a case may be written to, as its page shows it; None while that cannot be told."""
    return _shown(contacting.shown_of_case(case_id))


def of_request(request_id: str) -> list[dict[str, Any]] | None:
    """By which ways the person behind a request may be written to; None while that cannot be told."""
    return _shown(contacting.shown_of_request(request_id))


def _shown(found: list[dict[str, Any]] | None) -> list[dict[str, Any]] | None:
    return found and [{**way, "proof_said": _proof(way["proof"])} for way in found]


def _proof(proof: str | None) -> str | None:
    """How it was allowed, in words: those of a code, or those that staff wrote down."""
    return word("way_proof", proof) if proof in TABLES["way_proof"] else proof
