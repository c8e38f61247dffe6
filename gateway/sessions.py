"""Where a session is kept: in a signed cookie for the pages; the API has none and does not pay for one."""

from __future__ import annotations

from flask import Flask, Request, Response
from flask.sessions import SecureCookieSessionInterface, SessionMixin

_WITHOUT = ("/api/", "/health/", "/static/")


class PagesOnly(SecureCookieSessionInterface):
    """Flask's own signed cookie, opened for pages only: signing costs as much as answering a small question."""

    def open_session(self, app: Flask, request: Request) -> SessionMixin | None:  # type: ignore[override]
        if request.path.startswith(_WITHOUT):
            return self.make_null_session(app)
        return super().open_session(app, request)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if not self.is_null_session(session):
            super().save_session(app, session, response)
