"""Words for messages: what staff are told of, and what is written to clients."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.staff_sentences import N_

TABLES: Mapping[str, Mapping[str, str]] = {
    "staff_message": {
        "request_offered": N_("A request was offered to us."),
        "request_overdue": N_("A request has waited too long."),
        "case_assigned": N_("A case is yours now."),
        "letter_arrived": N_("Somebody has written to a case."),
        "document_expiring": N_("A residence document will soon have its last day."),
        "client_chose": N_("A client has chosen a time."),
        "client_declined": N_("None of the times suits a client."),
        "client_moved": N_("A client has moved an appointment."),
        "client_cancelled": N_("A client has cancelled an appointment."),
        "interpreter_declined": N_("An interpreter does not come. Please ask somebody else."),
        "bounced": N_("A message came back. Ask the client for another address."),
        "no_way": N_("We cannot write to somebody. Please call."),
    },
    "message_kind": {
        "request_receipt": N_("Receipt of a request"),
        "request_withdrawn": N_("Request withdrawn"),
        "appointment_invitation": N_("Invitation to an appointment"),
        "appointment_moved": N_("Appointment moved"),
        "appointment_cancelled": N_("Appointment cancelled"),
        "appointment_reminder": N_("Reminder of an appointment"),
        "appointment_missed": N_("Appointment missed"),
        "slot_offer": N_("Times to choose from"),
        "waiting_offer": N_("A time for somebody who waits"),
        "question_asked": N_("A question to the client"),
        "answer_given": N_("An answer to the client"),
        "interpreter_asked": N_("A question to an interpreter"),
        "interpreter_released": N_("An interpreter is not needed any more"),
        "interpreter_moved": N_("New time for an interpreter"),
        "please_call": N_("“Please call us” on a shared telephone"),
    },
    "message_channel": {
        "email": N_("E-mail"),
        "sms": N_("SMS"),
        "letter": N_("Letter"),
        "staff": N_("Call by staff"),
    },
    "done": {
        "publish_template": N_("Published. The next message is written like this."),
        "withdraw_template": N_("The shipped words are in force again."),
        "see_staff_messages": N_("Marked as read."),
        "mark_posted": N_("Noted as posted."),
    },
}
