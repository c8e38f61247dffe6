"""How often one network address may use the public form, by page and API together."""

from __future__ import annotations

import ipaddress
import time

from flask import Flask, current_app, request
from limits import RateLimitItemPerHour
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from gateway.installation import here
from services.chassis.errors import TooMany

_KEY = "lotse_rates"
# A household or a phone has a whole /64 of addresses (RFC 6177): they count as one.
_IPV6_PREFIX = 64


def start(app: Flask) -> None:
    """Begin to count, in this process: a limit against floods, not an account of anybody."""
    app.extensions[_KEY] = MovingWindowRateLimiter(MemoryStorage())


def count_request() -> None:
    """Count one use of the public form. Raises TooMany with the seconds to wait once the hour's share is used up."""
    limiter: MovingWindowRateLimiter = current_app.extensions[_KEY]
    share = RateLimitItemPerHour(here().settings.requests_per_hour)
    whose = _network(request.remote_addr or "")
    if not limiter.hit(share, whose):
        wait = limiter.get_window_stats(share, whose).reset_time - time.time()
        raise TooMany("too_many_requests", "This address has used its share.", retry_after=max(1, round(wait)))


def _network(address: str) -> str:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:
        return address
    return str(ipaddress.ip_network((parsed, _IPV6_PREFIX), strict=False))
