"""Words for what was done in a case: the names of the events that are about one."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.staff_sentences import N_

TABLES: Mapping[str, Mapping[str, str]] = {
    "history": {
        "offer.accepted": N_("Offer accepted"),
        "handover.received": N_("Person taken over from the intake"),
        "case.opened": N_("Case opened"),
        "case.assigned": N_("Given to another case manager"),
        "case.phase_entered": N_("Phase begun"),
        "case.closed": N_("Case closed"),
        "consultation.held": N_("Consultation held"),
        "goal.agreed": N_("Goal agreed"),
        "goal.reached": N_("Goal reached"),
        "goal.dropped": N_("Goal dropped"),
        "barrier.met": N_("Barrier met"),
        "barrier.cleared": N_("Barrier out of the way"),
    },
}
