"""Writing a letter from a case: a template, its words gone over, a look at it on paper, and it is filed."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from flask import Response, request
from flask_wtf.csrf import CSRFError
from werkzeug.datastructures import MultiDict

from gateway import files, languages, letters, names, printing, who
from gateway.installation import here
from gateway.pages import deeds, staff_frame
from gateway.pages.typed import Form, Typed
from gateway.who import staff
from services.chassis.errors import Invalid

blueprint = staff_frame.blueprint("letters")

_DO = "write_letter"
_TEXTS = ("letter", "language", "address", "subject", "words", "recipient", "purpose")
_FORM = Form("cases", texts=_TEXTS, lists=("data",), order=("recipient", "purpose", "data", *_TEXTS), names_page=False)
_PAGE = "/cases/<uuid:case_id>/letters"


@blueprint.get(_PAGE)
@staff("counsellor")
def letter(case_id: UUID) -> Response:
    """Which letter, in which language; with both chosen, its words as the template has them for this case."""
    case = _case(case_id)
    code, language = request.args.get("letter", ""), request.args.get("language", "")
    if not code:
        return _page(case)
    template = here().programme.letters.get(code)
    # Letters to outside are written in German only: whoever did not choose is not asked twice.
    if template is not None and language not in template.languages:
        language = here().programme.default_language
    begun = letters.draft(letters.template(code, language), language, case)
    printing.get_ready()  # while the words are gone over
    return _page(case, typed=Typed(_DO, MultiDict({"letter": code, "language": language, **begun})))


@blueprint.post(_PAGE)
@staff("counsellor")
def write(case_id: UUID) -> Response:
    """File the letter as it was written."""
    case = _case(case_id)
    forms = {_DO: _form(case)}
    return deeds.carry_out(
        forms,
        {},
        lambda **said: _page(case, **said),
        lambda _answer: staff_frame.to("documents.of_case", case_id=case_id),
    )


@blueprint.post(f"{_PAGE}/preview")
@staff("counsellor")
def preview(case_id: UUID) -> Response:
    """The letter on paper, as it would be filed; nothing is kept."""
    case = _case(case_id)
    typed = Typed.read()
    try:
        written = letters.read(_FORM.body(typed.sent))
    except Invalid as error:
        typed.explain(error.errors, _FORM)
        return deeds.show_again(lambda **said: _page(case, **said), typed, problem=error)
    return files.shown(letters.as_pdf(written, case), f"{written.letter}.pdf")


@blueprint.errorhandler(CSRFError)
def say_again(error: CSRFError) -> Response:
    """The page again, after its form's token was lost."""
    case_id = (request.view_args or {})["case_id"]
    return deeds.say_again(lambda **said: _page(_case(case_id), **said), error)


def _form(case: dict[str, Any]) -> Form:
    def made(body: dict[str, Any]) -> dict[str, Any]:
        return letters.command(letters.read(body), case)

    return Form(
        _FORM.service,
        texts=_FORM.texts,
        lists=_FORM.lists,
        order=_FORM.order,
        names_page=False,
        at_field={"no_release": "recipient"},
        shape=made,
    )


def _case(case_id: UUID) -> dict[str, Any]:
    return who.ask("cases", "case", {"case_id": str(case_id)})


def _page(case: dict[str, Any], *, typed: Typed | None = None, **said: Any) -> Response:
    programme = here().programme
    chosen = programme.letters.get(typed.text(_DO, "letter")) if typed else None
    name_of = partial(languages.name_of, shown_in=languages.current())
    return staff_frame.page(
        "staff/letter.html",
        case=case,
        may=frozenset(case["may"]),
        letters=names.options({code: each.name for code, each in programme.letters.items()}),
        letter_languages=[(code, name_of(code)) for code in programme.page_languages],
        usual_language=case["language"] if case["language"] in programme.page_languages else programme.default_language,
        chosen=chosen,
        chosen_language=typed.text(_DO, "language") if typed else "",
        limits={"subject": letters.SUBJECT_MAX, "words": letters.WORDS_MAX, "address": letters.ADDRESS_MAX},
        typed=typed,
        **said,
    )
