"""The key to one request: reference and token, carried in a signed cookie so that no address has to hold them."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from flask import Response, current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer

from gateway.installation import here

# People read their status in libraries and on borrowed phones: the cookie ends with the browser, and after
# twelve hours at the latest. The mailed link works again as long as the request does.
LASTS_SECONDS = 12 * 3600
_SALT = "status key"


@dataclass(frozen=True)
class Key:
    """What opens a request without an account."""

    reference: str
    token: str


def held() -> Key | None:
    """The key this browser holds, if it is ours and not too old."""
    signed = request.cookies.get(_cookie_name(), "")
    try:
        return Key(**_signer().loads(signed, max_age=LASTS_SECONDS))
    except (BadData, TypeError):
        return None


def hand_over(response: Response, key: Key) -> Response:
    """Give this browser the key."""
    secure = here().settings.secure_cookies
    response.set_cookie(_cookie_name(), str(_signer().dumps(asdict(key))), secure=secure, httponly=True, samesite="Lax")
    return response


def take_back(response: Response) -> Response:
    """Let this browser forget the key."""
    response.delete_cookie(_cookie_name(), secure=here().settings.secure_cookies, httponly=True, samesite="Lax")
    return response


def _cookie_name() -> str:
    # Browsers accept `__Host-` only with `Secure`, for this host alone (RFC 6265bis section 4.1.3.2).
    return "__Host-lotse-status" if here().settings.secure_cookies else "lotse-status"


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt=_SALT)
