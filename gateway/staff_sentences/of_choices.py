"""What cannot be done about times that clients choose from."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.staff_sentences.saying import N_

PROBLEMS: Mapping[str, tuple[str, str]] = {
    # code → title, what happened and what to do
    "no_free_time": (
        N_("No free time"),
        N_("In these days nobody is free as you wish. Please take other days, another place or another counsellor."),
    ),
}

FIELDS: Mapping[str, str] = {
    "slots_or_rule": N_("Please choose the times, or say how to find them."),
    "slots:required": N_("Please choose at least one time."),
    "slots:too_many": N_("Please choose at most %(max)s times."),
    "slots:in_the_past": N_("One of these times is past. Please choose others."),
    "until:in_the_past": N_("Until then is past already. Please take a later day."),
    "another_counsellor": N_("An appointment moves with its counsellor. Please choose times of the same one."),
}
