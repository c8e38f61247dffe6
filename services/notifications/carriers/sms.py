"""How a text message leaves: by seven.io, by any provider Apprise knows, or as a file for development and demo."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from services.notifications.carriers.files import TextFiles
from services.notifications.carriers.outcomes import Postponed
from services.notifications.carriers.seven import SevenCarrier
from services.notifications.carriers.texts import TextCarrier, TextMessage

_ANY_NUMBER = "+493023125000"  # of those kept for fiction: only to see whether Apprise understands the address


class AppriseCarrier:
    """Hands text messages to a provider that Apprise knows; `{to}` in its address stands for the number.

    Apprise tells only whether it worked, so that every failure is one of this message that may pass.
    """

    def __init__(self, address: str):
        try:
            import apprise  # an extra, and heavy: only where it is asked for
        except ImportError as error:
            raise ValueError("NOTIFICATIONS_SMS_URL=apprise:… needs `pip install lotse[sms]`") from error
        logging.getLogger("apprise").disabled = True  # it writes numbers
        self._new: Callable[[], Any] = apprise.Apprise
        self._address = address
        if "{to}" not in address or not self._new().add(self._to(_ANY_NUMBER)):
            raise ValueError("NOTIFICATIONS_SMS_URL=apprise:… is not an address of Apprise with {to} in it")

    def send(self, text: TextMessage) -> str | None:
        provider = self._new()
        provider.add(self._to(text.to))
        if not provider.notify(body=text.words):
            raise Postponed("sms_apprise")
        return None

    def _to(self, number: str) -> str:
        return self._address.replace("{to}", quote(number, safe=""))


def text_carrier(url: str) -> TextCarrier | None:
    """The carrier this address names; None for none, so that nobody is written to by SMS.

    Raises ValueError, without the address in it, for one that cannot be used.
    """
    if not url:
        return None
    if url.startswith("apprise:"):
        return AppriseCarrier(url.removeprefix("apprise:"))
    parts = urlsplit(url)
    if parts.scheme in ("seven", "seven+http"):
        return SevenCarrier(parts)
    if parts.scheme == "file" and parts.path:
        return TextFiles(Path(unquote(parts.path)))
    raise ValueError("NOTIFICATIONS_SMS_URL must be seven://KEY@gateway.seven.io?from=…, apprise:… or file:folder")
