"""The sheet of a case as a file: a row for each field of the other system."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response

from gateway import figures

FILE = "sheet.csv"


def as_file(sheet: Mapping[str, Any]) -> Response:
    """The sheet to be saved: label and value, in order; what could be read as a formula is text."""
    rows = [(line["label"], line["value"]) for line in sheet["lines"]]
    answer = Response(figures.written(rows), content_type=f"{figures.MEDIA_TYPE}; charset=utf-8")
    answer.headers.set("Content-Disposition", "attachment", filename=FILE)
    return answer
