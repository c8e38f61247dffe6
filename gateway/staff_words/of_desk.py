"""Words for asking on somebody's behalf, for the desk's own forms, and for short advice."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.staff_sentences import N_

TABLES: Mapping[str, Mapping[str, str]] = {
    "taken_down": {
        # how a request reached the desk that somebody takes down
        "phone": N_("By telephone"),
        "walk_in": N_("In person"),
        "email": N_("By e-mail"),
        "authority": N_("From an authority"),
        "provider": N_("From a provider"),
    },
    "relation": {
        # what somebody who asks for another person is to them
        "family": N_("Family"),
        "volunteer": N_("Volunteer or friend"),
        "school": N_("School or day-care centre"),
        "authority": N_("Authority"),
        "provider": N_("Counselling centre or provider"),
        "other": N_("Somebody else"),
    },
    "consent_of": {
        # who has agreed that somebody asks for another person
        "person": N_("The person has agreed"),
        "guardian": N_("Their parents or legal guardian have agreed"),
    },
    "done": {
        "receive_request": N_("The request is noted."),
        "give_advice": N_("The advice is noted. It counts."),
        "withdraw_advice": N_("The advice is taken back, as if it had not been noted."),
    },
}
