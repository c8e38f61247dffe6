"""Letters on paper to clients, as one file: each in German beside the language of its reader, ready to be addressed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import g, render_template

from gateway import languages, printing, who
from gateway.installation import here
from gateway.wall_clock import today

# What the file is called: nobody's name stands in an address or a list of downloads.
FILE = "letters.pdf"


def as_pdf(message_ids: Sequence[str]) -> bytes:
    """These letters as PDF/UA, each beginning on a page of its own. The line for the address is blank: we know none."""
    return printed(who.ask("notifications", "letters_to_print", {"message_ids": list(message_ids)})["items"])


def printed(letters: Sequence[Mapping[str, Any]]) -> bytes:
    """Letters with their `sides` and their `reference`, if there is one."""
    page = render_template(
        "letters/post.html",
        language=here().programme.default_language,
        letters=letters,
        direction_of=languages.direction,
        own=here().programme.organisations[g.account["organisation"]],
        dated=today(),
    )
    return printing.pdf(page)
