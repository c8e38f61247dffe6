"""What comes in about documents and letters."""

from __future__ import annotations

from typing import Any

from services.cases.model import documents
from services.cases.schemas.cases import OneCase
from services.cases.schemas.codes import Coded
from services.chassis.fields import Code, FileContent, Identifier, Number, Text
from services.chassis.paging import Paged
from services.chassis.programme import Programme


class Filed(Coded):
    """The base of what comes with a file, as large as the programme lets it be."""

    case_id = Identifier(required=True)
    content = FileContent(max=0, required=True)
    title = Text(max=documents.TITLE_MAX, load_default=None, allow_none=True)

    def __init__(self, programme: Programme, **options: Any):
        super().__init__(programme, **options)
        content = self.fields["content"]
        assert isinstance(content, FileContent)
        content.max = programme.document_max_bytes


class UploadDocument(Filed):
    """A file for a case: what it is called where it comes from, and what kind of document it is."""

    name = Text(max=documents.NAME_MAX, required=True)
    kind = Code("document_kind", among=documents.KINDS, required=True)


class ListDocuments(Paged):
    """The documents of a case, in pages."""

    case_id = Identifier(required=True)


class OneDocument(OneCase):
    """A document of a case."""

    document_id = Identifier(required=True)


class WithdrawDocument(OneDocument):
    """A document of a case, as it was seen."""

    version = Number(1, 2**31 - 1, required=True)
