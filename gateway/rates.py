"""How often one network address may use the public form, and try to sign in, by page and API together."""

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
    share = RateLimitItemPerHour(here().settings.requests_per_hour)
    if not _limiter().hit(share, "requests", _network()):
        raise _used_up("too_many_requests", share, "requests")


def refuse_guessing() -> None:
    """Raises TooMany, with the seconds to wait, where too many sign-ins from this address were wrong in an hour."""
    share = _wrong_sign_ins()
    if not _limiter().test(share, "sign-ins", _network()):
        raise _used_up("too_many_sign_ins", share, "sign-ins")


def count_wrong_sign_in() -> None:
    """Count one: only wrong ones count, since an office where everybody begins at eight is one address."""
    _limiter().hit(_wrong_sign_ins(), "sign-ins", _network())


def _wrong_sign_ins() -> RateLimitItemPerHour:
    return RateLimitItemPerHour(here().settings.wrong_sign_ins_per_hour)


def _limiter() -> MovingWindowRateLimiter:
    found: MovingWindowRateLimiter = current_app.extensions[_KEY]
    return found


def _used_up(code: str, share: RateLimitItemPerHour, what: str) -> TooMany:
    wait = _limiter().get_window_stats(share, what, _network()).reset_time - time.time()
    return TooMany(code, "This address has used its share.", retry_after=max(1, round(wait)))


def _network() -> str:
    address = request.remote_addr or ""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:
        return address
    return str(ipaddress.ip_network((parsed, _IPV6_PREFIX), strict=False))
