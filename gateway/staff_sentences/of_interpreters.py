"""What cannot be done about interpreters."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.staff_sentences.saying import N_

PROBLEMS: Mapping[str, tuple[str, str]] = {
    "interpreter_unknown": (
        N_("No such interpreter"),
        N_("There is no such interpreter on your list. Please choose one from it."),
    ),
    "interpreter_booking_unknown": (
        N_("No interpreter is looked for"),
        N_("There is no such booking, or it is another organisation's. Please request an interpreter first."),
    ),
    "no_funding": (
        N_("No money for this"),
        N_(
            "The Land's money for the pool may be spent only on appointments without legal consequence. "
            "Please ask for a professional interpreter."
        ),
    ),
    "has_interpreter_booking": (
        N_("Somebody is looked for already"),
        N_("There is a booking under way for this appointment. Please go on with that one, or release it first."),
    ),
    "interpreter_not_fitting": (
        N_("This interpreter cannot be asked"),
        N_("Something stands against it, as the list says. Please choose somebody else."),
    ),
    "interpreter_taken": (
        N_("This interpreter is booked then"),
        N_("They interpret elsewhere at that time. Please note that they decline, and ask somebody else."),
    ),
    "appointment_not_booked": (
        N_("This appointment does not take place"),
        N_("It was cancelled, or is over. Nobody has to be found for it."),
    ),
}
FIELDS: Mapping[str, str] = {
    "not_a_month": N_("This is no month. Please write it as in 2026-11."),
    "unknown_pot": N_("We do not know this pot. Please choose one from the list."),
    "unknown_mode": N_("We do not know this way of meeting. Please choose one from the list."),
    "unknown_gender": N_("We do not know this. Please choose from the list."),
}
