"""Errors and traces travel; logs tell codes and never a name."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from services.chassis import logs, tracing
from services.chassis.errors import KINDS, Failed, FieldError, Invalid, LotseError, TooMany, from_wire
from services.chassis.testing import TRACE

CALLER = f"00-{TRACE}-00f067aa0ba902b7-01"


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.kind)
def test_an_error_is_the_same_on_the_other_side_of_the_bus(kind: type[LotseError]) -> None:
    error = kind("code", "A sentence.", errors=(FieldError.of("consent.language", "too_long", max=3),), retry_after=5)
    read = from_wire(json.loads(json.dumps(error.to_wire())))
    assert type(read) is kind
    assert (read.code, read.sentence, read.params, read.errors) == (
        error.code,
        error.sentence,
        error.params,
        error.errors,
    )


def test_an_error_of_a_kind_we_do_not_know_is_a_failure() -> None:
    assert type(from_wire({"kind": "of tomorrow", "code": "c"})) is Failed
    assert type(from_wire({})) is Failed


def test_every_kind_has_its_own_name() -> None:
    ours = {kind for kind in LotseError.__subclasses__() if kind.__module__ == LotseError.__module__}
    assert set(KINDS.values()) == ours


def test_a_trace_is_continued_from_its_header() -> None:
    with tracing.span("POST /requests", CALLER, actor="public:public") as thread:
        assert thread.trace_id == TRACE
        assert thread.span_id != CALLER.split("-")[2]
        assert thread.traceparent == f"00-{TRACE}-{thread.span_id}-01"
        with tracing.span("ask intake") as inner:
            assert (inner.trace_id, inner.actor) == (TRACE, "public:public")
        assert tracing.current() is thread
    assert tracing.current() is None


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "junk",
        "00-xyz-00f067aa0ba902b7-01",
        f"00-{'0' * 32}-00f067aa0ba902b7-01",
        f"00-{TRACE}-{'0' * 16}-01",
        f"00-{TRACE}",
    ],
)
def test_a_broken_header_begins_a_new_trace(header: str | None) -> None:
    with tracing.span("GET /", header) as thread:
        assert re.fullmatch(r"[0-9a-f]{32}", thread.trace_id)
        assert thread.trace_id not in (TRACE, "0" * 32)


def test_a_message_is_the_cause_of_what_its_reaction_says() -> None:
    with (
        tracing.span("hear", CALLER, causation_id="m1", actor="public:public"),
        tracing.span("inner") as inner,
    ):
        assert (inner.causation_id, inner.trace_id) == ("m1", TRACE)


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    structlog.reset_defaults()
    logs.configure("INFO", stream)
    yield stream
    structlog.reset_defaults()


def test_a_log_line_is_one_json_object_with_the_correlation_id(log: io.StringIO) -> None:
    with tracing.span("x", CALLER):
        logs.get("relay").info("published", count=12)
    line = json.loads(log.getvalue())
    assert (line["event"], line["count"], line["component"], line["correlation_id"]) == (
        "published",
        12,
        "relay",
        TRACE,
    )


def test_what_usually_holds_personal_data_is_not_logged(log: io.StringIO) -> None:
    logs.get("intake").info("received", name="ნინო ბერიძე", email="nino@example.org", token="s3cret", topics=2)
    assert "ნინო" not in log.getvalue()
    assert "nino@" not in log.getvalue()
    assert "s3cret" not in log.getvalue()
    assert json.loads(log.getvalue())["topics"] == 2


def test_the_reason_of_a_failure_names_class_and_place_and_quotes_nobody() -> None:
    def judge() -> None:
        raise ValueError("ნინო ბერიძე is no number")

    with pytest.raises(ValueError) as failure:
        judge()
    reason = logs.reason_of(failure.value)
    assert re.fullmatch(rf"ValueError in judge \({Path(__file__).name}:\d+\)", reason)


def test_a_refusal_names_its_code() -> None:
    def refuse() -> None:
        raise TooMany("too_many_requests", "Too many.")

    with pytest.raises(TooMany) as failure:
        refuse()
    assert logs.reason_of(failure.value).startswith("TooMany too_many_requests in refuse")


def test_an_invalid_request_names_every_field() -> None:
    error = Invalid("invalid", "Some things are wrong.", errors=(FieldError.of("name", "required"),))
    assert error.to_wire()["errors"] == [{"field": "name", "code": "required", "params": {}}]
