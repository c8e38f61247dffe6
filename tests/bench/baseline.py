"""The usual, unsafe nameko way of doing what intake and notifications do; modelled on nameko-examples.

HTTP entrypoint, RPC, commit, then an event, a handler that commits. A process that dies between the commit and the
event has lost the event; a message delivered twice is handled twice; a handler that raises has lost the message.
Everything is left as nameko sets it: ten workers, prefetch of ten, persistent messages, publisher confirms.

    python -m tests.bench.baseline gateway|requests|listener

reads BASELINE_AMQP_URL, BASELINE_DATABASE_URL and BASELINE_PORT and prints `ready` when it takes work.
"""
# ruff: noqa: E402
# Patching comes before anything imports sockets, and nameko reads its configuration while classes are being defined.

import eventlet

eventlet.monkey_patch()

import os

import nameko

nameko.config.setup(
    {
        "AMQP_URI": os.environ["BASELINE_AMQP_URL"],
        "WEB_SERVER_ADDRESS": f"127.0.0.1:{os.environ['BASELINE_PORT']}",
    }
)

import json
import logging
import secrets
import signal
import sys
import uuid
from datetime import UTC, datetime
from typing import Any, ClassVar

from kombu import Queue
from marshmallow import Schema, ValidationError, fields, validate, validates_schema
from nameko.amqp.publish import get_connection
from nameko.events import EventDispatcher, event_handler, get_event_exchange
from nameko.exceptions import RemoteError
from nameko.extensions import DependencyProvider
from nameko.rpc import ServiceRpc, rpc
from nameko.runners import ServiceRunner
from nameko.web.handlers import http
from sqlalchemy import JSON, DateTime, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker
from werkzeug import Request, Response

# ── what is stored ──────────────────────────────────────────────────────────────────────────────────────


class Base(DeclarativeBase):
    type_annotation_map: ClassVar = {dict[str, str]: JSON, list[str]: JSON, datetime: DateTime(timezone=True)}


class StoredRequest(Base):
    __tablename__ = "requests"

    request_id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    reference: Mapped[str] = mapped_column(unique=True)
    status_token: Mapped[str]
    status: Mapped[str] = mapped_column(default="received", index=True)
    version: Mapped[int] = mapped_column(default=1)
    received_at: Mapped[datetime]
    channel: Mapped[str]
    language: Mapped[str]
    language_mode: Mapped[str]
    topics: Mapped[list[str]]
    municipality: Mapped[str] = mapped_column(index=True)
    preferred_place: Mapped[str | None]
    message: Mapped[str | None]
    name: Mapped[str]
    email: Mapped[str | None]
    phone: Mapped[str | None]
    asked_by: Mapped[str | None]
    consent: Mapped[dict[str, str]]


class Notice(Base):
    """The effect of an event: what the listener has to send."""

    __tablename__ = "notices"

    notice_id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[uuid.UUID] = mapped_column(index=True)
    language: Mapped[str]
    written_at: Mapped[datetime]


class Database(DependencyProvider):
    """A session for each worker, as nameko-sqlalchemy gives it; makes its table where there is none."""

    def __init__(self, stored: type[Base]) -> None:
        self.stored = stored

    def setup(self) -> None:
        self.engine = create_engine(os.environ["BASELINE_DATABASE_URL"])
        Base.metadata.create_all(self.engine, [Base.metadata.tables[self.stored.__tablename__]])
        self.session = sessionmaker(self.engine)
        self.sessions: dict[Any, Session] = {}

    def get_dependency(self, worker_ctx: Any) -> Session:
        self.sessions[worker_ctx] = self.session()
        return self.sessions[worker_ctx]

    def worker_teardown(self, worker_ctx: Any) -> None:
        self.sessions.pop(worker_ctx).close()

    def stop(self) -> None:
        self.engine.dispose()


# ── what is accepted ────────────────────────────────────────────────────────────────────────────────────


LANGUAGES = ["ar", "bs", "de", "en", "ka", "ru", "tr", "uk"]


class Consent(Schema):
    notice_version = fields.String(required=True, validate=validate.Length(1, 20))
    language = fields.String(required=True, validate=validate.Length(2, 10))


class NewRequest(Schema):
    """The body of Lotse's POST /api/v1/requests."""

    channel = fields.String(load_default="web", validate=validate.OneOf(["web", "phone", "walk_in", "partner"]))
    language = fields.String(required=True, validate=validate.OneOf(LANGUAGES))
    language_mode = fields.String(load_default="interpreter", validate=validate.Length(1, 20))
    topics = fields.List(fields.String(validate=validate.Length(1, 40)), required=True, validate=validate.Length(1, 8))
    municipality = fields.String(required=True, validate=validate.Regexp(r"[a-z-]{2,40}$"))
    preferred_place = fields.String(load_default=None, validate=validate.Length(max=40))
    message = fields.String(load_default=None, validate=validate.Length(max=2000))
    name = fields.String(required=True, validate=validate.Length(1, 200))
    email = fields.Email(load_default=None)
    phone = fields.String(load_default=None, validate=validate.Regexp(r"\+?[0-9 /-]{5,30}$"))
    asked_by = fields.String(load_default=None, validate=validate.Length(max=200))
    consent = fields.Nested(Consent, required=True)

    @validates_schema
    def can_be_reached(self, data: dict[str, Any], **_: Any) -> None:
        if not data["email"] and not data["phone"] and data["channel"] != "walk_in":
            raise ValidationError("Give an e-mail address or a telephone number.", "email")


class ShownRequest(NewRequest):
    request_id = fields.UUID()
    reference = fields.String()
    status = fields.String()
    version = fields.Integer()
    received_at = fields.DateTime()


# ── the three services ──────────────────────────────────────────────────────────────────────────────────


class Gateway:
    name = "gateway"
    requests = ServiceRpc("requests")

    @http("POST", "/requests")
    def create_request(self, request: Request) -> Response:
        try:
            asked = NewRequest().loads(request.get_data(as_text=True))
        except ValidationError as error:
            return json_answer(400, {"errors": error.messages})
        return json_answer(201, self.requests.create_request(asked))

    @http("GET", "/requests/<string:request_id>")
    def get_request(self, _: Request, request_id: str) -> Response:
        try:
            return json_answer(200, self.requests.get_request(request_id))
        except RemoteError as error:
            return json_answer(404, {"errors": str(error)})


class Requests:
    name = "requests"
    database = Database(StoredRequest)
    dispatch = EventDispatcher()

    @rpc
    def create_request(self, asked: dict[str, Any]) -> dict[str, Any]:
        stored = StoredRequest(
            **asked, reference=new_reference(), status_token=secrets.token_urlsafe(24), received_at=datetime.now(UTC)
        )
        self.database.add(stored)
        self.database.commit()
        shown = ShownRequest().dump(stored)
        self.dispatch("request_received", {"request": shown})
        return {field: shown[field] for field in ("request_id", "reference", "version")} | {
            "status_token": stored.status_token
        }

    @rpc
    def get_request(self, request_id: str) -> dict[str, Any]:
        stored = self.database.get(StoredRequest, uuid.UUID(request_id))
        if stored is None:
            raise LookupError(f"no request {request_id}")
        return dict(ShownRequest().dump(stored))

    # The rest is there for the measures alone: work without a client in front of it. Each call keeps one of the ten
    # workers busy; what is asked is sent along.

    @http("POST", "/bursts/changes")
    def create_many(self, request: Request) -> Response:
        """Commit and dispatch the request in the body `count` times, one after the other."""
        asked = NewRequest().load(json.loads(request.data))
        count = int(request.args["count"])
        for _ in range(count):
            self.create_request(asked)
        return json_answer(200, {"changes": count})

    @http("POST", "/bursts/events")
    def dispatch_many(self, request: Request) -> Response:
        """Dispatch the event in the body `count` times into a durable queue that nobody reads."""
        event = json.loads(request.data)
        count = int(request.args["count"])
        for _ in range(count):
            self.dispatch("request_announced", event)
        return json_answer(200, {"events": count})


class Listener:
    name = "listener"
    database = Database(Notice)

    @event_handler("requests", "request_received")
    def on_request_received(self, event: dict[str, Any]) -> None:
        request = event["request"]
        self.database.add(
            Notice(
                request_id=uuid.UUID(request["request_id"]),
                language=request["language"],
                written_at=datetime.now(UTC),
            )
        )
        self.database.commit()


def json_answer(status: int, body: object) -> Response:
    return Response(json.dumps(body), status=status, content_type="application/json")


def new_reference() -> str:
    return "".join(secrets.choice("ABCDEFGHJKMNPQRSTUVWXYZ23456789") for _ in range(10))


# ── the process ─────────────────────────────────────────────────────────────────────────────────────────

SERVICES = {service.name: service for service in (Gateway, Requests, Listener)}


def main(name: str) -> None:
    logging.basicConfig(level=logging.WARNING)
    if name == Requests.name:
        declare_unread_queue()
    runner = ServiceRunner()
    runner.add_service(SERVICES[name])
    signal.signal(signal.SIGTERM, lambda *_: eventlet.spawn_n(runner.stop))
    runner.start()
    print("ready", flush=True)
    runner.wait()


def declare_unread_queue() -> None:
    """What a publisher is measured with: the broker stores each event, and no handler takes a share of the cores."""
    with get_connection(nameko.config["AMQP_URI"]) as connection:
        exchange = get_event_exchange(Requests.name)
        Queue("announcements", exchange, routing_key="request_announced", durable=True)(connection).declare()


if __name__ == "__main__":
    main(sys.argv[1])
