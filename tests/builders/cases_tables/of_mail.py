"""What is asked about letters that came by mail."""

from __future__ import annotations

from typing import Any

from services.cases.commands import letters_in as letter_commands
from services.cases.schemas import letters_in as of_letters_in

ASKED: dict[str, tuple[Any, Any]] = {}
DONE: dict[str, tuple[Any, Any]] = {
    "mark_letter_read": (of_letters_in.MarkLetterRead, letter_commands.mark_letter_read),
}
