"""What is asked about messages to the person in a case: name → how it is read, and who answers."""

from __future__ import annotations

from typing import Any

from services.cases.queries import messages as message_queries
from services.cases.schemas import cases as of_cases

ASKED: dict[str, tuple[Any, Any]] = {}
DONE: dict[str, tuple[Any, Any]] = {
    "messages_warrant": (of_cases.OneCase, message_queries.messages_warrant),
}
