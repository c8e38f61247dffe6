"""The access log can only be added to, and every day of it is signed."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

Instant = sa.String(32).with_variant(sa.DateTime(timezone=True), "postgresql")

_TABLES = ("access_log", "access_digests")


def upgrade() -> None:
    op.create_table(
        "access_digests",
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("looks", sa.Integer, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("signed", sa.Text, nullable=False),
        sa.Column("made_at", Instant, nullable=False),
    )
    op.create_index("access_log_organisation", "access_log", ["organisation", "looked_at", "look_id"])
    op.create_index("access_log_time", "access_log", ["looked_at", "look_id"])
    _GUARD[op.get_bind().dialect.name]()


def downgrade() -> None:
    _UNGUARD[op.get_bind().dialect.name]()
    op.drop_index("access_log_time", "access_log")
    op.drop_index("access_log_organisation", "access_log")
    op.drop_table("access_digests")


def _guard_sqlite() -> None:
    for table in _TABLES:
        for deed in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} can only be added to'); END"
            )


def _unguard_sqlite() -> None:
    for table in _TABLES:
        for deed in ("update", "delete"):
            op.execute(f"DROP TRIGGER {table}_no_{deed}")


def _guard_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% can only be added to', TG_TABLE_NAME; END $$"
    )
    for table in _TABLES:
        op.execute(
            f"CREATE TRIGGER {table}_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def _unguard_postgresql() -> None:
    for table in _TABLES:
        op.execute(f"DROP TRIGGER {table}_insert_only ON {table}")
    op.execute("DROP FUNCTION refuse_change()")


_GUARD = {"sqlite": _guard_sqlite, "postgresql": _guard_postgresql}
_UNGUARD = {"sqlite": _unguard_sqlite, "postgresql": _unguard_postgresql}
