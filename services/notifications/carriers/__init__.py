"""How a mail leaves: by SMTP, or as a file for development and demo. Both say what kind of failure it was."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from services.notifications.carriers.files import FileCarrier
from services.notifications.carriers.smtp import SmtpCarrier


class Carrier(Protocol):
    """Anything that can take a mail away."""

    def send(self, mail: EmailMessage) -> None:
        """Hand the mail over. Raises what `outcomes` names."""
        ...

    def rest(self) -> None:
        """Nothing more for now: let go of what was kept open."""
        ...


def carrier(url: str, returns_to: str = "") -> Carrier:
    """The carrier this address names: smtp://, smtps:// or file:; what comes back goes to `returns_to`.

    Raises ValueError for any other.
    """
    parts = urlsplit(url)
    if parts.scheme in ("smtp", "smtps") and parts.hostname:
        return SmtpCarrier(parts, returns_to)
    if parts.scheme == "file" and parts.path:
        return FileCarrier(Path(unquote(parts.path)))
    raise ValueError("NOTIFICATIONS_MAIL_URL must be smtp://host:port, smtps://host:port or file:folder")
