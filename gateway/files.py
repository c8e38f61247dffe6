"""Files that come in and go out: never on the disk of the gateway, and never run in anybody's browser."""

from __future__ import annotations

import base64
from collections.abc import Callable
from io import BytesIO
from typing import IO, Any, TypeVar, cast
from urllib.parse import quote

from flask import Flask, Request, Response, current_app, request

from gateway.installation import here
from services.chassis.errors import FieldError, Invalid
from services.chassis.file_types import PDF, SHOWN

# The part of a form that holds the file; what is wrong with it is said under the same name.
PART = "content"
_MARK = "lotse_takes_file"
View = TypeVar("View", bound=Callable[..., Any])

# What is shown runs nothing and fetches nothing. A PDF is drawn by the browser's own viewer, which is a page with
# styles, shut off from ours; in a sandbox Chrome and Safari refuse to start it.
_NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_CONTENT_SECURITY = {PDF: f"{_NOTHING}; style-src 'unsafe-inline'; img-src 'self' data: blob:; object-src 'self'"}
_IN_A_SANDBOX = f"{_NOTHING}; sandbox"


class InMemory(Request):
    """A request whose files stay in memory: werkzeug would write large ones to the disk, where they lie readable."""

    keeps_files = True

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return BytesIO() if self.keeps_files else _Nothing()


class _Nothing(BytesIO):
    """A file that stays empty, whatever comes."""

    def write(self, some: Any, /) -> int:
        return len(some)


def install(app: Flask) -> None:
    """Let those routes take files that say so; to be called before anything reads a form."""
    app.request_class = InMemory
    app.before_request(_make_room)


def takes_file(view: View) -> View:
    """This route takes a file, as large as the programme says, beside what every route takes."""
    setattr(view, _MARK, True)
    return view


def forget_what_comes() -> None:
    """Of a form that nobody may send, read the fields and let the files go: they would fill the memory."""
    cast(InMemory, request).keeps_files = False


def sent() -> dict[str, str]:
    """The file that was sent: its `name` and its `content` in base64. Raises Invalid("file_missing") without one."""
    file = request.files.get(PART)
    if file is None or not file.filename:
        where = FieldError.of(PART, "file_missing")
        raise Invalid("invalid", f"The form has no file in {PART}.", errors=(where,))
    return {"name": file.filename, PART: base64.b64encode(file.stream.read()).decode()}


def handed_out(document: dict[str, Any], *, save: bool) -> Response:
    """A document of a case as the browser is to treat it: shown where it can be, otherwise (or with `save`) saved."""
    media_type = document["media_type"]
    answer = Response(base64.b64decode(document["content"]), content_type=media_type)
    how = "inline" if media_type in SHOWN and not save else "attachment"
    # Names in any script, and nothing in them that could end the header (RFC 8187).
    answer.headers.set("Content-Disposition", how, **{"filename*": f"UTF-8''{quote(document['name'], safe='')}"})
    answer.headers["Content-Security-Policy"] = _CONTENT_SECURITY.get(media_type, _IN_A_SANDBOX)
    return answer


def shown(pdf: bytes, name: str) -> Response:
    """A PDF that was made just now, to be looked at."""
    made = {"media_type": PDF, "name": name, "content": base64.b64encode(pdf).decode()}
    return handed_out(made, save=False)


def _make_room() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    if view is not None and getattr(view, _MARK, False):
        in_base64 = 4 * (here().programme.document_max_bytes // 3 + 1)
        request.max_content_length = here().settings.max_body_bytes + in_base64
