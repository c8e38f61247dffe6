"""What can go wrong between a person and Lotse, each with a stable code and a sentence that helps.

A service raises these; they travel over the bus as plain JSON and are raised again in the gateway, which
turns them into problem documents (RFC 9457). The code is for machines and translations and never changes
its meaning; the sentence is for people who read logs. Neither ever holds personal data.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class FieldError:
    """One field that cannot be accepted: where it stands, a stable code, and what the sentence needs.

    `field` is the path in the body, dotted (`consent.notice_version`, `topics.0`).
    """

    field: str
    code: str
    params: dict[str, Any]

    @classmethod
    def of(cls, field: str, code: str, **params: Any) -> FieldError:
        return cls(field, code, params)


class LotseError(Exception):
    """Something was asked for that cannot be done. Subclasses say why; `code` says precisely what."""

    kind = "error"

    def __init__(self, code: str, sentence: str, *, errors: tuple[FieldError, ...] = (), **params: Any):
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
        self.errors = errors
        self.params = params

    def to_wire(self) -> dict[str, Any]:
        """The error as plain JSON types, for a reply on the bus."""
        return {
            "kind": self.kind,
            "code": self.code,
            "sentence": self.sentence,
            "params": self.params,
            "errors": [{"field": e.field, "code": e.code, "params": e.params} for e in self.errors],
        }


class NotFound(LotseError):
    """There is no such thing, or it is not yours to know of: the two are never told apart."""

    kind = "not_found"


class Refused(LotseError):
    """Not in this state: the thing exists, but what was asked cannot be done to it now."""

    kind = "refused"


class NotAllowed(LotseError):
    """Not by you: somebody else may."""

    kind = "not_allowed"


class NotSignedIn(LotseError):
    """Nobody has said who is asking, or the proof has run out."""

    kind = "not_signed_in"


class Conflict(LotseError):
    """Somebody was quicker: the thing has changed since you saw it."""

    kind = "conflict"


class Invalid(LotseError):
    """What was sent cannot be accepted; `errors` names each field."""

    kind = "invalid"


class TooMany(LotseError):
    """Asked too often; `params["retry_after"]` says in how many seconds it may be tried again."""

    kind = "too_many"


class Unavailable(LotseError):
    """The service that should answer is not there; trying again later will help."""

    kind = "unavailable"


class TooLate(LotseError):
    """No answer in time. Whether it was done is not known: repeat with the same Idempotency-Key."""

    kind = "too_late"


class Failed(LotseError):
    """The service broke while answering. Nothing was changed; the log has the reason."""

    kind = "failed"


def unknown(noun: str) -> NotFound:
    """The answer to whoever asks for what is not there, or is another organisation's: the two are never told apart."""
    return NotFound(f"{noun}_unknown", f"There is no such {noun}.")


def changed(noun: str, version: int | None = None) -> Conflict:
    """The answer to whoever acts on what they saw, when it has become another since; `version` is the newest."""
    newest: dict[str, Any] = {} if version is None else {"version": version}
    return Conflict("changed_meanwhile", f"Somebody has changed this {noun} in the meantime.", **newest)


KINDS: dict[str, type[LotseError]] = {
    kind.kind: kind
    for kind in (
        NotFound,
        Refused,
        NotAllowed,
        NotSignedIn,
        Conflict,
        Invalid,
        TooMany,
        Unavailable,
        TooLate,
        Failed,
    )
}


def from_wire(wire: dict[str, Any]) -> LotseError:
    """The error that `to_wire` wrote; an unknown kind (a newer service) is read as Failed."""
    kind = KINDS.get(wire.get("kind", ""), Failed)
    errors = tuple(FieldError(e["field"], e["code"], e.get("params", {})) for e in wire.get("errors", ()))
    return kind(wire.get("code", "failed"), wire.get("sentence", ""), errors=errors, **wire.get("params", {}))
