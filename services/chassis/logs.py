"""One JSON line per thing that happened, with the correlation id and never a name.

Log codes, ids, counts and durations. Text that people wrote, addresses and tokens are not logged: the
processor below drops keys that usually hold them, as a last net; a test greps the logs for seeded names.
"""

from __future__ import annotations

import logging
import sys
import traceback
from typing import Any

import structlog
from structlog.typing import EventDict

from services.chassis import tracing
from services.chassis.errors import LotseError

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
NEVER_LOGGED = frozenset({"name", "email", "phone", "message", "address", "token", "status_token", "body", "text"})


def configure(level: str = "INFO", stream: Any = None) -> None:
    """Send this process's log lines to `stream` (standard error), one JSON object each."""
    stream = stream or sys.stderr
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _with_correlation,
            _without_personal_data,
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.PrintLoggerFactory(stream),
        cache_logger_on_first_use=True,
    )
    # Libraries may quote what they were given in their messages, so only their warnings are let through.
    logging.basicConfig(level=logging.WARNING, stream=stream, format='{"level":"%(levelname)s","library":"%(name)s"}')


def get(component: str) -> Any:
    """The logger of one component, e.g. `logs.get("relay").info("published", count=12)`."""
    return structlog.get_logger(component=component)


def _with_correlation(_logger: Any, _method: str, event: EventDict) -> EventDict:
    trace_id = tracing.current_trace_id()
    if trace_id:
        event.setdefault("correlation_id", trace_id)
    return event


def _without_personal_data(_logger: Any, _method: str, event: EventDict) -> EventDict:
    for key in NEVER_LOGGED & event.keys():
        event[key] = "…"
    return event


def reason_of(error: Exception) -> str:
    """What went wrong and where, for an operator: class, code and place, but no text, which may quote a person."""
    where = traceback.extract_tb(error.__traceback__)[-1]
    code = f" {error.code}" if isinstance(error, LotseError) else ""
    return f"{type(error).__name__}{code} in {where.name} ({where.filename.rsplit('/', 1)[-1]}:{where.lineno})"
