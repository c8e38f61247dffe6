"""What the cases say of releases and referrals, told as history.py tells the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.chassis import tracing
from services.chassis.testing import TRACE

if TYPE_CHECKING:
    from tests.contracts.history import Town

_CALLER = f"00-{TRACE}-00f067aa0ba902b7-01"


def releases_told(town: Town) -> None:
    """A client lets her name go to a course, is referred there, waits, is accepted, finishes; and takes it back."""
    cases = town.cases
    with tracing.span("lotse accounts create", _CALLER):
        ketevan = cases.engage()
    case = {"case_id": cases.open(ketevan)}
    with tracing.span("POST /cases/{id}/releases", _CALLER, actor=ketevan.label):
        told = {
            "recipient": "course_provider",
            "recipient_name": "Abendkurse am Markt",
            "data": ["contact", "language"],
        }
        release = cases.ask(ketevan, "grant_release", **case, **told, purpose="placement", valid_until="2027-03-31")
    with tracing.span("POST /cases/{id}/referrals", _CALLER, actor=ketevan.label):
        asked = {"topic": "language", "outside_name": "Abendkurse am Markt", "release_id": release["release_id"]}
        referral = cases.ask(ketevan, "make_referral", **case, **asked)
        referral = cases.ask(ketevan, "answer_referral", **referral, answer="waiting")
        referral = cases.ask(ketevan, "answer_referral", **referral, answer="accepted")
        cases.ask(ketevan, "end_referral", **referral, reason="finished")
    with tracing.span("POST /cases/{id}/releases/{id}/withdraw", _CALLER, actor=ketevan.label):
        cases.ask(ketevan, "withdraw_release", **release)
