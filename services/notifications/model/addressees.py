"""Whom we can reach, and how."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Addressee:
    """How to reach the person behind a request or a case, in which language; encrypted wherever it is kept.

    Who came without a request has no status page.
    """

    about: str
    language: str
    notice_language: str
    status_token: str | None
    email: str | None = None
    phone: str | None = None
    reference: str | None = None

    @property
    def is_client(self) -> bool:
        """Whether it is about a request or a case: interpreters have neither a status page nor a reference."""
        return bool(self.status_token or self.reference)
