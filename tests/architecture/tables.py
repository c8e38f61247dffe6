"""The tables of a service, as its code writes them and as a database has them."""

from __future__ import annotations

import importlib
from typing import Any

from sqlalchemy import Engine, MetaData, inspect

from services.chassis import access, acts, anchors, answers, digests, inbox, leases, outbox

CHASSIS = (outbox, inbox, leases, answers, acts, access, anchors, digests)


def metadata_of(service: str) -> list[MetaData]:
    """Everything that the code of a service (and the chassis under it) expects of its database."""
    store = importlib.import_module(f"services.{service}.store")
    return [module.metadata for module in (*CHASSIS, store)]


def snapshot(engine: Engine) -> dict[str, Any]:
    """Columns, types, nullability, keys and indexes of every table but those in which Alembic counts."""
    reader = inspect(engine)
    return {
        table: {
            "columns": {
                column["name"]: (column["type"].compile(engine.dialect), column["nullable"], column["default"])
                for column in reader.get_columns(table)
            },
            "key": reader.get_pk_constraint(table)["constrained_columns"],
            "unique": sorted(tuple(unique["column_names"]) for unique in reader.get_unique_constraints(table)),
            "indexes": {
                index["name"]: (index["column_names"], bool(index["unique"]), _where(index))
                for index in reader.get_indexes(table)
            },
        }
        for table in sorted(reader.get_table_names())
        if not table.endswith("_version")
    }


def _where(index: Any) -> str:
    options = index.get("dialect_options", {})
    return str(next((value for key, value in options.items() if key.endswith("_where")), ""))
