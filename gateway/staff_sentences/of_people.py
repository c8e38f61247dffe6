"""What cannot be done with people and households."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.staff_sentences.saying import N_

PROBLEMS: Mapping[str, tuple[str, str]] = {
    "has_a_case": (
        N_("Has a case already"),
        N_("This person has an open case already. Please work on in that one; you find it by their name."),
    ),
    "same_person": (
        N_("The same person"),
        N_("This is the person of the case. Please choose somebody who lives with them."),
    ),
    "already_in_household": (
        N_("In the household already"),
        N_("This person is in the household already. Please take them out first if something has changed."),
    ),
    "in_another_household": (
        N_("In another household"),
        N_("This person is in another household. Please take them out there first."),
    ),
}

FIELDS: Mapping[str, str] = {
    "not_a_name": N_("A name has letters of any script, spaces, hyphens and apostrophes. Please leave out the rest."),
    "not_latin": N_("Please write this in Latin letters, with accents where there are any."),
    "birth_year:in_the_future": N_("This year is still to come. Please check it."),
    "birth_year:number_out_of_range": N_("Please fill in the year with four digits, for example 1984."),
    "birth_year:wrong_type": N_("Please fill in the year with four digits, for example 1984."),
    "nobody_named": N_("Please fill in a name, or the reference of a case."),
    "known_or_new": N_("Please name somebody known or somebody new, not both."),
    "not_a_reference": N_("A reference has seven characters, for example K7M-4XQ-6. Please compare it."),
    "relation:required": N_("Please choose what they are to the person."),
    "unknown_relation": N_("Please choose one of these from the list."),
    "already_in_household": N_("This person is in the household already."),
    "in_another_household": N_("This person is in another household. Please take them out there first."),
    "same_person": N_("This is the person of the case themselves."),
}
