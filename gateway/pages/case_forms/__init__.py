"""The forms of a case, by what they are about: what each of them asks, and which command it gives."""

from __future__ import annotations

from gateway.pages import appointments, choices, contacting, messages, waiting
from gateway.pages.case_forms import course, letters_in, people, plans, records, releases, residence

FORMS = (
    records.FORMS
    | releases.FORMS
    | people.FORMS
    | plans.FORMS
    | course.FORMS
    | appointments.FORMS
    | choices.FORMS
    | waiting.FORMS
    | residence.FORMS
    | letters_in.FORMS
    | messages.OF_CASE
    | contacting.OF_CASE
)
