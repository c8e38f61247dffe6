"""What the forms of a page bring about: a command is given, and the page goes on or comes back with what was typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import Response, flash
from flask_wtf.csrf import CSRFError

from gateway import errors, idempotency, who
from gateway.pages.typed import Form, Typed
from services.chassis.errors import FieldError, Invalid, LotseError

Show = Callable[..., Response]


def carry_out(
    forms: Mapping[str, Form], about: dict[str, Any], show: Show, done: Callable[[dict[str, Any]], Response]
) -> Response:
    """Give the command that was typed in and go on with `done(answer)`, or show the page again and say why not.

    `about` is what the address says the page is about. `show(typed=…, problem=…)` draws the page as it is now, with
    the versions of now, so that after a conflict the same button works on what has changed.
    """
    typed = Typed.read()
    form = forms.get(typed.do)
    if form is None:
        raise Invalid("invalid", "The page has no such form.")
    try:
        body = form.body(typed.sent) | (about if form.names_page else {})
        command_id = idempotency.from_form(f"page {typed.do}", typed.attempt(typed.do), body)
        command = form.command(body) if form.command else typed.do
        asked = form.bears(body) if form.bears else body
        answer = who.ask(form.service, command, asked, command_id=command_id)
    except Invalid as error:
        typed.explain(error.errors, form)
        return show_again(show, typed, problem=error)
    except LotseError as error:
        if field := form.at_field.get(error.code):
            typed.explain((FieldError.of(field, error.code),), form)
        return show_again(show, typed, problem=error)
    flash(form.told(answer) if form.told else typed.do)
    return done(answer)


def say_again(show: Show, error: CSRFError) -> Response:
    """A form without its token (a page left open for days): the page again, with what was typed."""
    answer = show_again(show, Typed.read(), stale=True)
    answer.status_code = error.code or 400
    return answer


def show_again(show: Show, typed: Typed, **said: Any) -> Response:
    """The page with what was typed; where it cannot be shown, a page that holds nothing but what was typed."""
    try:
        return show(typed=typed, **said)
    except LotseError as error:
        return errors.answer(errors.of_lotse(error))
