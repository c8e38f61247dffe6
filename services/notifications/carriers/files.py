"""Mails and text messages as files, for development and demo."""

from __future__ import annotations

import json
import os
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import unquote, urlsplit

from services.notifications.carriers.outcomes import ProviderAway
from services.notifications.carriers.texts import TextMessage


def folder_of(url: str) -> Path | None:
    """The folder that `file:…` names; None for any other address."""
    parts = urlsplit(url)
    return Path(unquote(parts.path)) if parts.scheme == "file" and parts.path else None


class FileCarrier:
    """Writes each mail as `<Message-ID>.eml` into a folder; the same mail twice is one file."""

    def __init__(self, folder: Path):
        self._folder = folder

    def send(self, mail: EmailMessage) -> None:
        name = mail["Message-ID"].strip("<>").partition("@")[0]
        _keep(self._folder, f"{name}.eml", mail.as_bytes())

    def rest(self) -> None:
        """A folder keeps nothing open."""


class TextFiles:
    """Writes each text message as `<message id>.json` into a folder; the same one twice is one file."""

    def __init__(self, folder: Path):
        self._folder = folder

    def send(self, text: TextMessage) -> str | None:
        told = json.dumps({"to": text.to, "text": text.words}, ensure_ascii=False)
        _keep(self._folder, f"{text.message_id}.json", told.encode())
        return None


def _keep(folder: Path, name: str, content: bytes) -> None:
    draft = folder / f".{name}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        draft.touch(mode=0o600)
        draft.write_bytes(content)
        os.replace(draft, folder / name)
    except OSError as error:
        raise ProviderAway(f"file_{error.errno}") from error
