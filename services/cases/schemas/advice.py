"""What comes in about short advice."""

from __future__ import annotations

from typing import Any

from services.cases.model import consultations
from services.cases.schemas.codes import Coded
from services.chassis.fields import Asked, Code, Identifier, Moment, Nested, Number
from services.chassis.paging import Paged
from services.chassis.programme import Programme


class BarrierInAdvice(Asked):
    """On what help failed in short advice."""

    kind = Code("barrier_kind", required=True)
    institution = Code("institution", required=True)


class GiveAdvice(Coded):
    """Short advice that was given to somebody, without a name (`POST /advice`)."""

    topic = Code("topic", required=True)
    language = Code("language", required=True)
    municipality = Code("municipality", required=True)
    minutes = Number(consultations.MINUTES_MIN, consultations.MINUTES_MAX, required=True)
    barrier = Nested(BarrierInAdvice, load_default=None, allow_none=True)
    given_at = Moment(load_default=None, allow_none=True)

    def __init__(self, programme: Programme, **options: Any):
        super().__init__(programme, **options)
        codes: dict[str, Any] = self.fields["barrier"].schema.fields  # type: ignore[attr-defined]
        codes["kind"].among, codes["institution"].among = programme.barrier_kinds, programme.institutions


class ListAdvice(Paged):
    """The short advice that somebody has noted themselves, in pages (`GET /advice`)."""


class WithdrawAdvice(Asked):
    """Short advice that was noted by mistake, as it was seen (`POST /advice/{id}/withdraw`)."""

    advice_id = Identifier(required=True)
    version = Number(1, 2**31 - 1, required=True)
