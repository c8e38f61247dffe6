"""Where the built style sheets, fonts and scripts are: their names carry a digest, so browsers keep them for ever."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from flask import url_for

_BUILT = Path(__file__).parent / "static" / "built"


class NotBuilt(Exception):
    """The front-end files are not there yet."""


@cache
def manifest() -> dict[str, str]:
    """Plain name → name with digest, as the build wrote it. Raises NotBuilt with what to do."""
    try:
        found: dict[str, str] = json.loads((_BUILT / "manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise NotBuilt("The style sheets are not built: run `npm ci && npm run build` in gateway/assets.") from error
    return found


def url(name: str) -> str:
    """The address of a built file, e.g. `lotse.css`."""
    return url_for("static", filename=f"built/{manifest()[name]}")


def path(name: str) -> Path:
    """Where a built file lies, for what is printed here and not by a browser."""
    return _BUILT / manifest()[name]
