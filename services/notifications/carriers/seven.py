"""Text messages by seven.io (https://docs.seven.io/en/rest-api/endpoints/sms)."""

from __future__ import annotations

from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote

import requests

from services.notifications.carriers.outcomes import AddressRefused, Postponed, ProviderAway, Undeliverable
from services.notifications.carriers.texts import TextMessage

_SCHEMES = {"seven": "https", "seven+http": "http"}
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_TIMEOUTS = (5.0, 20.0)  # seconds to connect, and to wait for an answer

_TAKEN = "100"
# The same words went to the same number within three minutes: it is we who repeat after a crash or a lost answer.
_REPEATED = "402"
_RAISED: dict[str, type[Postponed] | type[Undeliverable]] = {
    "101": AddressRefused,  # delivery to this recipient failed
    "202": AddressRefused,  # not a number
    "301": Undeliverable,  # no recipient
    "305": Undeliverable,  # no words
    "401": Undeliverable,  # too long
    # What whoever runs Lotse has to mend: nobody loses a message by it.
    "201": ProviderAway,  # a sender that is not allowed
    "500": ProviderAway,  # no credit
    "900": ProviderAway,  # a wrong key
    "901": ProviderAway,  # a wrong signature
    "902": ProviderAway,  # a key without this right
    "903": ProviderAway,  # a server that is not allowed
}
_HTTP_RAISED: dict[int, type[Postponed] | type[Undeliverable]] = {
    400: Undeliverable,  # what we asked cannot be understood, now or later
    413: Undeliverable,
    422: Undeliverable,
    401: ProviderAway,
    403: ProviderAway,
    429: ProviderAway,
    502: ProviderAway,
    503: ProviderAway,
    504: ProviderAway,
}


class SevenCarrier:
    """Hands text messages to seven.io; `foreign_id` is our message's id, so that receipts can be told from others.

    The key stands in a header only: neither addresses nor errors carry it.
    """

    def __init__(self, url: SplitResult, timeouts: tuple[float, float] = _TIMEOUTS):
        host = url.hostname or ""
        if not host or not url.username:
            raise ValueError("NOTIFICATIONS_SMS_URL must be seven://KEY@gateway.seven.io?from=SENDER")
        if url.scheme != "seven" and host not in _LOOPBACK:
            raise ValueError("NOTIFICATIONS_SMS_URL: seven+http:// is for this machine only, the key would be readable")
        where = f"[{host}]" if ":" in host else host
        self._url = f"{_SCHEMES[url.scheme]}://{where}{f':{url.port}' if url.port else ''}/api/sms"
        self._timeouts = timeouts
        self._sender = parse_qs(url.query).get("from", [""])[0]
        self._session = requests.Session()
        self._session.headers.update({"X-Api-Key": unquote(url.username), "Accept": "application/json"})

    def send(self, text: TextMessage) -> str | None:
        asked = {"to": text.to, "text": text.words, "foreign_id": text.message_id}
        if self._sender:
            asked["from"] = self._sender
        try:
            answer = self._session.post(self._url, json=asked, timeout=self._timeouts, allow_redirects=False)
        except requests.ReadTimeout as error:
            raise Postponed(f"sms_{type(error).__name__}") from error  # they were there, and may have taken it
        except requests.RequestException as error:
            raise ProviderAway(f"sms_{type(error).__name__}") from error
        if answer.status_code != requests.codes.ok:
            raise _HTTP_RAISED.get(answer.status_code, Postponed)(f"sms_http_{answer.status_code}")
        return _reference(answer)


def _reference(answer: requests.Response) -> str | None:
    """The provider's id for what it has taken. Raises what its code says otherwise."""
    try:
        said = answer.json()
    except ValueError as error:
        raise Postponed("sms_unreadable") from error
    first = _first(said)
    code = _code(said, first)
    if code == _TAKEN:
        return str(first["id"]) if first.get("id") else None
    if code == _REPEATED:
        return None
    raise _RAISED.get(code, Postponed)(f"sms_{code}")


def _first(said: Any) -> dict[str, Any]:
    taken = said.get("messages") if isinstance(said, dict) else None
    return taken[0] if isinstance(taken, list) and taken and isinstance(taken[0], dict) else {}


def _code(said: Any, first: dict[str, Any]) -> str:
    """What became of it: a number, whatever else stands there. An error may be told by the bare number alone."""
    if first.get("success") is False and first.get("error"):
        code = first["error"]
    else:
        code = said.get("success") if isinstance(said, dict) else said
    return str(code) if str(code).isascii() and str(code).isdigit() else "unreadable"
