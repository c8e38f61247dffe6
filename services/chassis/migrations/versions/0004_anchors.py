"""What is kept of the access logs of other services; it can only be added to."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "log_anchors",
        sa.Column("service", sa.String(40), primary_key=True),
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("signed", sa.Text, nullable=False),
    )
    _GUARD[op.get_bind().dialect.name]()


def downgrade() -> None:
    op.drop_table("log_anchors")


def _guard_sqlite() -> None:
    for deed in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER log_anchors_no_{deed.lower()} BEFORE {deed} ON log_anchors "
            "BEGIN SELECT RAISE(ABORT, 'log_anchors can only be added to'); END"
        )


def _guard_postgresql() -> None:
    op.execute(
        "CREATE TRIGGER log_anchors_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log_anchors "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )


_GUARD = {"sqlite": _guard_sqlite, "postgresql": _guard_postgresql}
