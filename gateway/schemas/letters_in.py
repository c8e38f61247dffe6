"""What people write by mail: letters about a request or to a case, and the files that come with them."""

from __future__ import annotations

from marshmallow import Schema, fields

from gateway.schemas.wording import ident, moment, text, version


class _Letter(Schema):
    letter_id = ident()
    received_at = moment()
    sender = text("The address it came from; of a text message (SMS), the telephone number in E.164.", required=True)
    known_sender = fields.Boolean(
        required=True, metadata={"description": "Whether that is the address or number we have of this person."}
    )
    subject = text("As it was written.", required=True, allow_none=True)
    left_out = fields.Integer(required=True, metadata={"description": "Files that came along and are not taken."})
    read_at = moment("When somebody has read it.", allow_none=True)
    version = version()


class LetterOfRequest(_Letter):
    """What somebody wrote about a request."""

    text = text("What is new in it, without what it quotes.", required=True)


class Attachment(Schema):
    """A file that came with a mail. Its content has an address of its own."""

    attachment_id = ident()
    name = text("The name of the file.", required=True, metadata={"example": "Mietvertrag.pdf"})
    media_type = text("PDF, JPEG, PNG, WebP, DOCX or ODT.", required=True, metadata={"example": "application/pdf"})
    size = fields.Integer(required=True, metadata={"description": "In bytes."})
    received_at = moment()


class MailOfRequest(Schema):
    """What came by mail about a request."""

    letters = fields.List(fields.Nested(LetterOfRequest), required=True)
    attachments = fields.List(fields.Nested(Attachment), required=True)


class LetterToCase(_Letter):
    """What somebody wrote to a case; files that came along are among its documents."""

    words = text("What is new in it, without what it quotes.", required=True, allow_none=True)
    read_by = text("Who has read it.", required=True, allow_none=True)


class LettersOfCase(Schema):
    """What came by mail to a case."""

    letters_in = fields.List(fields.Nested(LetterToCase), required=True)


class LetterNoted(Schema):
    """The letter after the change."""

    letter_id = ident()
    version = version()
