"""Settings from the environment: one frozen dataclass per service, every mistake reported at once.

A field `database_url` of `IntakeSettings` is read from `INTAKE_DATABASE_URL`, or from the file named by
`INTAKE_DATABASE_URL_FILE` (secrets), or from `LOTSE_DATABASE_URL` where the whole installation shares a
value. A field's comment is its `help`, from which the example files in deploy/env are generated.
"""

from __future__ import annotations

import dataclasses
import os
import types
import typing
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

INSTALLATION = "LOTSE"
S = TypeVar("S")


class BadSettings(Exception):
    """Some settings are missing or malformed; the message has a line for each, with what to set."""


def setting(help: str, default: Any = dataclasses.MISSING, *, secret: bool = False) -> Any:
    """A field of a settings dataclass, with the comment an operator reads above it."""
    metadata = {"help": help, "secret": secret}
    if default is dataclasses.MISSING:
        return dataclasses.field(metadata=metadata)
    return dataclasses.field(default=default, metadata=metadata)


def read(settings: type[S], prefix: str, environ: Mapping[str, str] | None = None) -> S:
    """The settings of one service. Raises BadSettings that names everything wrong, not only the first."""
    environ = os.environ if environ is None else environ
    values: dict[str, Any] = {}
    complaints: list[str] = []
    hints = typing.get_type_hints(settings)
    for field in dataclasses.fields(settings):  # type: ignore[arg-type]
        name = f"{prefix}_{field.name}".upper()
        try:
            text = _text(environ, prefix, field.name)
            if text is None:
                if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
                    complaints.append(f"{name} is not set: {field.metadata.get('help', 'it is needed')}")
                continue
            values[field.name] = _parse(text, hints[field.name])
        except (ValueError, OSError) as error:
            complaints.append(f"{name}: {error}")
    if not complaints:
        try:
            return settings(**values)
        except ValueError as error:  # a dataclass may check its own values in __post_init__
            complaints.append(f"{prefix}: {error}")
    raise BadSettings("\n".join(complaints))


def _text(environ: Mapping[str, str], prefix: str, field: str) -> str | None:
    for owner in (prefix, INSTALLATION):
        name = f"{owner}_{field}".upper()
        if environ.get(name):
            return environ[name]
        if environ.get(f"{name}_FILE"):
            return Path(environ[f"{name}_FILE"]).read_text(encoding="utf-8").strip()
    return None


def _parse(text: str, wanted: Any) -> Any:
    if isinstance(wanted, types.UnionType):
        wanted = next(kind for kind in typing.get_args(wanted) if kind is not types.NoneType)
    if wanted is bool:
        try:
            return {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}[text.lower()]
        except KeyError:
            raise ValueError(f"{text!r} is neither true nor false") from None
    if wanted is Path:
        return Path(text)
    if wanted in (int, float):
        try:
            return wanted(text)
        except ValueError:
            raise ValueError(f"{text!r} is not a number") from None
    return text
