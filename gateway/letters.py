"""Letters from the programme's templates: filled from the case, gone over by whoever writes them, made into a PDF."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import g, render_template
from flask_babel import force_locale, format_date, gettext

from gateway import languages, printing, telephones, wall_clock
from gateway.installation import here
from services.chassis import fields
from services.chassis.errors import FieldError, Invalid
from services.chassis.fields import Asked, Code, Codes, Text
from services.chassis.letters import Letter
from services.chassis.programme import Organisation

SUBJECT_MAX, WORDS_MAX, ADDRESS_MAX = 200, 6000, 400
# Languages whose readers want names in Latin letters; the others read them as they were told.
_LATIN = frozenset({"de", "en", "bs", "tr", "fr"})


@dataclass(frozen=True)
class Written:
    """What somebody has written: which template, in which language, to whom, and the words."""

    letter: str
    language: str
    subject: str
    words: str
    address: str | None
    recipient: str | None
    purpose: str | None
    data: tuple[str, ...]


class _Written(Asked):
    letter = Code("letter", required=True)
    language = Code("language", required=True)
    subject = Text(max=SUBJECT_MAX, required=True)
    words = Text(max=WORDS_MAX, lines=True, required=True)
    address = Text(max=ADDRESS_MAX, lines=True, load_default=None, allow_none=True)
    recipient = Code("recipient", load_default=None, allow_none=True)
    purpose = Code("release_purpose", load_default=None, allow_none=True)
    data = Codes("release_data", max=20, load_default=list)


def template(code: str, language: str) -> Letter:
    """The template of this code, which has words in this language. Raises Invalid for one that is not there."""
    letter = here().programme.letters.get(code)
    if letter is None:
        raise _invalid("letter", "unknown_letter")
    if language not in letter.languages:
        raise _invalid("language", "unknown_language")
    return letter


def read(body: Mapping[str, Any]) -> Written:
    """What was written, checked. Raises Invalid with every field that has to be put right."""
    written = fields.load(_Written(), dict(body))
    template(written["letter"], written["language"])
    return Written(**written | {"data": tuple(written["data"])})


def draft(letter: Letter, language: str, case: Mapping[str, Any]) -> dict[str, str]:
    """Subject, words and address as the template has them for this case, in one of its languages."""
    own = _organisation()
    person = case["person"] or {}
    told = case["name"] or ""
    name = (person.get("name_latin") or told) if language in _LATIN else told
    with force_locale(languages.locale_of(language)):
        since = format_date(datetime.fromisoformat(case["opened_at"]), "long") if case["opened_at"] else "…"
    values = {
        "name": name,
        "since": since,
        "counsellor": g.account["name"],
        "office": own.name,
        "phone": telephones.telephone(own.phone),
        "email": own.email,
    }
    subject, words = letter.filled(language, values)
    address = name if letter.is_to_client else ""
    return {"subject": subject, "words": words, "address": address}


def as_pdf(written: Written, case: Mapping[str, Any]) -> bytes:
    """The letter as it goes out, under the head of the own organisation, dated today."""
    with force_locale(languages.locale_of(written.language)):
        page = render_template(
            "letters/letter.html",
            language=written.language,
            direction=languages.direction(written.language),
            own=_organisation(),
            address=(written.address or "").splitlines(),
            written=written,
            paragraphs=[part for part in written.words.split("\n\n") if part.strip()],
            reference=case["reference"],
            labels={"reference": gettext("Reference"), "phone": gettext("Telephone")},
            dated=format_date(wall_clock.today(), "long"),
        )
    return printing.pdf(page)


def command(written: Written, case: Mapping[str, Any]) -> dict[str, Any]:
    """What `write_letter` of the cases is asked with."""
    asked = {
        "case_id": case["case_id"],
        "letter": written.letter,
        "title": written.subject,
        "content": base64.b64encode(as_pdf(written, case)).decode(),
    }
    outside = {"recipient": written.recipient, "purpose": written.purpose, "data": list(written.data)}
    return asked | {name: value for name, value in outside.items() if value}


def _organisation() -> Organisation:
    return here().programme.organisations[g.account["organisation"]]


def _invalid(field: str, code: str) -> Invalid:
    return Invalid("invalid", "This letter cannot be written.", errors=(FieldError.of(field, code),))
