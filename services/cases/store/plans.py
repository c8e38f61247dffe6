"""The tables of where somebody stands and where they go: assessments, steps, plans, skipped demands, notes."""

from __future__ import annotations

from sqlalchemy import Column, Date, Index, Integer, LargeBinary, String, Table, Text, UniqueConstraint

from services.cases.store.metadata import metadata
from services.chassis.database import Instant

assessments = Table(
    "assessments",
    metadata,
    Column("assessment_id", String(36), primary_key=True),
    Column("organisation", String(64), nullable=False),
    Column("case_id", String(36), nullable=False),
    Column("scores", Text, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("by", String(36), nullable=False),
    Column("note", LargeBinary),
    Column("version", Integer, nullable=False),
)
Index("assessments_case", assessments.c.case_id, assessments.c.recorded_at)

steps = Table(
    "steps",
    metadata,
    Column("step_id", String(36), primary_key=True),
    Column("organisation", String(64), nullable=False),
    Column("case_id", String(36), nullable=False),
    Column("goal_id", String(36), nullable=False),
    Column("doer", String(20), nullable=False),
    Column("words", LargeBinary, nullable=False),
    Column("due_on", Date),
    Column("status", String(20), nullable=False),
    Column("planned_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("version", Integer, nullable=False),
)
Index("steps_case", steps.c.case_id, steps.c.planned_at)

# The constraint keeps two people who agree a plan at the same moment from agreeing on the same number.
plans = Table(
    "plans",
    metadata,
    Column("plan_id", String(36), primary_key=True),
    Column("organisation", String(64), nullable=False),
    Column("case_id", String(36), nullable=False),
    Column("number", Integer, nullable=False),
    Column("agreed_at", Instant, nullable=False),
    Column("by", String(36), nullable=False),
    Column("contents", LargeBinary, nullable=False),
    Column("version", Integer, nullable=False),
    UniqueConstraint("case_id", "number", name="plans_number"),
)

skips = Table(
    "skips",
    metadata,
    Column("skip_id", String(36), primary_key=True),
    Column("organisation", String(64), nullable=False),
    Column("case_id", String(36), nullable=False),
    Column("phase", String(20), nullable=False),
    Column("demands", Text, nullable=False),
    Column("reason", String(40), nullable=False),
    Column("skipped_at", Instant, nullable=False),
    Column("by", String(36), nullable=False),
    Column("version", Integer, nullable=False),
)
Index("skips_case", skips.c.case_id, skips.c.skipped_at)

notes = Table(
    "notes",
    metadata,
    Column("note_id", String(36), primary_key=True),
    Column("organisation", String(64), nullable=False),
    Column("case_id", String(36), nullable=False),
    Column("by", String(36), nullable=False),
    Column("words", LargeBinary, nullable=False),
    Column("written_at", Instant, nullable=False),
    Column("version", Integer, nullable=False),
)
Index("notes_case", notes.c.case_id, notes.c.written_at)
