"""The gateway with a fake line behind it, and the programme of Aachen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask
from flask.testing import FlaskClient

from gateway import assets, installation, proofs, rates
from gateway.app import create_app
from gateway.settings import GatewaySettings
from services.chassis import programme as programmes
from services.chassis.programme import Programme
from tests.unit.gateway.fake_intake import FakeCalls
from tests.unit.gateway.staff_bodies import BODIES
from tests.unit.gateway.staff_browser import signed_in
from tests.unit.gateway.staff_routes import API, ROUTES, path_of

ROOT = Path(__file__).parents[3]
TRANSLATIONS = ROOT / "gateway" / "translations"


class AnyName(dict[str, str]):
    """A manifest for tests that need no style sheets."""

    def __missing__(self, name: str) -> str:
        return name


@pytest.fixture(scope="session", autouse=True)
def translations() -> None:
    """Compile what has been translated since the last time."""
    for po in TRANSLATIONS.glob("*/LC_MESSAGES/*.po"):
        mo = po.with_suffix(".mo")
        if not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime:
            with po.open("rb") as source, mo.open("wb") as target:
                write_mo(target, read_po(source))


@pytest.fixture(scope="session")
def programme() -> Programme:
    return programmes.load(ROOT / "deploy" / "programmes" / "aachen")


@pytest.fixture
def calls() -> FakeCalls:
    return FakeCalls()


@pytest.fixture(scope="session")
def gateway(programme: Programme) -> Iterator[Callable[..., Flask]]:
    """Makes a gateway of a test's own; settings by name where the test cares about them."""

    def make(calls: FakeCalls, **settings: Any) -> Flask:
        chosen: dict[str, Any] = {"secret_key": "only for tests", "secure_cookies": False} | settings
        return create_app(GatewaySettings(**chosen), calls, programme)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(assets, "manifest", AnyName)
        yield make


@pytest.fixture(scope="session")
def shared(gateway: Callable[..., Flask]) -> Flask:
    """One gateway for all tests that change nothing about it: making one compiles its templates."""
    return gateway(FakeCalls())


@pytest.fixture
def app(shared: Flask, calls: FakeCalls) -> Flask:
    """The shared gateway, with a line, a count and a memory of sessions of this test's own."""
    with shared.app_context():
        installation.install(shared, replace(installation.here(), calls=calls))
    rates.start(shared)
    proofs.start(shared)
    return shared


@pytest.fixture
def client(app: Flask) -> Iterator[FlaskClient]:
    with app.test_client() as client:
        yield client


@pytest.fixture
def counsellor(client: FlaskClient) -> FlaskClient:
    """The browser of a case manager who has signed in."""
    return signed_in(client, "counsellor")


@pytest.fixture
def asked() -> dict[str, Any]:
    """A request that is accepted."""
    return {
        "language": "ka",
        "topics": ["housing", "language"],
        "municipality": "wuerselen",
        "name": "ნინო ბერიძე",
        "email": "nino@example.org",
        "consent": {"notice_version": "2026-11", "language": "ka"},
    }


@pytest.fixture
def filled(asked: dict[str, Any]) -> dict[str, Any]:
    """The same as a browser sends it, before the form's own hidden fields."""
    return {**asked, "consent": "yes"}


def hidden(page: str, name: str) -> str:
    """The value of a hidden field of a page."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, f"the page has no hidden field {name}"
    return found[1]


@pytest.fixture
def send(client: FlaskClient) -> Callable[..., Any]:
    """Opens the form in a language and sends it with these fields, as a browser does."""

    def send(language: str, fields: dict[str, Any]) -> Any:
        page = client.get(f"/{language}/request").text
        own = {name: hidden(page, name) for name in ("csrf_token", "attempt", "notice_version")}
        return client.post(f"/{language}/request", data=own | fields)

    return send


@pytest.fixture
def call(client: Any, calls: FakeCalls) -> Callable[..., Any]:
    """Calls a route of the table as somebody, with a body that is accepted and the version that is there."""

    def call(route: str, user: str, body: dict[str, Any] | None = None, **headers: str) -> Any:
        method, rule = route.split(" ")
        command = ROUTES[route][2]
        sent = {"Authorization": f"Bearer {calls.cases.token(user)}", "If-Match": '"1"', "Accept-Language": "en"}
        given = BODIES.get(command) if body is None else body
        options = {} if method not in ("POST", "PATCH") or given is None else {"json": given}
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return client.open(f"{API}{path_of(rule)}", method=method, headers=sent | named, **options)

    return call
