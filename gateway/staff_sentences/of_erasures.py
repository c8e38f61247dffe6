"""What cannot be done about erasures and holds."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.staff_sentences.saying import N_

PROBLEMS: Mapping[str, tuple[str, str]] = {
    "erasure_unknown": (N_("No such erasure"), N_("There is no such erasure. Please go back to the list.")),
    "hold_unknown": (N_("No such hold"), N_("There is no such hold. Please look at the page of the person again.")),
    "four_eyes": (
        N_("Somebody else has to confirm this"),
        N_("You were the first to say yes. Please ask a colleague who takes part in data protection."),
    ),
    "on_hold": (
        N_("There is a legal hold"),
        N_("Nothing of this person is erased as long as it is there. The data protection officer can release it."),
    ),
    "held_already": (
        N_("There is a hold already"),
        N_("Please release the hold that is there before you place another one."),
    ),
    "hold_released": (N_("Released already"), N_("This hold was released before. Nothing else has to be done.")),
    "case_is_open": (
        N_("A case is still open"),
        N_("Please have it closed by its case manager first; then it can be erased."),
    ),
    "request_has_case": (
        N_("There is a case"),
        N_("Please look for the case by its reference: the person is forgotten there, and the request with them."),
    ),
    "erasure_proposed": (
        N_("It is proposed already"),
        N_("Please look at the list of erasures: somebody else can confirm it there, or reject it."),
    ),
}

FIELDS: Mapping[str, str] = {
    "unknown_erasure_reason": N_("Please choose one of the grounds."),
}
