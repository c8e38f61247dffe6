"""Who may ask the notifications for something; each right with a sentence an administrator can read."""

from __future__ import annotations

from services.chassis.rights import EVERYTHING, ORGANISATION, OWN, Rights

EXPORT = "See how somebody is reached and what was sent to them, under a warrant of the cases that says who it is."
SEE_MESSAGES = "See what became of what was written to somebody, under a warrant of the cases or the intake."
SEND_AGAIN = "Send somebody a message again, under a warrant of the cases or the intake that says one works on it."
SEE_WAYS = "See by which ways somebody may be written to, under a warrant of the cases or the intake."
SET_WAYS = "Write down which ways somebody allows, under a warrant of the cases or the intake, if one works on it."
USE_PASS = "See and change by which ways one is written to oneself: by the intake's pass."
POST = "See what waits to be printed and posted for the own organisation, and note that it was."
TEMPLATES = "Look over the words of messages, in every language."
PUBLISH = "Put the programme's own words in the place of the shipped ones: administrators of whoever runs it."
MAILBOX = "Read what would have been sent, where messages are written into files: for development and demo."
READ = "Read what one was told of oneself or in one of one's roles: everybody who works here, but the liaison."

_STAFF = ("counsellor", "coordinator", "desk", "privacy_officer", "administrator", "operator", "steering")
_READERS = ("counsellor", "coordinator", "desk", "privacy_officer")
RELATIONS: dict[str, dict[str, str]] = {
    EXPORT: {"counsellor": ORGANISATION, "privacy_officer": ORGANISATION},
    SEE_MESSAGES: dict.fromkeys(_READERS, ORGANISATION),
    SEND_AGAIN: {"counsellor": ORGANISATION, "coordinator": ORGANISATION, "desk": ORGANISATION},
    SEE_WAYS: dict.fromkeys(_READERS, ORGANISATION),
    SET_WAYS: {"counsellor": ORGANISATION, "coordinator": ORGANISATION, "desk": ORGANISATION},
    USE_PASS: {"public": EVERYTHING},
    POST: {"counsellor": ORGANISATION, "coordinator": ORGANISATION, "desk": ORGANISATION},
    TEMPLATES: {"administrator": ORGANISATION},
    PUBLISH: {"administrator": ORGANISATION},
    MAILBOX: {"operator": ORGANISATION, "administrator": ORGANISATION},
    READ: dict.fromkeys(_STAFF, OWN),
}
_rights = Rights(RELATIONS)
ROLES, reach, require, may = _rights.roles, _rights.reach, _rights.require, _rights.may
