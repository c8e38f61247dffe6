"""The tables: a row per fact, with the month it counts in, and what was published.

Nobody is in here: ids, codes, months, and the keyed hash by which a person is counted once.

**What a row of a published month says is never changed.** So whatever is counted from published months gives the
same figures at any later time, for quarters and years as well.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, MetaData, String, Table, Text, text

from services.chassis.database import Instant

_Id, _Code, _Month = String(64), String(64), String(7)

metadata = MetaData()

requests = Table(
    "requests",
    metadata,
    Column("request_id", _Id, primary_key=True),
    Column("month", _Month, nullable=False),
    Column("municipality", _Code, nullable=False),
    Column("language", _Code, nullable=False),  # the group, not the language: a rare one is nearly a name
    Column("person_ref", _Id, nullable=False),  # the same for requests that are known to be of the same person
)
Index("requests_counted", requests.c.month, requests.c.municipality, requests.c.language, requests.c.person_ref)
Index("requests_person", requests.c.person_ref)

# Requests of the same person, by twos, as the desk has found out.
links = Table(
    "links",
    metadata,
    Column("request_id", _Id, primary_key=True),
    Column("other_id", _Id, primary_key=True),
)
Index("links_other", links.c.other_id)

cases = Table(
    "cases",
    metadata,
    Column("case_id", _Id, primary_key=True),
    Column("person_ref", String(200), nullable=False),
    Column("month", _Month, nullable=False),
    Column("language", _Code, nullable=False),
    # the place of what was said last about it, among all that is said of the case
    Column("language_sequence", BigInteger, nullable=False, server_default="0"),
)
Index("cases_counted", cases.c.month, cases.c.language, cases.c.person_ref)

# A case is in a phase at the end of every month from `month` on and before `until_month`.
case_steps = Table(
    "case_steps",
    metadata,
    Column("message_id", String(200), primary_key=True),
    Column("case_id", _Id, nullable=False),
    Column("sequence", BigInteger, nullable=False),
    Column("phase", _Code),  # none: the case was closed
    Column("month", _Month, nullable=False),
    Column("until_month", _Month, nullable=False),
)
Index("case_steps_case", case_steps.c.case_id, case_steps.c.sequence)
Index("case_steps_counted", case_steps.c.until_month, case_steps.c.month, case_steps.c.phase, case_steps.c.case_id)

appointments = Table(
    "appointments",
    metadata,
    Column("appointment_id", _Id, primary_key=True),
    Column("status", _Code, primary_key=True),
    Column("case_id", _Id, nullable=False),
    Column("place", _Code, nullable=False),
    Column("month", _Month, nullable=False),
)
Index(
    "appointments_counted",
    appointments.c.month,
    appointments.c.place,
    appointments.c.status,
    appointments.c.case_id,
    appointments.c.appointment_id,
)

barriers = Table(
    "barriers",
    metadata,
    Column("barrier_id", _Id, primary_key=True),
    Column("person_ref", String(200), nullable=False),
    Column("month", _Month, nullable=False),
    Column("topic", _Code, nullable=False),
    Column("municipality", _Code, nullable=False),
)
Index("barriers_counted", barriers.c.month, barriers.c.topic, barriers.c.municipality, barriers.c.person_ref)

# Nobody's name was asked, so each stands for a person of its own.
advice = Table(
    "advice",
    metadata,
    Column("advice_id", _Id, primary_key=True),
    Column("month", _Month, nullable=False),
    Column("topic", _Code, nullable=False),
    Column("municipality", _Code, nullable=False),
    Column("barrier_kind", _Code),  # where help failed
)
_of_advice = (advice.c.month, advice.c.topic, advice.c.municipality)
Index("advice_counted", *_of_advice)
MET_A_BARRIER = text("barrier_kind IS NOT NULL")
Index("advice_barriers_counted", *_of_advice, postgresql_where=MET_A_BARRIER, sqlite_where=MET_A_BARRIER)

# What became of a request, a barrier or of advice, each once.
milestones = Table(
    "milestones",
    metadata,
    Column("about", _Id, primary_key=True),
    Column("milestone", _Code, primary_key=True),
    Column("month", _Month, nullable=False),
)

# One row: up to which month everything is published.
horizon = Table(
    "horizon",
    metadata,
    Column("only", Integer, primary_key=True, autoincrement=False),
    Column("closed_until", _Month, nullable=False),
)

publications = Table(
    "publications",
    metadata,
    Column("table_code", _Code, primary_key=True),
    Column("period", _Month, primary_key=True),
    Column("audience", String(10), primary_key=True),
    Column("report", Text, nullable=False),
    Column("published_at", Instant, nullable=False),
)
