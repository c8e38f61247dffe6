"""The words of messages to clients: which there are, how each reads on every way, and words of one's own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from flask import Response, g, request
from flask_wtf.csrf import CSRFError

from gateway import files, languages, who
from gateway import post as letters
from gateway.installation import here
from gateway.pages import colleagues, deeds, staff_frame
from gateway.pages.typed import Form, Typed
from gateway.who import staff
from services.chassis.errors import Invalid

blueprint = staff_frame.blueprint("templates")

# The mail is shown as its reader's program would: with its own look, running and fetching nothing.
_AS_A_MAIL = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; sandbox"

# Stands before a paragraph that stands or falls with the one before it.
_TOGETHER = "+ "
# What the service calls words that nobody has published.
_DRAFT = "draft"
_PARTS = ("subject", "paragraphs", "short")


def as_typed(paragraphs: Sequence[str | list[str]]) -> str:
    """Paragraphs as they stand in the form: an empty line between them, a mark before those that go with another."""
    groups = [[one] if isinstance(one, str) else one for one in paragraphs]
    return "\n\n".join(
        f"{_TOGETHER if number else ''}{paragraph}" for group in groups for number, paragraph in enumerate(group)
    )


def _paragraphs(typed: str) -> list[str | list[str]]:
    found: list[list[str]] = []
    for paragraph in re.split(r"\n[ \t]*\n\s*", typed.replace("\r\n", "\n").strip()):
        if paragraph.startswith(_TOGETHER) and found:
            found[-1].append(paragraph.removeprefix(_TOGETHER))
        else:
            found.append([paragraph])
    return [group if len(group) > 1 else group[0] for group in found]


def _words(body: dict[str, Any]) -> dict[str, Any]:
    """Paragraphs between empty lines; of text messages each line says the same."""
    if "paragraphs" in body:
        body["paragraphs"] = _paragraphs(body["paragraphs"])
    if "short" in body:
        body["short"] = [line.strip() for line in body["short"].splitlines() if line.strip()]
    return body


FORMS = {
    "publish_template": Form("notifications", texts=_PARTS, numbers=("version",), shape=_words),
    "withdraw_template": Form("notifications", numbers=("version",)),
}


@blueprint.get("/templates")
@staff("administrator")
def listed() -> Response:
    """Every kind of message in every language."""
    return staff_frame.page("staff/templates.html", **who.ask("notifications", "templates", {}))


@blueprint.get("/templates/<kind>/<spoken>")
@staff("administrator")
def one(kind: str, spoken: str) -> Response:
    """How one reads, with invented facts, and a form for words of one's own."""
    return _one(kind, spoken)


@blueprint.post("/templates/<kind>/<spoken>")
@staff("administrator")
def change(kind: str, spoken: str) -> Response:
    """Look at words of one's own, publish them, or go back to the shipped ones."""
    if "preview" in request.form:
        return _preview(kind, spoken)
    about = {"kind": kind, "language": spoken}
    return deeds.carry_out(
        FORMS,
        about,
        lambda **said: _one(kind, spoken, **said),
        lambda _answer: staff_frame.to("templates.one", kind=kind, spoken=spoken),
    )


@blueprint.get("/templates/<kind>/<spoken>/mail.html")
@staff("administrator")
def mail(kind: str, spoken: str) -> Response:
    """The mail as it looks."""
    answer = Response(_template(kind, spoken)["html"], content_type="text/html; charset=utf-8")
    answer.headers["Content-Security-Policy"] = _AS_A_MAIL
    return answer


@blueprint.get("/templates/<kind>/<spoken>/letter.pdf")
@staff("administrator")
def letter(kind: str, spoken: str) -> Response:
    """The letter as it is printed."""
    return files.shown(letters.printed([_template(kind, spoken) | {"reference": None}]), letters.FILE)


@blueprint.errorhandler(CSRFError)
def say_again(error: CSRFError) -> Response:
    """The page again, after its form's token was lost."""
    about = request.view_args or {}
    return deeds.say_again(lambda **said: _one(about["kind"], about["spoken"], **said), error)


def _preview(kind: str, spoken: str) -> Response:
    typed, form = Typed.read(), FORMS["publish_template"]
    draft = form.body(typed.sent)
    seen = draft.pop("version", None)  # others may have published since: that is said when these are published
    try:
        found = who.ask("notifications", "preview_template", draft | {"kind": kind, "language": spoken})
    except Invalid as problem:
        typed.explain(problem.errors, form)
        return _one(kind, spoken, typed=typed, problem=problem)
    return _page(found | {"version": seen or found["version"]}, typed=typed)


def _one(kind: str, spoken: str, **said: Any) -> Response:
    return _page(_template(kind, spoken), **said)


def _page(found: dict[str, Any], **said: Any) -> Response:
    return staff_frame.page(
        "staff/template.html",
        message=found,
        is_draft=found["template"] == _DRAFT,
        reads=languages.direction(found["language"]),
        publishes=g.account["organisation"] == here().programme.organisation,
        written={name: as_typed(found[name]["paragraphs"]) for name in ("words", "shipped")},
        names=colleagues.called({step["by"] for step in found["steps"]}),
        **said,
    )


def _template(kind: str, spoken: str) -> dict[str, Any]:
    chosen = request.args.get("written_with", "").strip()
    asked = {"kind": kind, "language": spoken} | ({"written_with": chosen} if chosen else {})
    return who.ask("notifications", "template", asked)
