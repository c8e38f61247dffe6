"""What comes in about the directory of services outside."""

from __future__ import annotations

from typing import Any

from marshmallow import validates_schema

from services.cases.model.directory import WAITING_DAYS_MAX
from services.cases.schemas.codes import Coded
from services.chassis.fields import (
    Asked,
    Code,
    Codes,
    Day,
    EmailAddress,
    Flag,
    Identifier,
    Number,
    PhoneNumber,
    Text,
    fault_at,
)
from services.chassis.paging import Paged

_OPTIONAL: dict[str, Any] = {"load_default": None, "allow_none": True}


class ListDirectory(Coded, Paged):
    """The own directory, in pages: by kind, topic, municipality and language."""

    kind = Code("recipient", **_OPTIONAL)
    topic = Code("topic", **_OPTIONAL)
    municipality = Code("municipality", **_OPTIONAL)
    language = Code("language", **_OPTIONAL)
    closed = Flag(load_default=False)


class OneService(Asked):
    """One service of the directory, by its id."""

    service_id = Identifier(required=True)


class AddService(Coded):
    """A service that the directory does not have yet."""

    name = Text(max=200, required=True)
    kind = Code("recipient", required=True)
    topics = Codes("topic", max=8, required=True)
    languages = Codes("language", max=50, load_default=["de"])
    municipalities = Codes("municipality", max=50, load_default=[])
    address = Text(max=200, **_OPTIONAL)
    phone = PhoneNumber(**_OPTIONAL)
    email = EmailAddress(**_OPTIONAL)
    about = Text(max=2000, lines=True, **_OPTIONAL)
    waiting_days = Number(0, WAITING_DAYS_MAX, **_OPTIONAL)
    heard_on = Day(**_OPTIONAL)


class ChangeService(Coded):
    """A service as it was seen, and what of it is another now; what is left out stays."""

    service_id = Identifier(required=True)
    version = Number(1, 2**31 - 1, required=True)
    name = Text(max=200)
    kind = Code("recipient")
    topics = Codes("topic", max=8)
    languages = Codes("language", max=50)
    municipalities = Codes("municipality", max=50)
    address = Text(max=200, allow_none=True)
    phone = PhoneNumber(allow_none=True)
    email = EmailAddress(allow_none=True)
    about = Text(max=2000, lines=True, allow_none=True)
    waiting_days = Number(0, WAITING_DAYS_MAX, allow_none=True)
    heard_on = Day(allow_none=True)
    active = Flag()

    @validates_schema(skip_on_field_errors=False)
    def _named(self, data: dict[str, Any], **_: Any) -> None:
        for name in ("name", "kind", "topics"):
            if name in data and not data[name]:
                raise fault_at(name, "required")
