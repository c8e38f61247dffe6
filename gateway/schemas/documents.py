"""Documents in a case, and letters."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from gateway.schemas.wording import codes, ident, moment, text, version

_KINDS = ("identity", "residence", "decision", "certificate", "letter", "other")
_STATUSES = ("filed", "withdrawn")


class Document(Schema):
    """A file in a case. Its content has an address of its own, until it is withdrawn."""

    document_id = ident()
    case_id = ident()
    kind = text("What it is.", required=True, limits=validate.OneOf(_KINDS))
    media_type = text("PDF, JPEG, PNG, WebP, DOCX or ODT.", required=True, metadata={"example": "application/pdf"})
    size = fields.Integer(required=True, metadata={"description": "In bytes."})
    name = text("The name of the file.", required=True, metadata={"example": "Bescheid.pdf"})
    title = text("What it is looked for by.", required=True, allow_none=True)
    status = text("Filed, or withdrawn and its content deleted.", required=True, limits=validate.OneOf(_STATUSES))
    by = text("Who filed it; nobody for what came in by itself.", required=True, allow_none=True)
    filed_at = moment()
    letter = text("From which template, if it is a letter written here.", required=True, allow_none=True)
    release_id = fields.UUID(
        required=True, allow_none=True, metadata={"description": "The release a letter left under."}
    )
    withdrawn_at = moment(allow_none=True)
    withdrawn_by = text("Who took it out.", required=True, allow_none=True)
    version = version()


class Documents(Schema):
    """One page of the documents of a case, the newest first; `Link: …; rel="next"` where there are more."""

    items = fields.List(fields.Nested(Document), required=True)


class DocumentsOfCase(Schema):
    """What was filed last in a case."""

    documents = fields.List(fields.Nested(Document), required=True)


class UploadByForm(Schema):
    """A file for a case, as a browser sends it."""

    content = fields.Raw(required=True, metadata={"type": "string", "format": "binary", "description": "The file."})
    kind = text("What it is.", required=True, limits=validate.OneOf(_KINDS))
    title = text("What it is looked for by; encrypted.")


class Upload(Schema):
    """A file for a case, as a program sends it."""

    name = text("The name of the file.", required=True, metadata={"example": "Bescheid.pdf"})
    content = text("The file in base64.", required=True, metadata={"format": "byte"})
    kind = text("What it is.", required=True, limits=validate.OneOf(_KINDS))
    title = text("What it is looked for by; encrypted.")


class LetterDraft(Schema):
    """The words of a letter as its template has them for this case; `…` marks what is still to be written."""

    letter = text("The template.", required=True, metadata={"example": "invitation"})
    language = text("The language of the letter.", required=True, metadata={"example": "ka"})
    subject = text("What it is about.", required=True)
    words = text("The words.", required=True)
    address = text("To whom, line by line.", required=True)


class LetterWritten(Schema):
    """A letter to be made into a PDF and filed."""

    letter = text("The template, a code of the programme.", required=True, metadata={"example": "invitation"})
    language = text("One of the template's languages.", required=True, metadata={"example": "ka"})
    subject = text("What it is about; also the title of the document.", required=True)
    words = text("The words; an empty line begins a paragraph.", required=True)
    address = text("To whom, line by line.")
    recipient = text("For a letter to outside: to whom, a code of releases.", metadata={"example": "jobcenter"})
    purpose = text("For a letter to outside: what for, a code of releases.", metadata={"example": "application"})
    data = codes(["housing"], required=False)


class DocumentFiled(Schema):
    """The document that was filed or withdrawn, with its own version."""

    document_id = ident()
    case_id = ident()
    version = version()
