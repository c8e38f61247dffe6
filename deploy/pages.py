"""The pages that are made from the code, so that they cannot be wrong: `make pages` writes, `--check` compares.

| page | made from |
|---|---|
| `services/<service>/README.md`, below its mark | what it owns, answers, says, hears, its rights and states |
| `deploy/env/<service>.env` | the comments of its settings |
| `deploy/asyncapi.json` | every event, as AsyncAPI 3 |
| `gateway/openapi.json` | the HTTP API, as OpenAPI 3.1 |
"""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import json
import pkgutil
import sys
import typing
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import click

from deploy import services
from gateway import openapi
from gateway.settings import GatewaySettings
from services.chassis import bus, extensions
from services.chassis.operations import ROLES as OPERATORS

_ROOT = Path(__file__).parent.parent
_MARK = "<!-- generated: `make pages` writes what follows -->"
_TIMES = {datetime: "date-time", date: "date"}
_JSON_TYPES = {str: "string", int: "integer", float: "number", bool: "boolean"}


def pages() -> Iterator[tuple[Path, str]]:
    """Every generated page: where it stands, and what it has to say now."""
    for name in services.names():
        service = services.service(name)
        canvas = _ROOT / "services" / name / "README.md"
        written = canvas.read_text(encoding="utf-8").partition(_MARK)[0] if canvas.exists() else f"# {name}\n\n"
        yield canvas, f"{written}{_MARK}\n\n{_canvas(service)}"
        yield _ROOT / "deploy" / "env" / f"{name}.env", _example(service.settings, name)
    yield _ROOT / "deploy" / "env" / "gateway.env", _example(GatewaySettings, "gateway")
    yield _ROOT / "deploy" / "asyncapi.json", json.dumps(_asyncapi(), indent=2, ensure_ascii=False) + "\n"
    yield openapi.COMMITTED, openapi.document()


def _part(service: Any, name: str) -> ModuleType | None:
    path = _ROOT / "services" / service.name / name
    is_there = path.with_suffix(".py").exists() or (path / "__init__.py").exists()
    return importlib.import_module(f"services.{service.name}.{name}") if is_there else None


def _canvas(service: Any) -> str:
    sections = [
        ("Owns", _owned(service)),
        ("Answers", _answered(service)),
        ("Says", _said(service)),
        ("Hears", _heard(service)),
        ("Rights", _rights(service)),
        ("States", _states(service)),
    ]
    return "\n\n".join(f"## {title}\n\n{text}" for title, text in sections if text) + "\n"


def _owned(service: Any) -> str:
    store = _part(service, "store")
    tables = sorted(store.metadata.tables.values(), key=lambda table: table.name) if store else []
    return "\n".join(f"* `{table.name}`: {', '.join(column.name for column in table.columns)}" for table in tables)


def _answered(service: Any) -> str:
    rows = [
        f"| `{name}` | {_first_line(method._answers)} |"
        for name, method in extensions.declared(service).items()
        if hasattr(method, "_answers")
    ]
    return _table(f"at `{bus.calls_queue(service.name)}` | asked with", rows)


def _said(service: Any) -> str:
    rows = [
        f"| `{event.type}` | `{event.exchange}` | {_first_line(event)} | {', '.join(_names(event))} |"
        for event in service.says
    ]
    return _table("event | exchange | what has happened | data", rows)


def _heard(service: Any) -> str:
    heard = extensions.hearings(service)
    reactions = _part(service, "reactions")
    rows = [
        f"| `{hearing.type}` | `{hearing.exchange}` | {_first_line(getattr(reactions, name))} |"
        for name, hearing in heard.items()
    ]
    return _table("event | exchange | what we do", rows)


def _rights(service: Any) -> str:
    permissions = _part(service, "permissions")
    law = {**(permissions.ROLES if permissions else {}), **OPERATORS}
    rows = [f"| {right} | {', '.join(sorted(roles))} |" for right, roles in law.items()]
    return _table("right | roles", rows)


def _states(service: Any) -> str:
    laws = _laws(service)
    drawn = ((f"### {noun}\n\n" if len(laws) > 1 else "") + _drawn(transitions) for noun, transitions in laws)
    return "\n\n".join(drawn)


def _laws(service: Any) -> list[tuple[str, Any]]:
    """The tables of states, each with the noun it is the law of: of `model.py`, or of the files of `model/`."""
    model = _part(service, "model")
    if model is None:
        return []
    files = [module.name for module in pkgutil.iter_modules(getattr(model, "__path__", ()))]
    modules = [importlib.import_module(f"{model.__name__}.{name}") for name in files] or [model]
    found = [(module.__name__.rpartition(".")[2], getattr(module, "TRANSITIONS", None)) for module in modules]
    return [(noun, transitions) for noun, transitions in found if transitions]


def _drawn(transitions: Any) -> str:
    lines = ["```mermaid", "stateDiagram-v2"]
    for state, following in transitions.items():
        named = following.items() if isinstance(following, dict) else ((None, after) for after in sorted(following))
        lines += [f"    {state} --> {after}" + (f" : {action}" if action else "") for action, after in named]
    return "\n".join([*lines, "```"])


def _table(head: str, rows: list[str]) -> str:
    if not rows:
        return ""
    return "\n".join([f"| {head} |", "|" + "---|" * (head.count("|") + 1), *rows])


def _first_line(thing: Any) -> str:
    return (inspect.getdoc(thing) or "").partition("\n")[0]


def _names(event: Any) -> list[str]:
    return [field.name for field in dataclasses.fields(event)]


def _example(settings: Any, service: str) -> str:
    lines = [f"# {service}: what can be set, with its default. A secret may come from a file: add _FILE to the name.\n"]
    for field in dataclasses.fields(settings):
        name = f"{service}_{field.name}".upper()
        required = field.default is dataclasses.MISSING
        value = "" if required or field.metadata.get("secret") else _shown(field.default)
        lines.append(
            f"# {field.metadata['help']}{' (required)' if required else ''}\n{'' if required else '#'}{name}={value}\n"
        )
    return "\n".join(lines)


def _shown(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _asyncapi() -> dict[str, Any]:
    channels: dict[str, Any] = {}
    operations: dict[str, Any] = {}
    messages: dict[str, Any] = {}
    for name in services.names():
        service = services.service(name)
        for event in service.says:
            messages[event.type] = _message(event)
            channel = channels.setdefault(event.exchange, _channel(event.exchange))
            channel["messages"][event.type] = {"$ref": f"#/components/messages/{event.type}"}
            operations[f"{name} says {event.type}"] = _operation("send", event.exchange, event.type)
        for hearing in extensions.hearings(service).values():
            operations[f"{name} hears {hearing.type}"] = _operation("receive", hearing.exchange, hearing.type)
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Lotse",
            "version": "1",
            "description": "What the services of Lotse tell one another; CloudEvents 1.0 in structured JSON.",
        },
        "defaultContentType": "application/cloudevents+json",
        "channels": channels,
        "operations": operations,
        "components": {"messages": messages},
    }


def _channel(exchange: str) -> dict[str, Any]:
    binding = {"is": "routingKey", "exchange": {"name": exchange, "type": "topic", "durable": True}}
    return {"address": exchange, "messages": {}, "bindings": {"amqp": binding}}


def _operation(action: str, exchange: str, type_: str) -> dict[str, Any]:
    channel = f"#/channels/{exchange}"
    return {"action": action, "channel": {"$ref": channel}, "messages": [{"$ref": f"{channel}/messages/{type_}"}]}


def _message(event: Any) -> dict[str, Any]:
    hints = typing.get_type_hints(event)
    properties = {name: _schema(hints[name]) for name in _names(event)}
    required = [name for name in _names(event) if not _is_optional(hints[name])]
    data = {"type": "object", "properties": properties, "required": required}
    return {
        "name": event.type,
        "summary": _first_line(event),
        "payload": {
            "type": "object",
            "required": ["specversion", "id", "source", "type", "subject", "time", "sequence", "data"],
            "properties": {
                "type": {"const": event.type},
                "subject": {"type": "string", "description": f"the {event.subject}"},
                "sequence": {"type": "integer", "description": "counts per source and subject"},
                "data": data,
            },
        },
    }


def _is_optional(hint: Any) -> bool:
    return type(None) in typing.get_args(hint)


def _schema(hint: Any) -> dict[str, Any]:
    if _is_optional(hint):  # left out where there is none
        return _schema(next(kind for kind in typing.get_args(hint) if kind is not type(None)))
    if hint in _TIMES:
        return {"type": "string", "format": _TIMES[hint]}
    if typing.get_origin(hint) is tuple:
        return {"type": "array", "items": _schema(typing.get_args(hint)[0])}
    return {"type": _JSON_TYPES[hint]}


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; fail if a page is not what the code says.")
def main(check: bool) -> None:
    """Write the generated pages."""
    stale = [(path, text) for path, text in pages() if not path.exists() or path.read_text(encoding="utf-8") != text]
    for path, text in stale:
        click.echo(f"{'not current' if check else 'written'}: {path.relative_to(_ROOT)}")
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    if check and stale:
        sys.exit("Some generated pages are not what the code says: run 'make pages' and commit what it writes.")


if __name__ == "__main__":
    main()
