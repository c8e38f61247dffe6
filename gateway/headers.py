"""What every answer tells the browser about safety."""

from __future__ import annotations

from flask import Flask, Response

# No script at all on public pages. `data:` is for KERN's icons, which its sheet carries as masks.
_CONTENT_SECURITY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self' data:",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

ALWAYS = {
    "Content-Security-Policy": _CONTENT_SECURITY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # What is said to one client is nobody else's; a view whose answer may be kept says so itself.
    "Cache-Control": "no-store",
}
_TWO_YEARS = 63_072_000
OVER_TLS = {"Strict-Transport-Security": f"max-age={_TWO_YEARS}; includeSubDomains"}


def install(app: Flask, *, over_tls: bool) -> None:
    """Send these headers with every answer, unless a view has said something stricter."""
    wanted = ALWAYS | (OVER_TLS if over_tls else {})

    def add(response: Response) -> Response:
        said = set(response.headers.keys())
        response.headers.extend([(name, value) for name, value in wanted.items() if name not in said])
        return response

    app.after_request(add)
