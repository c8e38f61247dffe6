"""What notifications does when it hears others: translate, then command; no rules here."""

from __future__ import annotations

from services.notifications.reactions.appointments import (
    on_appointment_booked,
    on_appointment_cancelled,
    on_appointment_missed,
    on_appointment_moved,
)
from services.notifications.reactions.cases import on_case_opened
from services.notifications.reactions.choices import on_choice_offered, on_client_acted
from services.notifications.reactions.contacts import (
    on_case_erased,
    on_contact_changed,
    on_contact_erased,
    on_contact_given,
    on_way_stopped,
)
from services.notifications.reactions.endings import (
    on_case_closed,
    on_letter_read,
    on_offer_accepted,
    on_offer_confirmed,
    on_offer_declined,
    on_offer_lapsed,
    on_offer_withdrawn,
    on_request_answered,
    on_request_triaged,
)
from services.notifications.reactions.interpreters import (
    on_interpreter_asked,
    on_interpreter_declined,
    on_interpreter_released,
)
from services.notifications.reactions.requests import (
    on_request_erased,
    on_request_received,
    on_request_withdrawn,
)
from services.notifications.reactions.returned import on_mail_returned
from services.notifications.reactions.staff import (
    on_case_assigned,
    on_document_expiring,
    on_letter_arrived,
    on_request_offered,
    on_request_overdue,
)

__all__ = [
    "on_appointment_booked",
    "on_appointment_cancelled",
    "on_appointment_missed",
    "on_appointment_moved",
    "on_case_assigned",
    "on_case_closed",
    "on_case_erased",
    "on_case_opened",
    "on_choice_offered",
    "on_client_acted",
    "on_contact_changed",
    "on_contact_erased",
    "on_contact_given",
    "on_document_expiring",
    "on_interpreter_asked",
    "on_interpreter_declined",
    "on_interpreter_released",
    "on_letter_arrived",
    "on_letter_read",
    "on_mail_returned",
    "on_offer_accepted",
    "on_offer_confirmed",
    "on_offer_declined",
    "on_offer_lapsed",
    "on_offer_withdrawn",
    "on_request_answered",
    "on_request_erased",
    "on_request_offered",
    "on_request_overdue",
    "on_request_received",
    "on_request_triaged",
    "on_request_withdrawn",
    "on_way_stopped",
]
