"""For development and demo: what would have left, where mails and text messages are written into files."""

from __future__ import annotations

import email
import email.policy
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from services.chassis.errors import unknown
from services.chassis.identity import Actor
from services.notifications import permissions

Answer = dict[str, Any]
_NEWEST = 30


def mailbox(who: Actor, mails: Path | None, texts: Path | None) -> Answer:
    """The newest mails and text messages in these folders. Raises NotFound where messages really leave."""
    permissions.require(who, permissions.MAILBOX)
    if mails is None and texts is None:
        raise unknown("mailbox")
    return {
        "mails": [_mail(path) for path in _newest(mails, "*.eml")],
        "texts": [json.loads(path.read_text(encoding="utf-8")) | _at(path) for path in _newest(texts, "*.json")],
    }


def _newest(folder: Path | None, pattern: str) -> list[Path]:
    if folder is None or not folder.is_dir():
        return []
    return sorted(folder.glob(pattern), key=lambda path: path.stat().st_mtime, reverse=True)[:_NEWEST]


def _mail(path: Path) -> Answer:
    mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    body = mail.get_body(("plain",))
    told = {"to": str(mail["To"]), "subject": str(mail["Subject"]), "language": str(mail["Content-Language"] or "")}
    return told | {"text": body.get_content() if body else ""} | _at(path)


def _at(path: Path) -> Answer:
    return {"at": datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat()}
