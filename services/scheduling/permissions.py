"""Who may do what with hours, slots and appointments; each right with a sentence an administrator can read.

A right says who holds it (role) and towards what (relation): EVERYTHING, what belongs to the own ORGANISATION, or what
is the counsellor's OWN. No right crosses organisations: what belongs to another one does not exist, and
neither does what is booked in a case that is locked for whoever asks.
"""

from __future__ import annotations

from services.chassis.identity import Actor
from services.chassis.rights import EVERYTHING, ORGANISATION, OWN, Rights
from services.scheduling.model import feeds
from services.scheduling.model.interpreters import Interpreter

KEEP_HOURS = "Say when one can be met at which place, and see it: counsellors for themselves."
KEEP_ABSENCES = "Say when a counsellor is not there and why, and see it: oneself, and coordinators for everybody."
SEE_SLOTS = "See when the counsellors of the own organisation are free, and where."
SEE_APPOINTMENTS = "See the appointments of the own organisation: times, places and cases, but no person."
BOOK = "Book appointments for the open cases of the own organisation."
CHANGE = "Move and cancel appointments of the own organisation, and note whether they were kept."
WAIT = "Have open cases of the own organisation wait for a time, see who waits, and what becomes of freed times."
USE_PASS = "Choose among times offered to oneself, move and cancel one's own appointments: by the intake's pass."
KEEP_INTERPRETERS = "Keep the own organisation's list of interpreters and their calendars, and see what they cost."
ARRANGE = "Find, ask and release interpreters for appointments of the own organisation, and note what came of it."
KEEP_FEED = "Have the own calendar read by a program under a secret address, and take that address back."
EXPORT = "See what was booked for somebody, under a warrant of the cases that says in which cases they are met."
HAND_ON = "Give what is booked to whoever has the case now: the service itself, when it hears of it."
CANCEL_AHEAD = "Cancel what is ahead in a case that has ended: the service itself, when it hears of it."
PASS_ON = "Offer times that were freed to whoever waits for one: the service itself."
LAPSE = "End what nobody has chosen in time: the service itself, by the clock."
FORGET_PAST = "Forget whose time was taken once that time is past: the service itself, by the clock."

RELATIONS: dict[str, dict[str, str]] = {
    KEEP_HOURS: {"counsellor": OWN},
    KEEP_ABSENCES: {"counsellor": OWN, "coordinator": ORGANISATION},
    SEE_SLOTS: {"counsellor": ORGANISATION, "coordinator": ORGANISATION, "desk": ORGANISATION},
    SEE_APPOINTMENTS: {"counsellor": ORGANISATION, "coordinator": ORGANISATION, "privacy_officer": ORGANISATION},
    BOOK: {"counsellor": ORGANISATION, "coordinator": ORGANISATION},
    CHANGE: {"counsellor": ORGANISATION, "coordinator": ORGANISATION},
    WAIT: {"counsellor": ORGANISATION, "coordinator": ORGANISATION},
    USE_PASS: {"public": EVERYTHING},
    KEEP_INTERPRETERS: {"coordinator": ORGANISATION, "desk": ORGANISATION},
    ARRANGE: {"counsellor": ORGANISATION, "coordinator": ORGANISATION, "desk": ORGANISATION},
    KEEP_FEED: {"counsellor": OWN},
    EXPORT: {"counsellor": ORGANISATION, "privacy_officer": ORGANISATION},
    HAND_ON: {"system": EVERYTHING},
    CANCEL_AHEAD: {"system": EVERYTHING},
    PASS_ON: {"system": EVERYTHING},
    LAPSE: {"system": EVERYTHING},
    FORGET_PAST: {"system": EVERYTHING},
}
_rights = Rights(RELATIONS)
ROLES, reach, require, may = _rights.roles, _rights.reach, _rights.require, _rights.may


def calendar_of(who: Actor, interpreter: Interpreter | None) -> feeds.Owner:
    """Whose calendar `who` keeps: the own one, or that of an interpreter of their organisation, if one is given.

    Raises as `require` does.
    """
    if interpreter is None:
        require(who, KEEP_FEED)
        return feeds.Owner(who.ref, who.organisation, feeds.COUNSELLOR)
    require(who, KEEP_INTERPRETERS, interpreter)
    return feeds.Owner(interpreter.interpreter_id, interpreter.organisation, feeds.INTERPRETER)
