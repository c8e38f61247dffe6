"""Who may ask the notifications for something; each right with a sentence an administrator can read."""

from __future__ import annotations

from services.chassis.rights import ORGANISATION, OWN, Rights

EXPORT = "See how somebody is reached and what was sent to them, under a warrant of the cases that says who it is."
POST = "See what waits to be printed and posted for the own organisation, and note that it was."
TEMPLATES = "Look over the words of messages, in every language."
MAILBOX = "Read what would have been sent, where messages are written into files: for development and demo."
READ = "Read what one was told of oneself or in one of one's roles: everybody who works here, but the liaison."

_STAFF = ("counsellor", "coordinator", "desk", "privacy_officer", "administrator", "operator", "steering")
RELATIONS: dict[str, dict[str, str]] = {
    EXPORT: {"counsellor": ORGANISATION, "privacy_officer": ORGANISATION},
    POST: {"counsellor": ORGANISATION, "coordinator": ORGANISATION, "desk": ORGANISATION},
    TEMPLATES: {"administrator": ORGANISATION},
    MAILBOX: {"operator": ORGANISATION, "administrator": ORGANISATION},
    READ: dict.fromkeys(_STAFF, OWN),
}
_rights = Rights(RELATIONS)
ROLES, reach, require, may = _rights.roles, _rights.reach, _rights.require, _rights.may
