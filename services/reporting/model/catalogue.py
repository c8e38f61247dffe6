"""The tables there are: what each one counts, by what, and when. Nothing else can be asked.

Every table is a row of TABLES. What its codes are is the programme's (municipalities, languages, topics, places) or
the trade's (phases, what becomes of appointments).
"""

from __future__ import annotations

from dataclasses import dataclass

# In the order in which an accompaniment comes to them.
PHASES = ("clarification", "assessment", "planning", "linking", "monitoring", "evaluation")

BOOKED, KEPT, MISSED, CANCELLED = "booked", "kept", "missed", "cancelled"
STATUSES_OF_APPOINTMENTS = (BOOKED, KEPT, MISSED, CANCELLED)

# What becomes of a request or a barrier; kept for the figures on what came of them, counted by no table yet.
TRIAGED, ANSWERED, WITHDRAWN, HANDED_OVER, CLEARED = "triaged", "answered", "withdrawn", "handed_over", "cleared"

# When: what happened during the period, or how things stood at its end (now, while it lasts).
DURING, AT_END = "during", "at_end"


@dataclass(frozen=True)
class Table:
    """One table. `title` and `counts` are codes; `counts` (requests, persons, appointments, contacts) is the unit of a
    cell, too.

    A person who has several cases or met several barriers of one cell is one person there, and one in the total.
    """

    code: str
    title: str
    dimensions: tuple[str, ...]
    counts: str
    when: str
    sentence: str


TABLES: dict[str, Table] = {
    table.code: table
    for table in (
        Table(
            "requests",
            "requests_received",
            ("municipality", "language"),
            "requests",
            DURING,
            "Requests received in the period, by the municipality they came from and the language they were asked in.",
        ),
        Table(
            "cases_by_phase",
            "cases_open",
            ("phase",),
            "persons",
            AT_END,
            "Persons with a case that was open at the end of the period (or is now), by the phase it had come to.",
        ),
        Table(
            "cases_by_language",
            "cases_opened",
            ("language",),
            "persons",
            DURING,
            "Persons for whom a case was opened in the period, by the language they are advised in.",
        ),
        Table(
            "appointments",
            "appointments_and_what_became_of_them",
            ("place", "status"),
            "appointments",
            DURING,
            "Appointments that were booked, kept, missed or cancelled in the period, by the place they were booked "
            "for; one that was booked and kept in it stands in both cells, and is one in the total.",
        ),
        Table(
            "barriers",
            "barriers_met",
            ("topic", "municipality"),
            "persons",
            DURING,
            "Persons who met a barrier in the period, by its topic and municipality.",
        ),
        Table(
            "advice",
            "short_advice_given",
            ("topic", "municipality"),
            "contacts",
            DURING,
            "Short advice without a name that was given in the period, by its topic and municipality.",
        ),
        Table(
            "advice_barriers",
            "barriers_in_short_advice",
            ("topic", "municipality"),
            "contacts",
            DURING,
            "Short advice without a name in which help failed, by its topic and municipality; apart from `barriers`, "
            "because nobody can tell whether it was the same person twice.",
        ),
    )
}
