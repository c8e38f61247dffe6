"""Who may do what with offers, cases, records, counsellors and accounts; each right with a sentence an administrator
can read.

A right says who holds it (role) and towards what (relation): EVERYTHING, what belongs to the own ORGANISATION, what a
TEAM shares, or what is the counsellor's OWN (and, today, their deputies'). No right crosses organisations: what belongs
to another one does not exist, and neither does a case that is locked for whoever asks. An open glass lets in to read.
"""

from __future__ import annotations

from collections.abc import Iterable

from services.cases.model import second_factors
from services.cases.model.accounts import ROLES_EXPLAINED
from services.cases.model.cases import Case
from services.chassis.errors import NotAllowed, NotFound, unknown
from services.chassis.identity import Actor
from services.chassis.rights import EVERYTHING, ORGANISATION, OWN, TEAM, Rights

SEE_OFFERS = "See what was offered to the own organisation: topics, language and town, but no person."
DECIDE_OFFERS = "Accept or decline what was offered to the own organisation."
SEE_CASES = "Read cases with the person in them: counsellors their own, those they deputise in, what their team shares."
SEE_LINES = "See which cases there are, by reference and without a person: coordinators all of the organisation."
SEE_FIGURES = "See how many cases of the own organisation are in which phase, and which of them need somebody."
OPEN_CASES = "Open a case for somebody who has come in person, and have it."
IMPORT_CASES = "Take in the cases that an organisation kept in a spreadsheet: the operator's command line."
ASSIGN_CASES = "Give a case of the own organisation to another counsellor, or all cases of one who leaves."
MOVE_CASES = "Enter another phase of a case: counsellors in their own and those they deputise in."
CLOSE_CASES = "Close a case, or open it again: counsellors their own and those they deputise in."
KEEP_RECORDS = "Write down consultations, assessments, goals, steps, plans, notes and barriers in cases one works in."
KEEP_DOCUMENTS = "File documents in the own cases, write letters from them, and take documents out again."
KEEP_RELEASES = "Write down in the own cases what the client releases for whom, and withdraw it for them."
KEEP_REFERRALS = "Refer the clients of the own cases to services outside, and write down what came of it."
SEE_DIRECTORY = "Search the own organisation's directory of services outside."
KEEP_DIRECTORY = "Add and correct services in the own organisation's directory."
SEE_DUE = "See what is due and overdue in the own cases."
CORRECT_PEOPLE = "Correct what is written about people in cases one works in, and say who lives with them."
FIND_PEOPLE = "Look for people: counsellors in cases they may read, coordinators which case, privacy officers both."
SEE_SUBJECTS = "See whom a request for information or erasure is about: coordinators by reference, without a name."
EXPORT_PEOPLE = "Hand out all that is kept about somebody: their counsellor, and the data protection officer."
COPY_CASES = "Take out the sheet of a case that is copied into the Land's database: counsellors of their own cases."
SEE_COUNSELLORS = "See what the counsellors of the own organisation speak, cover and know, and who has room."
SEE_COLLEAGUES = "See what those of the own organisation are called who decided something, by their accounts."
KEEP_COUNSELLORS = "Say what a counsellor of the own organisation speaks, covers and knows, and for how many cases."
SEE_CIRCLE = "See who stands close to a case: deputies, team, for whom it is locked, and who broke its glass."
LOCK_CASES = "Lock a case for staff too close to the person, so that it does not exist for them, and unlock it."
BREAK_GLASS = "Look into a case of the own organisation that is somebody else's, with a reason and for hours only."
SEE_LOOKS = "See who has looked at a case: counsellors at their own, the data protection officer at all."
SEE_ACCESS_LOG = "See all looks of the own organisation's staff at cases, and every broken glass."
SEE_TEAMS = "See the teams of the own organisation, and who deputises for whom."
KEEP_TEAMS = "Say who works together in which team of the own organisation."
NAME_DEPUTIES = "Name a deputy from one day to another: counsellors their own, coordinators everybody's."
GIVE_ADVICE = "Note short advice to somebody without a name, and see what one has noted oneself."
WITHDRAW_ADVICE = "Take back short advice that one has noted oneself, within a minute."
ASK_QUESTIONS = "Ask about one case by its reference, for one purpose, under a release; nothing else is seen of it."
READ_LETTERS = "Note that what somebody wrote by mail has been read: in the own cases, also in those that are over."
ANSWER_QUESTIONS = "Answer or decline what the foreigners' authority asks about the own cases."
WARN_OF_EXPIRING = "Say that a residence document is about to end: the service itself, by the clock."
ERASE_PEOPLE = "Propose, confirm or reject that a person, or cases whose time is over, are forgotten: two people do."
HOLD_PEOPLE = "Say that somebody must not be forgotten for the time being, and why; and release them again."
FORGET = "Carry out what two people have confirmed, and propose what is due by retention: the service itself."
RECEIVE = "Take what the intake offers, confirms and hands over: the service itself, when it hears of it."
SIGN_IN = "Sign in with name and password, stay signed in, sign out: whoever has an account."
KEEP_OWN_ACCOUNT = "Change the own password, set up the own second factor, end the own sessions: everybody."
KEEP_ACCOUNTS = "Create, see and change the accounts of the own organisation; the operator's command line all."
SET_PASSWORDS = "Give somebody a password, at the operator's command line: administrators give a one-time code instead."

RELATIONS: dict[str, dict[str, str]] = {
    SEE_OFFERS: {"counsellor": ORGANISATION, "coordinator": ORGANISATION},
    DECIDE_OFFERS: {"counsellor": ORGANISATION, "coordinator": ORGANISATION},
    SEE_CASES: {"counsellor": TEAM},
    SEE_LINES: {"counsellor": TEAM, "coordinator": ORGANISATION},
    SEE_FIGURES: {"coordinator": ORGANISATION},
    OPEN_CASES: {"counsellor": ORGANISATION},
    IMPORT_CASES: {"system": EVERYTHING},
    ASSIGN_CASES: {"coordinator": ORGANISATION},
    MOVE_CASES: {"counsellor": OWN},
    CLOSE_CASES: {"counsellor": OWN},
    KEEP_RECORDS: {"counsellor": TEAM},
    KEEP_DOCUMENTS: {"counsellor": OWN},
    KEEP_RELEASES: {"counsellor": OWN},
    KEEP_REFERRALS: {"counsellor": OWN},
    SEE_DIRECTORY: {"counsellor": ORGANISATION, "coordinator": ORGANISATION, "desk": ORGANISATION},
    KEEP_DIRECTORY: {"counsellor": ORGANISATION, "coordinator": ORGANISATION, "system": EVERYTHING},
    SEE_DUE: {"counsellor": OWN},
    CORRECT_PEOPLE: {"counsellor": TEAM},
    FIND_PEOPLE: {"counsellor": TEAM, "coordinator": ORGANISATION, "privacy_officer": ORGANISATION},
    SEE_SUBJECTS: {"counsellor": OWN, "coordinator": ORGANISATION, "privacy_officer": ORGANISATION},
    EXPORT_PEOPLE: {"counsellor": OWN, "privacy_officer": ORGANISATION},
    COPY_CASES: {"counsellor": OWN},
    SEE_COUNSELLORS: {"counsellor": ORGANISATION, "coordinator": ORGANISATION, "administrator": ORGANISATION},
    SEE_COLLEAGUES: dict.fromkeys(("desk", "counsellor", "coordinator", "administrator"), ORGANISATION),
    KEEP_COUNSELLORS: {"administrator": ORGANISATION, "system": EVERYTHING},
    SEE_CIRCLE: {"counsellor": OWN, "coordinator": ORGANISATION, "privacy_officer": ORGANISATION},
    LOCK_CASES: {"counsellor": OWN, "coordinator": ORGANISATION},
    BREAK_GLASS: {"counsellor": ORGANISATION, "coordinator": ORGANISATION, "privacy_officer": ORGANISATION},
    SEE_LOOKS: {"counsellor": OWN, "privacy_officer": ORGANISATION},
    SEE_ACCESS_LOG: {"privacy_officer": ORGANISATION},
    SEE_TEAMS: {"counsellor": ORGANISATION, "coordinator": ORGANISATION, "administrator": ORGANISATION},
    KEEP_TEAMS: {"coordinator": ORGANISATION, "administrator": ORGANISATION},
    NAME_DEPUTIES: {"counsellor": OWN, "coordinator": ORGANISATION},
    GIVE_ADVICE: {"desk": ORGANISATION, "counsellor": ORGANISATION, "coordinator": ORGANISATION},
    WITHDRAW_ADVICE: {"desk": OWN, "counsellor": OWN, "coordinator": OWN},
    ASK_QUESTIONS: {"liaison": OWN},
    READ_LETTERS: {"counsellor": OWN},
    ANSWER_QUESTIONS: {"counsellor": OWN},
    WARN_OF_EXPIRING: {"system": EVERYTHING},
    ERASE_PEOPLE: {"privacy_officer": ORGANISATION, "coordinator": ORGANISATION},
    HOLD_PEOPLE: {"privacy_officer": ORGANISATION},
    FORGET: {"system": EVERYTHING},
    RECEIVE: {"system": EVERYTHING},
    SIGN_IN: {"public": EVERYTHING},
    KEEP_OWN_ACCOUNT: dict.fromkeys((*ROLES_EXPLAINED, second_factors.ENROLLING), OWN),
    KEEP_ACCOUNTS: {"administrator": ORGANISATION, "system": EVERYTHING},
    SET_PASSWORDS: {"system": EVERYTHING},
}
_rights = Rights(RELATIONS, through_glass=(SEE_CASES,))
ROLES, reach, require, may = _rights.roles, _rights.reach, _rights.require, _rights.may


def held(who: Actor, right: str, cases: Iterable[Case], noun: str) -> list[Case]:
    """Those of these cases towards which `who` holds the right: through them it reaches whom they are about.

    Without any, raises NotAllowed where somebody else has them, and the NotFound of a `noun` that is not there where
    `who` knows of none: they are another organisation's, or locked.
    """
    found, refusal = [], None
    for case in cases:
        try:
            require(who, right, case)
            found.append(case)
        except NotAllowed as error:
            refusal = error
        except NotFound:
            continue  # for `who` there is no such case
    if not found:
        raise refusal or unknown(noun)
    return found


def knows_of(who: Actor, case: Case) -> bool:
    """Whether there is such a case for `who`: not another organisation's, nor one that is locked for them."""
    try:
        may(who, SEE_CASES, case)
    except NotFound:
        return False
    return True
