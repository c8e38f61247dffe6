"""The ways that are open to whoever is signed in: a few on the first level, the rest below the page they belong to."""

from __future__ import annotations

from typing import NamedTuple

from flask import g, request

from gateway import installation
from gateway.staff_sentences import N_, gettext


class Way(NamedTuple):
    """A page one can always go to: where it is, what its way is called, whose it is, and which page it belongs to.

    A way below another is offered on the pages of that one; of whoever has none of those, it is among the first.
    """

    endpoint: str
    words: str
    roles: frozenset[str]
    below: tuple[str, ...] = ()


# At most six of the first level for any role. The first that is open to somebody is their home.
WAYS = (
    Way("desk.requests", N_("Desk"), frozenset({"desk", "coordinator"})),
    Way("work.mine", N_("My work"), frozenset({"counsellor", "coordinator"})),
    Way("calendar.week", N_("Calendar"), frozenset({"counsellor"})),
    Way("people.search", N_("Find a person"), frozenset({"counsellor", "coordinator"})),
    Way("directory.search", N_("Directory"), frozenset({"counsellor", "coordinator", "desk"})),
    Way("questions.inbox", N_("Questions"), frozenset({"liaison"})),
    Way("board.figures", N_("Figures"), frozenset({"steering", "coordinator", "privacy_officer"})),
    Way("privacy.search", N_("Data protection"), frozenset({"privacy_officer", "coordinator"})),
    Way("looks.looks", N_("Access log"), frozenset({"privacy_officer"}), ("privacy.search",)),
    Way("erasures.listed", N_("Erasures"), frozenset({"privacy_officer", "coordinator"}), ("privacy.search",)),
    Way("erasures.retention", N_("Retention"), frozenset({"privacy_officer", "coordinator"}), ("privacy.search",)),
    Way("accounts.everybody", N_("Accounts"), frozenset({"administrator"})),
    Way("operations.services", N_("Operations"), frozenset({"operator"})),
    Way(
        "interpreters.listed",
        N_("Interpreters"),
        frozenset({"desk", "coordinator", "counsellor"}),
        ("desk.requests", "calendar.week"),
    ),
    Way("day.listed", N_("Day"), frozenset({"counsellor"}), ("calendar.week",)),
    Way("day.listed", N_("Day"), frozenset({"coordinator"}), ("work.mine",)),
    Way("waiting.line", N_("Waiting list"), frozenset({"counsellor"}), ("calendar.week",)),
    Way("waiting.line", N_("Waiting list"), frozenset({"coordinator"}), ("work.mine",)),
    Way(
        "post.tray",
        N_("Letters to post"),
        frozenset({"desk", "coordinator", "counsellor"}),
        ("desk.requests", "work.mine"),
    ),
    Way("templates.listed", N_("Words of messages"), frozenset({"administrator"}), ("accounts.everybody",)),
    Way("new_request.form", N_("New request"), frozenset({"desk", "coordinator"}), ("desk.requests",)),
    Way("desk.offers", N_("Offers"), frozenset({"desk", "coordinator"}), ("desk.requests",)),
    Way("cases.walk_in", N_("New case"), frozenset({"counsellor"}), ("work.mine", "people.search")),
    Way("offers.offers", N_("Offers to us"), frozenset({"counsellor", "coordinator"}), ("work.mine",)),
    Way(
        "advice.quick",
        N_("Short advice"),
        frozenset({"counsellor", "coordinator", "desk"}),
        ("desk.requests", "work.mine"),
    ),
    Way(
        "teams.organisation",
        N_("Our team"),
        frozenset({"counsellor", "coordinator", "administrator"}),
        ("work.mine", "accounts.everybody"),
    ),
)
# Pages that are no way themselves and whose address begins otherwise than that of the way they belong to.
_BELONGS_TO = dict.fromkeys(
    ("cases", "circle", "plans", "history", "documents", "letters", "releases", "sheets"), "work.mine"
) | {"slot_booking": "calendar.week"}
# Requests come in at the region's own organisation, which also steers the programme and runs the services; others
# have nothing to do there.
_OF_THE_REGION = frozenset({"desk.requests", "new_request.form", "desk.offers", "board.figures", "operations.services"})


def first() -> list[tuple[str, str]]:
    """The ways on the first level of whoever is signed in: endpoint and words."""
    return [(way.endpoint, gettext(way.words)) for way in _open_ways() if not _above(way)]


def below() -> list[tuple[str, str]]:
    """The ways below the one that this page belongs to: endpoint and words."""
    above = here()
    return [(way.endpoint, gettext(way.words)) for way in _open_ways() if above in way.below]


def here() -> str | None:
    """The endpoint of the way on the first level that this page belongs to."""
    endpoint, part = request.endpoint or "", request.blueprint or ""
    opened = _open_ways()
    found = next((way for way in opened if way.endpoint == endpoint), None)
    found = found or next((way for way in opened if way.endpoint == _BELONGS_TO.get(part)), None)
    found = found or next((way for way in opened if way.endpoint.split(".")[0] == part), None)
    return found and (_above(found) or found.endpoint)


def home() -> str:
    """The endpoint of the first page of whoever is signed in."""
    return next((endpoint for endpoint, _ in first()), "sign_in.welcome")


def _open_ways() -> list[Way]:
    return [way for way in WAYS if _is_open(way)]


def _above(way: Way) -> str | None:
    """The endpoint of the first way above this one that is open, too."""
    return next((above.endpoint for above in _open_ways() if above.endpoint in way.below), None)


def _is_open(way: Way) -> bool:
    account = g.get("account")
    if not account:
        return False
    elsewhere = way.endpoint in _OF_THE_REGION and account["organisation"] != installation.here().programme.organisation
    return bool(way.roles & set(account["roles"])) and not elsewhere
