"""A Chromium of the distribution, and the gateway with a fake line behind it on a free port."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from gateway.app import create_app
from gateway.settings import GatewaySettings
from services.chassis import programme as programmes
from tests.unit.gateway.busy_week import told_to_the_client
from tests.unit.gateway.fake_intake import FakeCalls

ROOT = Path(__file__).parents[2]
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session", autouse=True)
def translations() -> None:
    """Compile what has been translated since the last time."""
    for po in (ROOT / "gateway" / "translations").glob("*/LC_MESSAGES/*.po"):
        mo = po.with_suffix(".mo")
        if not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime:
            with po.open("rb") as source, mo.open("wb") as target:
                write_mo(target, read_po(source))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert found, "Chromium is missing: install the package `chromium`."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=QUIET)
        yield browser
        browser.close()


@contextmanager
def serving(calls: FakeCalls) -> Iterator[str]:
    """A gateway with this line behind it; yields where it listens."""
    programme = programmes.load(ROOT / "deploy" / "programmes" / "aachen")
    settings = GatewaySettings(secret_key="only for tests", secure_cookies=False, requests_per_hour=10_000)
    server = make_server("127.0.0.1", 0, create_app(settings, calls, programme), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Where the gateway listens."""
    with serving(FakeCalls(appointments=told_to_the_client())) as where:
        yield where


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Opens an address of the gateway in a fresh browser profile: width, colour scheme, script or none."""
    contexts = []

    def open_page(path: str, *, width: int = 1280, scheme: Any = "light", script: bool = True) -> Page:
        viewport: Any = {"width": width, "height": 800}
        context = browser.new_context(
            base_url=address, viewport=viewport, color_scheme=scheme, java_script_enabled=script
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
