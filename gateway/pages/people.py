"""Looking for somebody: by name in any spelling, year of birth, or the reference of a case."""

from __future__ import annotations

from typing import Any

from flask import Response, g
from flask_wtf.csrf import CSRFError

from gateway import who
from gateway.pages import deeds, staff_frame
from gateway.pages.typed import Form, Typed
from gateway.who import staff
from services.chassis.errors import Invalid, LotseError

blueprint = staff_frame.blueprint("people")

_FORM = Form("cases", texts=("name", "reference"), numbers=("birth_year",), order=("name", "birth_year", "reference"))


@blueprint.get("/people")
@staff("counsellor", "coordinator")
def search() -> Response:
    """The form."""
    return _search()


@blueprint.post("/people")
@staff("counsellor", "coordinator")
def find() -> Response:
    """The form with whom it found. By a body: an address is written down here and there, and is no place for names."""
    typed = Typed.read()
    try:
        return _search(typed=typed, found=who.ask("cases", "find_people", _FORM.body(typed.sent)))
    except Invalid as error:
        typed.explain(error.errors, _FORM)
        return deeds.show_again(_search, typed, problem=error)
    except LotseError as error:
        return deeds.show_again(_search, typed, problem=error)


@blueprint.errorhandler(CSRFError)
def say_again(error: CSRFError) -> Response:
    """The page again, after its form's token was lost."""
    return deeds.say_again(_search, error)


def _search(**said: Any) -> Response:
    counsels = "counsellor" in g.account["roles"]
    return staff_frame.page("staff/people.html", counsels=counsels, **{"found": None, **said})
