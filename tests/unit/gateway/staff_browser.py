"""A browser in which somebody has signed in, and what is needed to send the forms of staff pages by it."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

from flask.testing import FlaskClient

from tests.unit.gateway.fake_intake import FakeCalls


def signed_in(client: FlaskClient, user: str) -> FlaskClient:
    """The same browser, with the session of this user of the fake `cases`."""
    client.set_cookie("lotse-session", f"token-of-{user}")
    return client


def text(answer: Any) -> str:
    """A page with its entities read and its spaces made one, as a person reads it."""
    return re.sub(r"\s+", " ", html.unescape(answer.text))


def words(answer: Any) -> str:
    """The same without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", text(answer)))


def form_of(page: str, do: str, holds: str = "") -> dict[str, str]:
    """The hidden fields of a form of a page, as the browser sends them; `holds` chooses one among several."""
    for form in re.findall(r'<form[^>]* method="post".*?</form>', page, re.DOTALL):
        if f'name="do" value="{do}"' in form and holds in form:
            return dict(re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', form))
    raise AssertionError(f"the page has no form {do}")


def sender(client: FlaskClient, path: str) -> Callable[..., Any]:
    """Opens a page and sends one of its forms with these fields, as a browser does."""

    def send(do: str, holds: str = "", **fields: Any) -> Any:
        return client.post(path, data=form_of(client.get(path).text, do, holds) | fields)

    return send


def last(calls: FakeCalls, method: str) -> dict[str, Any]:
    """What a service was asked with last, by this method."""
    return next(asked.request for asked in reversed(calls.asked) if asked.method == method)
