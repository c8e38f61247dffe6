"""The town in both worlds, and people in it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

from services.chassis import programme
from tests.stories.browser import Browser
from tests.stories.post import PostOffice
from tests.stories.staff import STAFF, Colleague, engage, sign_in
from tests.stories.town import SERVICES, TREE, EmbeddedTown, RealTown, Town, running
from tests.stories.whole_case import accompany

WORLDS = ("embedded", "real")
NOTICE_VERSION = programme.load(TREE / "deploy" / "programmes" / "aachen").notice_version
numbers = itertools.count(1)


class ByTown(LoadScopeScheduling):
    """The stories of one world are told one after the other, in one town; those of the other world beside them."""

    def _split_scope(self, nodeid: str) -> str:
        worlds = (world for world in WORLDS if re.search(rf"[\[-]{world}[\]-]", nodeid))
        return next(worlds, nodeid.split("::", maxsplit=1)[0])


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByTown:
    """Called where the stories run on several processors (tests.run)."""
    return ByTown(config, log)


@pytest.fixture(scope="session", params=WORLDS)
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A town that is up; all stories of one world live in the same one, as people do."""
    folder: Path = tmp_path_factory.mktemp(request.param)
    if request.param == "embedded":
        with running(EmbeddedTown(folder)) as town:
            yield town
        return
    broker, postgres = request.getfixturevalue("broker"), request.getfixturevalue("postgres")
    databases = {service: postgres.new_database(service) for service in SERVICES}
    vhost = broker.new_vhost("town")
    try:
        with running(RealTown(folder, broker, vhost, databases, PostOffice())) as town:
            town.broker_files = [broker.folder] if hasattr(broker, "folder") else []
            yield town
    finally:
        broker.drop_vhost(vhost)
        for url in databases.values():
            postgres.drop_database(url)


@pytest.fixture(scope="session")
def staff(town: Town) -> dict[str, Colleague]:
    """Everybody who works in the town, signed in by the API."""
    api = caller(town)
    return {user: sign_in(api, user, password) for user, password in engage(town, *STAFF).items()}


@pytest.fixture(scope="session")
def whole_case(town: Town, staff: dict[str, Colleague]) -> dict[str, str]:
    """A case of Ketevan's with everything in it; the ids of it all, by their names in the routes."""
    return accompany(caller(town), staff)


@pytest.fixture
def browser(town: Town) -> Browser:
    """A fresh browser."""
    return Browser(town.url)


@pytest.fixture
def address() -> str:
    """An address nobody else has."""
    return f"nino.{next(numbers)}@example.org"


@pytest.fixture
def asked(address: str) -> dict[str, Any]:
    """A request as a provider's programme sends it, and which is accepted."""
    return {
        "language": "ka",
        "topics": ["housing", "language"],
        "municipality": "wuerselen",
        "name": "ნინო ბერიძე",
        "email": address,
        "message": "ვეძებ ბინას და ენის კურსს.",
        "consent": {"notice_version": NOTICE_VERSION, "language": "ka"},
    }


@pytest.fixture
def api(town: Town) -> Callable[..., Any]:
    """Calls the API: `api("POST", "/requests", json=…)`."""
    return caller(town)


def caller(town: Town) -> Callable[..., Any]:
    session = Browser(town.url).session

    def call(method: str, path: str, **options: Any) -> Any:
        return session.request(method, f"{town.url}/api/v1{path}", timeout=20, **options)

    return call
