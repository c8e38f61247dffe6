"""What a client sees: what we help with, the form, the receipt, where the request stands, taking it back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response, current_app, g, make_response, redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError

from gateway import clients, errors, idempotency, languages, names, places, rates, sentences, wall_clock, who
from gateway.installation import here
from gateway.pages import key
from gateway.pages.request_form import RequestForm
from gateway.who import public
from services.chassis.errors import Invalid, LotseError, NotFound, Refused

entrance = Blueprint("entrance", __name__)
blueprint = Blueprint("public", __name__)

_MAY_BE_KEPT = "public, max-age=300"
# After these a client can only ask anew.
_ENDED = frozenset({"answered", "withdrawn", "erased", "closed"})


@blueprint.url_value_preprocessor
def take_language(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    g.language = (values or {}).pop("language")


@blueprint.url_defaults
def give_language(_endpoint: str, values: dict[str, Any]) -> None:
    values.setdefault("language", languages.current())


@entrance.get("/")
@public
def enter() -> Response:
    """The first page in the language that the browser asks for."""
    answer = _redirect("public.home", language=languages.asked_for(), code=302)
    answer.vary.add("Accept-Language")
    return answer


@blueprint.get("/")
@public
def home() -> Response:
    """What we can help with, and how."""
    return _kept("home.html")


@blueprint.get("/notice")
@public
def notice() -> Response:
    """The data notice, in plain words."""
    return _kept("notice.html", notice=here().programme.notice(languages.current()))


@blueprint.get("/places")
@public
def where_we_are() -> Response:
    """Where one can meet us; what a link points to by `#code` is one of the places."""
    return _kept("places.html", places=places.shown())


@blueprint.get("/accessibility")
@public
def accessibility() -> Response:
    """How usable these pages are for everybody, and whom to tell when they are not."""
    return _kept("accessibility.html")


@blueprint.get("/request")
@public
def request_form() -> Response:
    """The empty form; a card of the first page has its topic ticked already."""
    return _form(RequestForm.empty(languages.current(), request.args.getlist("topic")))


@blueprint.post("/request")
@public
def send_request() -> Response:
    """Take the request in, or show the form again as it was filled in, with what to correct."""
    form = RequestForm.read(request.form)
    language = languages.current()
    try:
        rates.count_request()
        if form.from_program:  # the answer of a success, and nothing is stored
            return _redirect("public.received")
        body = form.as_request(language)
        command_id = idempotency.from_form("page request", form.attempt, body)
        receipt = who.ask("intake", "receive_request", body, command_id=command_id)
    except Invalid as error:
        form.explain(error.errors)
        return _form(form, problem=error)
    except LotseError as error:
        return _form(form, problem=error)
    opened = key.Key(receipt["reference"], receipt["status_token"])
    return key.hand_over(_redirect("public.received"), opened)


@blueprint.get("/received")
@public
def received() -> Response:
    """The receipt: the reference in large letters, and how to come back."""
    held = key.held()
    link = held and here().address + url_for("public.open_mailed_link", reference=held.reference, token=held.token)
    return make_response(render_template("received.html", key=held, link=link))


@blueprint.get("/status/<reference>/<token>")
@public
def open_mailed_link(reference: str, token: str) -> Response:
    """The link from the message: the secret leaves the address at once and goes into a cookie. Changes nothing."""
    answer = key.hand_over(_redirect("public.status"), key.Key(reference, token))
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


@blueprint.get("/status")
@public
def status() -> Response:
    """Where the request stands for which this browser holds the key; otherwise the form that asks for it."""
    held = key.held()
    if held is None:
        return _find()
    try:
        return show_status(held)
    except NotFound as error:
        return key.take_back(_find(problem=error))


def show_status(held: key.Key, *, problem: LotseError | None = None) -> Response:
    """Where the request stands, with what the client can choose from; with a problem it says so on top."""
    found = _look_up(held)
    own = clients.own_times(found)
    return private(
        "status.html",
        problem=problem,
        unchosen=problem.errors[0].field == "slot" if isinstance(problem, Invalid) and problem.errors else False,
        request_=found,
        choices=[_choice(one) for one in own["choices"]],
        own={one["appointment_id"]: one for one in own["appointments"]},
        why_not=sentences.answers(sentences.DECLINING),
        ways=clients.own_ways(found),
    )


def to_status() -> Response:
    """Go back to the page of the request, which says how everything stands."""
    return _redirect("public.status")


@blueprint.post("/status")
@public
def open_status() -> Response:
    """Open a request with reference and code typed in."""
    typed = key.Key(request.form.get("reference", "").strip().upper(), request.form.get("token", "").strip())
    try:
        _look_up(typed)
    except (NotFound, Invalid) as error:
        return _find(problem=error, reference=typed.reference)
    return key.hand_over(_redirect("public.status"), typed)


@blueprint.post("/status/leave")
@public
def leave() -> Response:
    """Forget the key on this device, for whoever uses it next."""
    return key.take_back(_redirect("public.home"))


@blueprint.get("/withdraw")
@public
def withdraw_form() -> Response:
    """Ask whether the client is sure."""
    held = key.held()
    if held is None:
        return _redirect("public.status")
    try:
        found = _look_up(held)
    except NotFound:
        return _redirect("public.status")
    return private("withdraw.html", request_=found) if found["can_withdraw"] else _redirect("public.status")


@blueprint.post("/withdraw")
@public
def withdraw() -> Response:
    """Take the request back. One that has ended in the meantime simply shows how it stands."""
    held = key.held()
    if held is not None:
        body = {"reference": held.reference, "token": held.token}
        with suppress(Refused, NotFound):  # the status page, which comes next, says it better
            who.ask("intake", "withdraw_request", body, command_id=idempotency.from_form("page withdraw", "", body))
    return _redirect("public.status")


def say_again(error: CSRFError) -> Response:
    """A form without its token (a page left open for days, cookies deleted): show it again, with what was typed."""
    again: dict[str, Callable[[], Response]] = {
        "public.send_request": lambda: _form(RequestForm.read(request.form), stale=True),
        "public.open_status": lambda: _find(reference=request.form.get("reference", ""), stale=True),
    }
    answer = again.get(request.endpoint or "", status)()
    answer.status_code = error.code or 400
    return answer


def _form(form: RequestForm, *, problem: LotseError | None = None, stale: bool = False) -> Response:
    programme = here().programme
    return private(
        "request.html",
        problem=problem,
        form=form,
        stale=stale,
        relations=sentences.answers(sentences.RELATIONS),
        consenting=sentences.answers(sentences.CONSENTING),
        notice=programme.notice(languages.current()),
    )


def _find(*, problem: LotseError | None = None, reference: str = "", stale: bool = False) -> Response:
    return private("find.html", problem=problem, reference=reference, stale=stale)


def _look_up(opened: key.Key) -> dict[str, Any]:
    found = who.ask("intake", "request_status", {"reference": opened.reference, "token": opened.token})
    heading, sentence = sentences.of_status(found["status"])
    times = {name: datetime.fromisoformat(found[name]) for name in ("received_at", "changed_at")}
    helper = here().programme.organisations.get(found["helper"] or "") if found["status"] == "handed_over" else None
    said = {"heading": heading, "sentence": sentence, "helper": helper, "has_ended": found["status"] in _ENDED}
    asked = [one | {"about": names.question_purpose(one["purpose"])} for one in found["questions"]]
    return found | times | said | {"appointments": _to_come(found.get("appointments") or ()), "questions": asked}


def _choice(told: dict[str, Any]) -> dict[str, Any]:
    """Times to choose from, each with its place (None for one this region does not know)."""
    places = here().programme.places
    return told | {"slots": [slot | {"place": places.get(slot["place"])} for slot in told["slots"]]}


def _to_come(appointments: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those that are not over, the next one first, each with its place (None for one this region does not know)."""
    places, now = here().programme.places, datetime.now(UTC)
    return [
        one | {"place": places.get(one["place"])}
        for one in sorted(appointments, key=lambda one: wall_clock.shown(one["starts_at"]))
        if one["status"] == "booked" and wall_clock.shown(one["ends_at"]) > now
    ]


def private(template: str, *, problem: LotseError | None = None, **values: Any) -> Response:
    """A page for this client alone; with a problem it says so on top, under the problem's own status."""
    said = sentences.of_problem(problem.code, problem.kind) if problem else None
    answer = make_response(render_template(template, said=said, **values))
    if problem:
        found = errors.of_lotse(problem)
        answer.status_code = found.status
        answer.headers.update(found.headers)
    return answer


def _kept(template: str, **values: Any) -> Response:
    answer = make_response(render_template(template, **values))
    answer.headers["Cache-Control"] = _MAY_BE_KEPT
    return answer


def _redirect(endpoint: str, *, code: int = 303, **values: Any) -> Response:
    return current_app.make_response(redirect(url_for(endpoint, **values), code))
