"""What is said when something was filed in a case, or taken out of it. Never what it is called or what stands in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True)
class DocumentFiled:
    """A document was filed in a case; `letter` is the template, where it is a letter that was written here."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "document.filed.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    document_id: str
    organisation: str
    kind: str
    letter: str | None
    filed_at: datetime


@dataclass(frozen=True)
class DocumentWithdrawn:
    """A document was taken out of a case, and its content deleted."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "document.withdrawn.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    document_id: str
    organisation: str
    kind: str
    withdrawn_at: datetime


ALL = (DocumentFiled, DocumentWithdrawn)
