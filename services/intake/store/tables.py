"""The intake's tables."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, MetaData, String, Table, Text, false, text

from services.chassis.database import Instant
from services.intake.model import WAITING

metadata = MetaData()

requests = Table(
    "requests",
    metadata,
    Column("request_id", String(36), primary_key=True),
    Column("reference", String(9), nullable=False, unique=True),
    Column("status", String(20), nullable=False),
    Column("channel", String(20), nullable=False),
    Column("language", String(16), nullable=False),
    Column("language_mode", String(20), nullable=False),
    Column("topics", Text, nullable=False),
    Column("municipality", String(64), nullable=False),
    Column("preferred_place", String(64)),
    Column("notice_version", String(64), nullable=False),
    Column("notice_language", String(16), nullable=False),
    Column("consent_at", Instant, nullable=False),
    Column("person", LargeBinary),  # one encrypted JSON object: no column tells which facts somebody gave
    Column("email_index", LargeBinary),
    Column("phone_index", LargeBinary),
    Column("receipt", String(10), nullable=False),
    Column("consent_way", String(20), nullable=False, server_default="agreed"),
    Column("language_guessed", Boolean, nullable=False, server_default=false()),
    Column("track", String(20)),
    Column("criteria", Text),
    Column("urgency", String(10)),
    Column("triaged_at", Instant),
    Column("helper", String(64)),
    Column("received_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("version", Integer, nullable=False),
)
Index("requests_email", requests.c.email_index, requests.c.received_at)
Index("requests_phone", requests.c.phone_index, requests.c.received_at)
_OLDEST_FIRST = (requests.c.received_at, requests.c.request_id)
Index("requests_received", *_OLDEST_FIRST)
Index("requests_status", requests.c.status, *_OLDEST_FIRST)
# By what the list can be narrowed down: without them what nobody speaks or where nobody lives is looked for in all.
Index("requests_language", requests.c.language, *_OLDEST_FIRST)
Index("requests_municipality", requests.c.municipality, *_OLDEST_FIRST)
# The desk looks at those that wait; they are few and new, so an index of all would lead past everything that is over.
WAITS = text("status IN ({})".format(", ".join(f"'{status}'" for status in WAITING)))
Index("requests_waiting", *_OLDEST_FIRST, postgresql_where=WAITS, sqlite_where=WAITS)

offers = Table(
    "offers",
    metadata,
    Column("offer_id", String(36), primary_key=True),
    Column("request_id", String(36), nullable=False),
    Column("organisation", String(64), nullable=False),
    Column("status", String(20), nullable=False),
    Column("offered_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("decided_at", Instant),
    Column("reason", String(64)),
    Column("case_id", String(36)),
)
Index("offers_request", offers.c.request_id)
Index("offers_case", offers.c.case_id)
Index("offers_made", offers.c.offered_at, offers.c.offer_id)
Index("offers_status", offers.c.status, offers.c.offered_at, offers.c.offer_id)
_open = text("status = 'open'")
# One open question at a time: the rule stands in the model, this makes it certain.
Index(
    "offers_open", offers.c.request_id, offers.c.organisation, unique=True, postgresql_where=_open, sqlite_where=_open
)
Index("offers_expiring", offers.c.expires_at, postgresql_where=_open, sqlite_where=_open)

# Of which requests it was said that nobody had looked at them, for which limit: once for each.
escalations = Table(
    "escalations",
    metadata,
    Column("request_id", String(36), primary_key=True),
    Column("limit_code", String(10), primary_key=True),
    Column("escalated_at", Instant, nullable=False),
)

# By what requests of the same person are found; nobody can be read from a token.
likeness_tokens = Table(
    "likeness_tokens",
    metadata,
    Column("request_id", String(36), primary_key=True),
    Column("token", LargeBinary, primary_key=True),
)
Index("likeness_tokens_token", likeness_tokens.c.token, likeness_tokens.c.request_id)

# What was decided of two requests, the smaller id first, so that there is one answer for both.
verdicts = Table(
    "verdicts",
    metadata,
    Column("one_id", String(36), primary_key=True),
    Column("other_id", String(36), primary_key=True),
    Column("status", String(20), nullable=False),
    Column("decided_at", Instant, nullable=False),
    Column("decided_by", String(64), nullable=False),
)
Index("verdicts_other", verdicts.c.other_id)

appointments = Table(
    "appointments",
    metadata,
    Column("appointment_id", String(36), primary_key=True),
    Column("case_id", String(36), nullable=False),
    Column("place", String(64), nullable=False),
    Column("starts_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("status", String(20), nullable=False),
    Column("revision", Integer, nullable=False),
)
Index("appointments_case", appointments.c.case_id, appointments.c.starts_at)
Index("appointments_ends_at", appointments.c.ends_at)

counsellors = Table(
    "counsellors",
    metadata,
    Column("counsellor_ref", String(64), primary_key=True),
    Column("organisation", String(64), nullable=False),
    Column("languages", Text, nullable=False),
    Column("municipalities", Text, nullable=False),
    Column("topics", Text, nullable=False),
    Column("capacity", Integer, nullable=False),
    Column("free", Integer, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("listed_at", Instant, nullable=False),
)

# Who is to be forgotten without having a case, who has said so, and who is still to confirm that it is done.
erasures = Table(
    "erasures",
    metadata,
    Column("request_id", String(36), primary_key=True),
    Column("reason", String(40), nullable=False),
    Column("status", String(20), nullable=False),
    Column("first_by", String(64), nullable=False),
    Column("proposed_at", Instant, nullable=False),
    Column("decided_by", String(64)),
    Column("decided_at", Instant),
    Column("version", Integer, nullable=False),
)
Index("erasures_status", erasures.c.status, erasures.c.proposed_at, erasures.c.request_id)

still_to_confirm = Table(
    "still_to_confirm",
    metadata,
    Column("request_id", String(36), primary_key=True),
    Column("service", String(20), primary_key=True),
)
