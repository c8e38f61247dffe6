"""`python -m gateway.openapi` writes the OpenAPI document that is committed beside this file."""

from __future__ import annotations

import json
from pathlib import Path

from flask import Flask

from gateway.api import documentation

COMMITTED = Path(__file__).with_name("openapi.json")


def document() -> str:
    """The document as it is committed: sorted by path, with a line break at its end."""
    described = documentation.document(documentation.install(Flask("gateway")))
    return json.dumps(described, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    COMMITTED.write_text(document(), encoding="utf-8")
