"""The directory of services outside: found by topic, town and language, kept by everybody who refers clients."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, g, request
from flask_wtf.csrf import CSRFError

from gateway import who
from gateway.pages import deeds, staff_frame
from gateway.pages.typed import Form
from gateway.who import staff

blueprint = staff_frame.blueprint("directory")

_PER_PAGE = 50
# What the address calls it → what the service does; `language` is that of the page.
_FILTERS = {"topic": "topic", "municipality": "municipality", "speaks": "language", "kind": "kind"}
_KEEPERS = frozenset({"counsellor", "coordinator"})

_TEXTS = ("name", "kind", "address", "phone", "email", "about", "heard_on")
_LISTS = ("topics", "languages", "municipalities")
_ORDER = ("name", "kind", "topics", "municipalities", "languages", "address", "phone", "email", "about")


def _emptied(body: dict[str, Any]) -> dict[str, Any]:
    """A field that was left empty is to be empty from now on; where it must not be, the service says so."""
    empty = dict.fromkeys(("address", "phone", "email", "about", "waiting_days", "heard_on"))
    return {"name": "", "kind": "", **empty, **body}


_ADD = {"add_service": Form("cases", texts=_TEXTS, lists=_LISTS, numbers=("waiting_days",), order=_ORDER)}
_CHANGE = {
    "change_service": Form(
        "cases",
        texts=_TEXTS,
        lists=_LISTS,
        numbers=("version", "waiting_days"),
        ticks=("active",),
        order=_ORDER,
        shape=_emptied,
    )
}


@blueprint.get("/directory")
@staff("counsellor", "coordinator", "desk")
def search() -> Response:
    """What fits, by name; and the form for what is not in it yet. With `case_id`, one is chosen for that case."""
    return _directory()


@blueprint.post("/directory")
@staff("counsellor", "coordinator")
def add() -> Response:
    """Add a service."""
    return deeds.carry_out(
        _ADD,
        {},
        _directory,
        lambda answer: staff_frame.to("directory.service", service_id=answer["service_id"]),
    )


@blueprint.get("/directory/<uuid:service_id>")
@staff("counsellor", "coordinator", "desk")
def service(service_id: UUID) -> Response:
    """All that is known of one service."""
    return _service(str(service_id))


@blueprint.post("/directory/<uuid:service_id>")
@staff("counsellor", "coordinator")
def change(service_id: UUID) -> Response:
    """Correct what is known of it."""
    return deeds.carry_out(
        _CHANGE,
        {"service_id": str(service_id)},
        lambda **said: _service(str(service_id), **said),
        lambda _answer: staff_frame.to("directory.service", service_id=service_id),
    )


@blueprint.errorhandler(CSRFError)
def say_again(error: CSRFError) -> Response:
    """The page again, after its form's token was lost."""
    if service_id := (request.view_args or {}).get("service_id"):
        return deeds.say_again(lambda **said: _service(str(service_id), **said), error)
    return deeds.say_again(_directory, error)


def _directory(**said: Any) -> Response:
    chosen = {name: request.args.get(name, "").strip() for name in (*_FILTERS, "closed", "case_id", "cursor")}
    asked: dict[str, Any] = {wanted: chosen[name] for name, wanted in _FILTERS.items() if chosen[name]}
    asked |= {"limit": _PER_PAGE, "closed": bool(chosen["closed"])}
    if chosen["cursor"]:
        asked["cursor"] = chosen["cursor"]
    found = who.ask("cases", "directory", asked)
    return staff_frame.page(
        "staff/directory.html",
        services=found["items"],
        chosen=chosen,
        for_case=_uuid(chosen["case_id"]),
        is_filtered=any(value for name, value in chosen.items() if name != "cursor"),
        may_keep=_may_keep(),
        **staff_frame.leaves("directory.search", found, chosen),
        **said,
    )


def _service(service_id: str, **said: Any) -> Response:
    found = who.ask("cases", "service", {"service_id": service_id})
    return staff_frame.page("staff/service.html", service=found, may_keep=_may_keep(), **said)


def _may_keep() -> bool:
    return bool(_KEEPERS & set(g.account["roles"]))


def _uuid(text: str) -> UUID | None:
    """The case that a service is chosen for, if the address names one."""
    try:
        return UUID(text)
    except ValueError:
        return None
