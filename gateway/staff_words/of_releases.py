"""Words for releases, referrals and the directory."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.staff_sentences import N_

TABLES: Mapping[str, Mapping[str, str]] = {
    "release": {
        "in_force": N_("In force"),
        "expired": N_("Has ended"),
        "withdrawn": N_("Withdrawn"),
    },
    "referral": {
        "asked": N_("Asked, no answer yet"),
        "waiting": N_("On the waiting list"),
        "accepted": N_("Accepted"),
        "declined": N_("Declined"),
        "ended": N_("Ended"),
    },
    "referral_end": {
        "finished": N_("Was there to the end"),
        "broken_off": N_("Broken off"),
        "no_answer": N_("Never answered"),
        "not_needed": N_("Not needed any more"),
        "other": N_("Another reason"),
    },
    "due": {
        "release": N_("A release ends"),
        "referral": N_("Ask again outside"),
    },
    "history": {
        "release.granted": N_("Release granted"),
        "release.withdrawn": N_("Release withdrawn"),
        "referral.made": N_("Referred to a service outside"),
        "referral.answered": N_("Answer to a referral"),
        "referral.ended": N_("Referral ended"),
    },
    "done": {
        "grant_release": N_("The release is noted. Print it, and let the client sign it."),
        "withdraw_release": N_("The release is withdrawn. From now on nothing may be passed on by it."),
        "make_referral": N_("The referral is noted."),
        "answer_referral": N_("The answer is noted."),
        "end_referral": N_("The referral is ended."),
        "add_service": N_("The service is in the directory."),
        "change_service": N_("The service is corrected."),
    },
}
