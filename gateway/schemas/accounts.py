"""Accounts: one's own, and those an administrator keeps."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from gateway.schemas.sessions import Session
from gateway.schemas.wording import codes, ident, moment, text, version

_PASSWORD = {"format": "password"}


class CounsellorProfile(Schema):
    """What a counsellor speaks, covers and knows, and for how many cases they have room."""

    languages = codes(["de", "ka"])
    municipalities = codes(["wuerselen"])
    topics = codes(["housing"])
    capacity = fields.Integer(required=True, validate=validate.Range(0, 200))


class Account(Schema):
    """Somebody who works here."""

    account_id = ident()
    user = text("The user name.", required=True)
    name = text("The name.", required=True)
    organisation = text("The short name of the organisation.", required=True)
    roles = codes(["counsellor"])
    active = fields.Boolean(required=True, metadata={"description": "Whether they may sign in."})
    second_factor = fields.Boolean(required=True, metadata={"description": "Whether they need a code to sign in."})
    version = version()


class AccountInFull(Account):
    """One account, with what a counsellor covers."""

    counsellor = fields.Nested(CounsellorProfile, required=True, allow_none=True)


class Accounts(Schema):
    """A page of accounts, oldest first."""

    items = fields.List(fields.Nested(Account), required=True)


class CreateAccount(Schema):
    """Somebody begins to work here. Without a password a one-time code opens the account."""

    user = text("3 to 64 small letters, digits, dots and dashes.", required=True, metadata={"example": "m.jansen"})
    name = text("The name.", required=True)
    roles = codes(["counsellor"])
    password = text("12 characters or more; better none.", metadata=_PASSWORD)
    counsellor = fields.Nested(CounsellorProfile, metadata={"description": "Needed with the role counsellor."})


class ChangeAccount(Schema):
    """What has changed; what is left out stays."""

    name = text("The name.")
    roles = codes(["counsellor"], required=False)
    active = fields.Boolean(metadata={"description": "false ends all sessions."})
    counsellor = fields.Nested(CounsellorProfile)


class AccountChanged(Schema):
    """Which account, and its version now."""

    account_id = ident()
    version = version()


class ResetCode(Schema):
    """A one-time code for a new password. It is told only here."""

    code = text("Good once.", required=True, metadata={"example": "K7M4-XQ2B-9TRW-LH3E"})
    ends_at = moment("Until when it is good (RFC 3339, UTC).")


class AccountNamed(Schema):
    """Which account."""

    account_id = ident()


class SessionsEnded(Schema):
    """How many sessions have ended."""

    ended = fields.Integer(required=True)


class OwnAccount(Schema):
    """Whoever asks."""

    account_id = ident()
    user = text("The user name.", required=True)
    name = text("The name.", required=True)
    organisation = text("The short name of the organisation.", required=True)
    roles = codes(["counsellor"])
    second_factor = fields.Boolean(required=True)
    second_factor_required = fields.Boolean(
        required=True, metadata={"description": "Whether the organisation wants one: until then nothing else is open."}
    )
    recovery_codes_left = fields.Integer(required=True)


class ChangePassword(Schema):
    """Another password, for the old one."""

    password = text("The old password.", required=True, metadata=_PASSWORD)
    new_password = text("The new password: 12 characters or more.", required=True, metadata=_PASSWORD)


class BeginSecondFactor(Schema):
    """Setting up an app needs the password."""

    password = text("The password.", required=True, metadata=_PASSWORD)


class PendingSecondFactor(Schema):
    """The key of an app that waits for its first code. Both are secret."""

    key = text("To be typed into the app (base32).", required=True)
    uri = text("To be shown as a picture (`otpauth://totp/…`).", required=True)


class OneCode(Schema):
    """What the app shows."""

    code = text("Six digits.", required=True, metadata={"example": "287082"})


class RemoveSecondFactor(OneCode):
    """Taking the app away needs password and code."""

    password = text("The password.", required=True, metadata=_PASSWORD)


class Confirmed(Session):
    """The session goes on under another token; each recovery code opens once, and is told only here."""

    recovery_codes = fields.List(fields.String(), required=True)
