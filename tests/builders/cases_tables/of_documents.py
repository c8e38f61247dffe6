"""What is asked of documents and letters."""

from __future__ import annotations

from typing import Any

from services.cases.commands import documents as documents_commands
from services.cases.commands import letters as letters_commands
from services.cases.queries import documents as documents_queries
from services.cases.schemas import documents as of_documents
from services.cases.schemas import letters as of_letters

ASKED: dict[str, tuple[Any, Any]] = {}
DONE: dict[str, tuple[Any, Any]] = {
    "documents": (of_documents.ListDocuments, documents_queries.documents),
    "document": (of_documents.OneDocument, documents_queries.document),
    "upload_document": (of_documents.UploadDocument, documents_commands.upload_document),
    "withdraw_document": (of_documents.WithdrawDocument, documents_commands.withdraw_document),
    "write_letter": (of_letters.WriteLetter, letters_commands.write_letter),
}
