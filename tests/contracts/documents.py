"""What the cases say when documents are filed, written and taken out again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from services.chassis import tracing
from services.chassis.testing import TRACE
from tests.builders.files import SCAN, in_base64

if TYPE_CHECKING:
    from tests.contracts.history import Town

CALLER = f"00-{TRACE}-00f067aa0ba902b7-01"
_FILE: dict[str, Any] = {"content": in_base64(SCAN)}


def documents_told(town: Town) -> None:
    """A letter is written, and taken out again."""
    cases = town.cases
    ketevan = cases.engage()
    with tracing.span("POST /cases", CALLER, actor=ketevan.label):
        case = {"case_id": cases.open_walk_in(ketevan)["case_id"]}
    town.deliver()
    with tracing.span("POST /cases/{id}/letters", CALLER, actor=ketevan.label):
        filed = cases.ask(ketevan, "write_letter", **case, letter="invitation", title="Einladung", **_FILE)
    with tracing.span("POST /cases/{id}/documents/{document_id}/withdraw", CALLER, actor=ketevan.label):
        cases.ask(ketevan, "withdraw_document", **filed)
    town.deliver()
