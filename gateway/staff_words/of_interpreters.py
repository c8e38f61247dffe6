"""Words for interpreters and their bookings."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.staff_sentences import N_

TABLES: Mapping[str, Mapping[str, str]] = {
    "interpreter_kind": {"pool": N_("Lay pool"), "professional": N_("Professional interpreter")},
    "interpreter_status": {
        "requested": N_("To be found"),
        "asked": N_("Asked, no answer yet"),
        "confirmed": N_("Comes"),
        "done": N_("Done"),
        "released": N_("Released"),
    },
    "interpreter_mode": {"on_site": N_("On site"), "phone": N_("By telephone"), "video": N_("By video")},
    "interpreter_gender": {"female": N_("Woman"), "male": N_("Man"), "diverse": N_("Diverse")},
    "interpreter_declined": {
        "no_time": N_("No time then"),
        "too_far": N_("Too far"),
        "not_suitable": N_("Not suitable"),
        "ill": N_("Ill"),
        "no_answer": N_("No answer"),
        "other": N_("Another reason"),
    },
    "for_interpreter": {
        "speaks_both_ways": N_("interprets both ways"),
        "kind_is_paid": N_("may be paid for this"),
        "has_pledged": N_("has signed the pledge of confidentiality"),
        "is_certified": N_("certificates in force"),
        "is_available": N_("can be had then"),
        "is_free": N_("not booked then"),
        "has_not_declined": N_("has not declined"),
        "gender_as_wished": N_("as the client wishes"),
    },
    "against_interpreter": {
        "speaks_one_way": N_("interprets one way only"),
        "kind_is_not_paid": N_("may not be paid for this"),
        "has_not_pledged": N_("has not signed the pledge of confidentiality"),
        "certificate_ended": N_("a certificate has ended"),
        "is_not_available": N_("cannot be had then"),
        "is_taken": N_("is booked then"),
        "has_declined": N_("has declined"),
        "gender_not_as_wished": N_("not as the client wishes"),
    },
    "statement": {
        "booking_id": N_("Booking"),
        "held_on": N_("Day"),
        "pot": N_("Pot"),
        "language": N_("Language"),
        "interpreter": N_("Interpreter"),
        "minutes": N_("Minutes"),
        "cost": N_("Cost"),
        "is_late": N_("Released late"),
    },
    "released_late": {"true": N_("yes"), "false": N_("no")},
    "done": {
        "add_interpreter": N_("The interpreter is on the list."),
        "change_interpreter": N_("What is known of the interpreter has been changed."),
        "request_interpreter": N_("An interpreter is being looked for."),
        "ask_interpreter": N_("Noted: this interpreter is asked."),
        "confirm_interpreter": N_("The interpreter comes, and their time is taken."),
        "decline_interpreter": N_("Noted. Please ask somebody else."),
        "interpreter_done": N_("Noted: it stands in the statement of the month."),
        "release_interpreter": N_("Nobody is needed any more."),
    },
}
