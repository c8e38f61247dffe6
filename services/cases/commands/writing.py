"""Who may write something down in a case, and when."""

from __future__ import annotations

from datetime import date

from services.cases import permissions
from services.cases.model.cases import Case
from services.cases.store import Store
from services.chassis.errors import FieldError, Invalid
from services.chassis.identity import Actor


def writable_case(store: Store, who: Actor, case_id: str, right: str = permissions.KEEP_RECORDS) -> Case:
    """The case, for whoever has this right towards it, while it is open: only then is anything written in it."""
    case = store.cases.get(case_id)
    permissions.require(who, right, case)
    case.require_open()
    return case


def require_to_come(store: Store, day: date | None, name: str = "due_on") -> None:
    """Raises Invalid for a day (in the field `name`) that is over where the region is: nothing is promised for it."""
    if day is not None and day < store.standings.today():
        where = FieldError.of(name, "date_past")
        raise Invalid("invalid", "What is to be done is noted for a day that is still to come.", errors=(where,))
