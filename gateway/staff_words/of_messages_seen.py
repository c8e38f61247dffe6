"""Words for what became of the messages to somebody."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.staff_sentences import N_

TABLES: Mapping[str, Mapping[str, str]] = {
    "message_state": {
        "queued": N_("Waits"),
        "sent": N_("Sent"),
        "delivered": N_("Arrived"),
        "bounced": N_("Came back"),
        "failed": N_("Not sent"),
        "erased": N_("Not sent: the person was erased"),
        "outdated": N_("Not sent: a newer one tells more"),
        # where one way says it in another word: channel_state
        "letter_queued": N_("To be printed and posted"),
        "letter_sent": N_("Posted"),
        "staff_failed": N_("Please call"),
    },
    "message_reason": {
        "no_way": N_("There is no way on which we may write."),
        "too_late": N_("It would have come too late."),
        "unknown_place": N_("The place it tells of is not in the programme any more."),
        "address_refused": N_("The address takes no messages."),
        "sent_back": N_("The other side sent it back."),
        "not_now": N_("The other side does not take it at the moment."),
        "not_handed_over": N_("It could not be handed over."),
    },
    "history": {
        "message.sent": N_("Message sent"),
        "message.delivered": N_("Message arrived"),
        "message.bounced": N_("Message came back"),
        "message.failed": N_("Message not sent"),
    },
    "done": {
        "send_again": N_("The message is on its way again."),
    },
}
