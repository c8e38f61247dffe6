"""Who may do what with offers, cases, records, counsellors and accounts; each right with a sentence an administrator
can read.

A right says who holds it (role) and towards what (relation): EVERYTHING, what belongs to the own ORGANISATION, or what
is the counsellor's OWN. No right crosses organisations: what belongs to another one does not exist.
"""

from __future__ import annotations

from services.chassis.rights import EVERYTHING, ORGANISATION, OWN, Rights

SEE_OFFERS = "See what was offered to the own organisation: topics, language and town, but no person."
DECIDE_OFFERS = "Accept or decline what was offered to the own organisation."
SEE_CASES = "Read cases with the person in them: counsellors their own, coordinators all of the organisation."
OPEN_CASES = "Open a case for somebody who has come in person, and have it."
ASSIGN_CASES = "Give a case of the own organisation to another counsellor."
MOVE_CASES = "Enter another phase of a case: counsellors in their own, coordinators in all of the organisation."
CLOSE_CASES = "Close a case: counsellors their own, coordinators all of the organisation."
KEEP_RECORDS = "Write down consultations, goals and barriers in the own cases."
SEE_COUNSELLORS = "See what the counsellors of the own organisation speak, cover and know, and who has room."
KEEP_COUNSELLORS = "Say what a counsellor of the own organisation speaks, covers and knows, and for how many cases."
RECEIVE = "Take what the intake offers, confirms and hands over: the service itself, when it hears of it."
SIGN_IN = "Sign in with name and password, stay signed in, sign out: whoever has an account."
KEEP_ACCOUNTS = "Create, see and change the accounts of the own organisation; the operator's command line all."

RELATIONS: dict[str, dict[str, str]] = {
    SEE_OFFERS: {"counsellor": ORGANISATION, "coordinator": ORGANISATION},
    DECIDE_OFFERS: {"counsellor": ORGANISATION, "coordinator": ORGANISATION},
    SEE_CASES: {"counsellor": OWN, "coordinator": ORGANISATION},
    OPEN_CASES: {"counsellor": ORGANISATION},
    ASSIGN_CASES: {"coordinator": ORGANISATION},
    MOVE_CASES: {"counsellor": OWN, "coordinator": ORGANISATION},
    CLOSE_CASES: {"counsellor": OWN, "coordinator": ORGANISATION},
    KEEP_RECORDS: {"counsellor": OWN},
    SEE_COUNSELLORS: {"counsellor": ORGANISATION, "coordinator": ORGANISATION, "administrator": ORGANISATION},
    KEEP_COUNSELLORS: {"administrator": ORGANISATION, "system": EVERYTHING},
    RECEIVE: {"system": EVERYTHING},
    SIGN_IN: {"public": EVERYTHING},
    KEEP_ACCOUNTS: {"administrator": ORGANISATION, "system": EVERYTHING},
}
_rights = Rights(RELATIONS)
ROLES, reach, require, may = _rights.roles, _rights.reach, _rights.require, _rights.may
