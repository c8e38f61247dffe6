"""The slip that a client takes home, in the language they read."""

from __future__ import annotations

from flask import render_template
from flask_babel import force_locale
from markupsafe import Markup

from gateway import languages
from gateway.installation import here

# Who reads none of our languages gets the slip in those that somebody nearby will read to them.
_READ_BY_OTHERS = ("de", "en")


def written_for(language: str, reference: str, token: str | None) -> list[Markup]:
    """The slip in the language somebody speaks, or in German and English where we do not write that one.

    With a `token`, it also says where and with which code the client sees how the request stands.
    """
    spoken = languages.match([language])
    return [_written_in(one, reference, token) for one in ((spoken,) if spoken else _READ_BY_OTHERS)]


def _written_in(language: str, reference: str, token: str | None) -> Markup:
    contact = here().programme.contact
    with force_locale(languages.locale_of(language)):
        return Markup(  # a template has escaped what is in it
            render_template(
                "slip.html",
                spoken=language,
                direction=languages.direction(language),
                office=contact["office"][language],
                phone=contact["phone"],
                reference=reference,
                token=token,
                address=here().address,
            )
        )
