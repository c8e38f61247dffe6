"""Signing in."""

from __future__ import annotations

from marshmallow import Schema

from gateway.schemas.wording import moment, text


class SignIn(Schema):
    """Who signs in."""

    user = text("The user name.", required=True, metadata={"example": "m.jansen"})
    password = text("The password.", required=True, metadata={"format": "password"})
    code = text("What the app of the second factor shows, or a recovery code; only where there is one.")


class NewPassword(Schema):
    """A new password for a one-time code."""

    user = text("The user name.", required=True, metadata={"example": "m.jansen"})
    code = text("The one-time code that an administrator has given.", required=True)
    password = text("The new password: 12 characters or more.", required=True, metadata={"format": "password"})


class Session(Schema):
    """An open session. Send the token with every request: `Authorization: Bearer …`."""

    token = text("Opens the API until the session ends; keep it like a password.", required=True)
    ends_at = moment("When it ends by itself if it is not used (RFC 3339, UTC).")
