"""What the filling has done and been answered, line by line: a filling that broke off goes on where it was.

The story is told again from the beginning with the same dice; what stands in the journal is not asked a second time.
It holds secrets of clients who do not exist, and is removed when the demo is filled.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from services.chassis.clock import Clock
from services.chassis.errors import Conflict, Invalid, NotAllowed, NotFound, Refused, from_wire

# An answer, too: asked again, it would be the same.
ANSWERS_NO = (Conflict, Invalid, NotAllowed, NotFound, Refused)


class Journal:
    """`until` is the moment at which the filling began, and up to which the story goes; `at` how far it has come."""

    def __init__(self, path: Path, now: datetime, since: Callable[[datetime], datetime]):
        self._path = path
        self._noted: dict[str, dict[str, Any]] = {}
        lines = self._read()
        if not lines:
            lines = [{"until": now.isoformat(), "at": since(now).isoformat()}]
            path.touch(mode=0o600)
            path.write_text(json.dumps(lines[0]) + "\n")
        self.until = datetime.fromisoformat(lines[0]["until"])
        self.at = max(datetime.fromisoformat(line["at"]) for line in lines)
        self._noted = {line["key"]: line for line in lines[1:]}

    def once(self, key: str, clock: Clock, ask: Callable[[], Any]) -> Any:
        """What `ask` answers or raises, or what it did the first time under this key."""
        noted = self._noted.get(key)
        if noted is None:
            noted = self._note(key, clock, ask)
        if "no" in noted:
            raise from_wire(noted["no"])
        return noted["yes"]

    def close(self) -> None:
        """Everything is told."""
        self._path.unlink(missing_ok=True)

    def _note(self, key: str, clock: Clock, ask: Callable[[], Any]) -> dict[str, Any]:
        try:
            said = {"yes": ask()}
        except ANSWERS_NO as error:
            said = {"no": error.to_wire()}
        line = {"key": key, "at": clock.now().isoformat(), **said}
        with open(self._path, "a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
        return line

    def _read(self) -> list[dict[str, Any]]:
        """The lines that are whole; what a crash left of the last one is cut off."""
        if not self._path.exists():
            return []
        text = self._path.read_text(encoding="utf-8")
        whole = text[: text.rfind("\n") + 1]
        if whole != text:
            os.truncate(self._path, len(whole.encode()))
        return [json.loads(line) for line in whole.splitlines()]
