"""Words for requests that may be of the same person."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.staff_sentences import N_

TABLES: Mapping[str, Mapping[str, str]] = {
    "likeness": {
        # why two requests may be of the same person
        "same_phone": N_("The same telephone number"),
        "same_email": N_("The same e-mail address"),
        "like_name": N_("The names sound alike"),
        "same_birth_year": N_("The same year of birth"),
        "other_birth_year": N_("Another year of birth"),
    },
    "verdict": {
        # what was decided of two requests
        "undecided": N_("Not decided"),
        "same": N_("The same person"),
        "not_the_same": N_("Not the same person"),
        "split": N_("Separated"),
    },
    "decide": {
        # what can be decided of them
        "same": N_("The same person"),
        "not_the_same": N_("Not the same"),
        "split": N_("Separate them"),
    },
    "done": {"decide_likeness": N_("That is remembered, for both requests.")},
}
