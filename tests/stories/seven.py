"""seven.io, as it calls the town."""

from __future__ import annotations

import json
import time

import requests

from services.notifications.carriers.seven_hooks import Call, signature
from tests.stories.town import SIGNING_KEY, Town


def seven_calls(town: Town, event: str, data: dict[str, str]) -> tuple[str, bytes, dict[str, str]]:
    """They call, signed as they sign, and are answered; returns the address, the body and the headers of the call."""
    url = f"{town.url}/api/v1/receipts/seven"
    body = json.dumps({"webhook_event": event, "data": data}).encode()
    call = Call("", str(int(time.time())), "n" * 32, url, body)
    signed = {"X-Timestamp": call.timestamp, "X-Nonce": call.nonce, "X-Signature": signature(call, SIGNING_KEY)}
    assert requests.post(url, body, headers=signed, timeout=20).status_code == 204
    return url, body, signed
