"""Words for the ways on which people may be written to."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.staff_sentences import N_

TABLES: Mapping[str, Mapping[str, str]] = {
    "way_state": {
        "allowed": N_("we may write"),
        "stopped": N_("they want no more messages"),
        "bounced": N_("messages came back: please ask for another address"),
        "not_allowed": N_("calls only"),
    },
    "way_proof": {
        "given": N_("The address was given for this"),
        "form": N_("Ticked on the request form"),
        "desk": N_("Said when the request was taken down"),
        "text": N_("They wrote to us by text message"),
        "status_page": N_("Switched on by the client on the status page"),
    },
    "way_how": {
        "link": N_("by the link in a mail"),
        "one_click": N_("by their mail program"),
        "reply": N_("by a reply"),
        "status_page": N_("on the status page"),
        "staff": N_("told to us"),
    },
    "reminder": {
        "waiting": N_("Waits to be sent"),
        "sent": N_("Sent"),
        "not_needed": N_("Not needed"),
        "missed_its_time": N_("Too late to be of use"),
        "unreadable": N_("Could not be read"),
    },
    "look": {
        "ways": N_("How somebody may be written to"),
    },
    "done": {
        "allow_way": N_("Noted: we may write on this way."),
        "stop_way": N_("Noted: no more messages on this way."),
        "share_telephone": N_("Noted."),
    },
}
