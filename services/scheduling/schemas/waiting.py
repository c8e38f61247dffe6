"""Who waits for which time, and times that were freed."""

from __future__ import annotations

from services.chassis.fields import Asked, Code, Day, Flag, Identifier, Number
from services.chassis.paging import Paged
from services.scheduling.model import appointments
from services.scheduling.schemas.times import VERSIONS, Minutes, OfProgramme


class JoinWaitingList(OfProgramme):
    """Staff have somebody wait for a time (`POST /waiting`); what is not named may be anything."""

    case_id = Identifier(required=True)
    language = Code("language", load_default=None, allow_none=True)
    place = Code("place", load_default=None, allow_none=True)
    topic = Code("topic", load_default=None, allow_none=True)
    mode = Code("mode", among=appointments.MODES, load_default=None, allow_none=True)
    counsellor_id = Identifier(load_default=None, allow_none=True)
    minutes = Minutes(load_default=60)
    until = Day(load_default=None, allow_none=True)
    urgent = Flag(load_default=False)
    with_interpreter = Flag(load_default=False)


class WithdrawWaiting(Asked):
    """Staff take somebody off the waiting list."""

    waiting_id = Identifier(required=True)
    version = Number(0, VERSIONS, required=True)


class WaitingList(OfProgramme, Paged):
    """Who waits (for this), in order."""

    language = Code("language", load_default=None, allow_none=True)
    place = Code("place", load_default=None, allow_none=True)
    topic = Code("topic", load_default=None, allow_none=True)
    case_id = Identifier(load_default=None, allow_none=True)


class FreedTimes(Paged):
    """Times that were freed, and what became of them."""
