"""The forms of a case, by what they are about: what each of them asks, and which command it gives."""

from __future__ import annotations

from gateway.pages import appointments
from gateway.pages.case_forms import course, records

FORMS = records.FORMS | course.FORMS | appointments.FORMS
