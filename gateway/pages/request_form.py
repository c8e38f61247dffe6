"""The form by which a client asks for help: what was typed in, and what is wrong with it."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from werkzeug.datastructures import MultiDict

from gateway import sentences
from gateway.installation import here
from services.chassis.errors import FieldError

# In the order of the page, which is also that of the error summary.
_WHERE = ("language", "language_mode", "municipality", "preferred_place")
_WHO = ("name", "email", "phone", "message", "asked_by")
# Told together as one object, and wrong together.
_BEHALF = ("relation", "consent_of")
_TEXTS = (*_WHERE, *_WHO, "behalf")
ORDER = ("topics", *_TEXTS, "consent")

# Hidden from people by the style sheet; programs fill in every field they find.
HONEYPOT = "homepage"

# Errors about the form as a whole, and the field where a person can mend them.
_MENDED_AT = {"contact_missing": "email", "notice_outdated": "consent", "consent_missing": "consent"}


@dataclass
class RequestForm:
    """The form as somebody filled it in. `attempt` makes a second press of the button the same request."""

    texts: dict[str, str]
    topics: list[str] = field(default_factory=list)
    agreed_to: str | None = None
    sms_allowed: bool = False
    attempt: str = field(default_factory=lambda: secrets.token_urlsafe(12))
    from_program: bool = False
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def empty(cls, language: str, topics: list[str]) -> RequestForm:
        """A fresh form, with the language of the page already chosen."""
        return cls({"language": language, "language_mode": "written"}, topics=topics)

    @classmethod
    def read(cls, sent: MultiDict[str, str]) -> RequestForm:
        """The form that a browser sent."""
        form = cls({name: sent.get(name, "") for name in (*_WHERE, *_WHO, *_BEHALF)}, topics=sent.getlist("topics"))
        form.agreed_to = sent.get("notice_version") if sent.get("consent") else None
        form.sms_allowed = bool(sent.get("sms_allowed"))
        form.attempt = sent.get("attempt", "")[:64] or form.attempt
        form.from_program = bool(sent.get(HONEYPOT))
        return form

    def as_request(self, language: str) -> dict[str, Any]:
        """The body for the service; a field left empty is absent. `language` is that of the notice that was shown."""
        body: dict[str, Any] = {name: text for name in (*_WHERE, *_WHO) if (text := self.texts[name].strip())}
        body |= {"channel": "web", "topics": self.topics}
        if self.sms_allowed:
            body["sms_allowed"] = True
        if behalf := {name: self.texts[name] for name in _BEHALF if self.texts[name]}:
            body["behalf"] = behalf
        if self.agreed_to:
            body["consent"] = {"notice_version": self.agreed_to, "language": language}
        return body

    def explain(self, errors: Iterable[FieldError]) -> None:
        """Keep one sentence for each field that has to be corrected, in the order of the page."""
        found: dict[str, str] = {}
        for error in errors:
            name = _MENDED_AT.get(error.code) or error.field.split(".")[0]
            found.setdefault(name, sentences.of_field(error))
        ordered = [name for name in ORDER if name in found]
        self.errors = {name: found[name] for name in (*ordered, *(found.keys() - set(ordered)))}
        if "consent" in self.errors:
            self.agreed_to = None

    def value(self, name: str) -> str:
        """What stands in a field, to fill it in again."""
        return self.texts.get(name, "")

    @property
    def is_for_another(self) -> bool:
        """Whether anything was said of who asks, or is wrong with it."""
        said = any(self.value(name) for name in ("asked_by", *_BEHALF))
        return said or not self.errors.keys().isdisjoint(("asked_by", "behalf"))

    @property
    def agrees(self) -> bool:
        """Whether the box is ticked for the notice that is in force now."""
        return self.agreed_to == here().programme.notice_version
