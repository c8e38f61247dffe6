"""Words for people and for what they are to one another."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.staff_sentences import N_

TABLES: Mapping[str, Mapping[str, str]] = {
    "kin": {
        # what somebody is to the person of a case
        "partner": N_("Partner"),
        "child": N_("Child"),
        "parent": N_("Mother or father"),
        "sibling": N_("Sister or brother"),
        "grandchild": N_("Grandchild"),
        "grandparent": N_("Grandmother or grandfather"),
        "relative": N_("Another relative"),
        "other": N_("Somebody else"),
    },
    "done": {
        "correct_person": N_("It is corrected, also wherever a copy is kept."),
        "join_household": N_("The household is noted."),
        "leave_household": N_("They are taken out of the household."),
    },
    "history": {
        "person.corrected": N_("Person corrected"),
        "household.joined": N_("Somebody noted in the household"),
        "household.left": N_("Somebody taken out of the household"),
    },
}
