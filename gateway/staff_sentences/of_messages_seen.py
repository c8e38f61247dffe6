"""Why a message cannot be sent again."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.staff_sentences.saying import N_

PROBLEMS: Mapping[str, tuple[str, str]] = {
    # code → title, what happened and what to do
    "message_unknown": (
        N_("No such message"),
        N_("There is no such message here. Please look at the list once more."),
    ),
    "message_waits": (
        N_("It still waits to be sent"),
        N_("Nothing is lost: it leaves as soon as it can. A letter leaves when somebody has printed and posted it."),
    ),
    "message_arrived": (
        N_("It has arrived"),
        N_("There is nothing to send again. If something is unclear to the client, please call."),
    ),
    "message_overtaken": (
        N_("It is not so any more"),
        N_("A newer message tells of another time, or that the appointment is cancelled. Please send that one again."),
    ),
    "message_repeated": (
        N_("Another one has followed already"),
        N_("It was sent again, or took another way. You find that one further up in the list."),
    ),
    "person_forgotten": (
        N_("We cannot reach them any more"),
        N_("The addresses were erased, or are with the organisation that helps. Nothing can be sent here any more."),
    ),
    "appointment_over": (
        N_("The appointment has begun or is over"),
        N_("A message about it would confuse more than it helps. Please call, or book another appointment."),
    ),
    "offer_over": (
        N_("What was offered has ended"),
        N_("Nothing can be chosen there any more. Please offer other times, or call."),
    ),
    "way_closed": (
        N_("There is no way to write"),
        N_("Ask the client for another address and correct it on the page of the case; or call."),
    ),
}

FIELDS: Mapping[str, str] = {}
