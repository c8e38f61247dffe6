"""Who may do what with hours, slots and appointments; each right with a sentence an administrator can read.

A right says who holds it (role) and towards what (relation): EVERYTHING, what belongs to the own ORGANISATION, or what
is the counsellor's OWN. No right crosses organisations: what belongs to another one does not exist, and
neither does what is booked in a case that is locked for whoever asks.
"""

from __future__ import annotations

from services.chassis.rights import EVERYTHING, ORGANISATION, OWN, Rights

KEEP_HOURS = "Say when one can be met at which place, and see it: counsellors for themselves."
SEE_SLOTS = "See when the counsellors of the own organisation are free, and where."
SEE_APPOINTMENTS = "See the appointments of the own organisation: times, places and cases, but no person."
BOOK = "Book appointments for the open cases of the own organisation."
CHANGE = "Move and cancel appointments of the own organisation, and note whether they were kept."
EXPORT = "See what was booked for somebody, under a warrant of the cases that says in which cases they are met."
HAND_ON = "Give what is booked to whoever has the case now: the service itself, when it hears of it."
CANCEL_AHEAD = "Cancel what is ahead in a case that has ended: the service itself, when it hears of it."
FORGET_PAST = "Forget whose time was taken once that time is past: the service itself, by the clock."

RELATIONS: dict[str, dict[str, str]] = {
    KEEP_HOURS: {"counsellor": OWN},
    SEE_SLOTS: {"counsellor": ORGANISATION, "coordinator": ORGANISATION, "desk": ORGANISATION},
    SEE_APPOINTMENTS: {"counsellor": ORGANISATION, "coordinator": ORGANISATION, "privacy_officer": ORGANISATION},
    BOOK: {"counsellor": ORGANISATION, "coordinator": ORGANISATION},
    CHANGE: {"counsellor": ORGANISATION, "coordinator": ORGANISATION},
    EXPORT: {"counsellor": ORGANISATION, "privacy_officer": ORGANISATION},
    HAND_ON: {"system": EVERYTHING},
    CANCEL_AHEAD: {"system": EVERYTHING},
    FORGET_PAST: {"system": EVERYTHING},
}
_rights = Rights(RELATIONS)
ROLES, reach, require, may = _rights.roles, _rights.reach, _rights.require, _rights.may
