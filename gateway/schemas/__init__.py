"""What goes over the wire, as the OpenAPI document describes it.

These schemas describe and write answers; they do not judge what comes in. The service does that, so that
there is one law and not two.
"""

from __future__ import annotations

from gateway.schemas.problems import ProblemDocument
from gateway.schemas.programme import Notice, Programme
from gateway.schemas.requests import Key, Received, RequestBody, Status, Withdrawn

__all__ = ["Key", "Notice", "ProblemDocument", "Programme", "Received", "RequestBody", "Status", "Withdrawn"]
