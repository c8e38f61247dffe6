"""Documents in a case, and letters."""

from __future__ import annotations

from typing import Any

from services.cases.commands import documents as document_commands
from services.cases.commands import letters as letter_commands
from services.cases.queries import documents as document_queries
from services.cases.schemas import documents as of_documents
from services.cases.schemas import letters as of_letters
from services.cases.service.parts import Part
from services.chassis.extensions import answers
from services.chassis.identity import Actor

Answer = dict[str, Any]


class Documents(Part):
    """Documents in a case, and letters."""

    @answers(of_documents.ListDocuments)
    def documents(self, who: Actor, request: Answer) -> Answer:
        return document_queries.documents(self.store, who, self.clock, **request)

    @answers(of_documents.OneDocument)
    def document(self, who: Actor, request: Answer) -> Answer:
        return document_queries.document(self.store, who, self.clock, **request)

    @answers(of_documents.UploadDocument, command=True)
    def upload_document(self, who: Actor, request: Answer) -> Answer:
        return document_commands.upload_document(self.store, who, self.clock, **request)

    @answers(of_documents.WithdrawDocument, command=True)
    def withdraw_document(self, who: Actor, request: Answer) -> Answer:
        return document_commands.withdraw_document(self.store, who, self.clock, **request)

    @answers(of_letters.WriteLetter, command=True)
    def write_letter(self, who: Actor, request: Answer) -> Answer:
        return letter_commands.write_letter(self.store, who, self.clock, **request)
