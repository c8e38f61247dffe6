"""Who may ask the notifications for something; each right with a sentence an administrator can read."""

from __future__ import annotations

from services.chassis.rights import ORGANISATION, Rights

EXPORT = "See how somebody is reached and what was sent to them, under a warrant of the cases that says who it is."

RELATIONS: dict[str, dict[str, str]] = {EXPORT: {"counsellor": ORGANISATION, "privacy_officer": ORGANISATION}}
_rights = Rights(RELATIONS)
ROLES, reach, require, may = _rights.roles, _rights.reach, _rights.require, _rights.may
