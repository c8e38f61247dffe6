"""Lists in pages: a page goes on where the last one ended, however many rows have come in between.

The cursor names the last row shown by the values it is sorted by, so no page costs more than another (keyset
paging). It is opaque to clients: base64url of a JSON array.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Select, literal, tuple_

from services.chassis.database import Instant, Transaction
from services.chassis.errors import FieldError, Invalid
from services.chassis.fields import Asked, Number, Text

LONGEST = 100


class Paged(Asked):
    """What every list can be asked with: from where on, and how many at once."""

    cursor = Text(max=400, load_default=None, allow_none=True)
    limit = Number(1, LONGEST, load_default=50)


def page(
    tx: Transaction,
    statement: Select[Any],
    order: Sequence[Column[Any]],
    cursor: str | None,
    limit: int,
    newest_first: bool = False,
) -> tuple[Sequence[Any], str | None]:
    """The next `limit` rows of a statement in the order of these columns, and the cursor of what follows, if any.

    The last column of `order` tells rows apart (an id), and none of them is ever empty. Raises Invalid for a cursor
    that is none of ours.
    """
    if cursor is not None:
        last = tuple_(*(literal(value, column.type) for column, value in zip(order, _read(cursor, order), strict=True)))
        statement = statement.where(tuple_(*order) < last if newest_first else tuple_(*order) > last)
    sorted_by = [column.desc() if newest_first else column for column in order]
    rows = tx.execute(statement.order_by(*sorted_by).limit(limit + 1)).all()
    if len(rows) <= limit:
        return rows, None
    return rows[:limit], _write([getattr(rows[limit - 1], column.name) for column in order])


def _write(values: Sequence[Any]) -> str:
    plain = [value.isoformat() if isinstance(value, datetime) else value for value in values]
    return base64.urlsafe_b64encode(json.dumps(plain, separators=(",", ":")).encode()).rstrip(b"=").decode()


def _read(cursor: str, order: Sequence[Column[Any]]) -> list[Any]:
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if not isinstance(values, list) or len(values) != len(order):
            raise ValueError("another order")
        return [_value(column, value) for column, value in zip(order, values, strict=True)]
    except (ValueError, TypeError, binascii.Error) as error:
        where = FieldError.of("cursor", "unknown_cursor")
        raise Invalid("invalid", "The cursor is none that a list has given.", errors=(where,)) from error


def _value(column: Column[Any], value: Any) -> Any:
    if isinstance(column.type, Instant):
        at = datetime.fromisoformat(value)
        if at.tzinfo is None:
            raise ValueError("a moment without its zone")
        return at
    # Exactly: to Python true is a number. And no number that a column cannot hold.
    if type(value) is not column.type.python_type or (isinstance(value, int) and abs(value) >= 1 << 63):
        raise ValueError("another type")
    return value
