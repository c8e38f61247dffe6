"""What the intake can be asked to do: find, may they, do, save-and-say, return the id."""

from services.intake.commands.appointments import forget_past_appointments
from services.intake.commands.erasures import (
    confirm_request_erasure,
    propose_request_erasure,
    reject_request_erasure,
)
from services.intake.commands.likenesses import decide_likeness
from services.intake.commands.mail import forget_old_mail, mark_letter_read, read_mailbox, take_text
from services.intake.commands.offers import (
    confirm_offer,
    decline_offer,
    hand_over_request,
    lapse_expired_offers,
    offer_request,
    withdraw_offer,
)
from services.intake.commands.requests import erase_ended_requests, receive_request, withdraw_request
from services.intake.commands.triage import answer_request, triage_request
from services.intake.commands.waiting import escalate_overdue_requests

__all__ = [
    "answer_request",
    "confirm_offer",
    "confirm_request_erasure",
    "decide_likeness",
    "decline_offer",
    "erase_ended_requests",
    "escalate_overdue_requests",
    "forget_old_mail",
    "forget_past_appointments",
    "hand_over_request",
    "lapse_expired_offers",
    "mark_letter_read",
    "offer_request",
    "propose_request_erasure",
    "read_mailbox",
    "take_text",
    "receive_request",
    "reject_request_erasure",
    "triage_request",
    "withdraw_offer",
    "withdraw_request",
]
