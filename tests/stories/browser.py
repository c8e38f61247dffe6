"""A browser on an old phone: cookies, links and forms, and no script."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests

WAITS_SECONDS = 15


@dataclass
class Form:
    """One form of a page, as it is filled in before anybody types."""

    action: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    names: set[str] = field(default_factory=set)


class Page(HTMLParser):
    """What came back: status, address, headers, text, and the forms in it."""

    def __init__(self, answer: requests.Response) -> None:
        super().__init__(convert_charrefs=True)
        self.status = answer.status_code
        self.url = answer.url
        self.headers = answer.headers
        self.redirects = answer.history
        self.html = answer.text
        self.root: dict[str, str] = {}
        self.forms: list[Form] = []
        self.words: list[str] = []
        self._select = ""
        self._area: str | None = None
        self._option_taken = False
        self.feed(self.html)

    @property
    def text(self) -> str:
        """The page as one reads it."""
        return " ".join(" ".join(self.words).split())

    def form(self, path_ends_with: str) -> Form:
        return next(form for form in self.forms if urlsplit(form.action).path.endswith(path_ends_with))

    def deed(self, name: str, **holds: str) -> Form:
        """The form of a staff page that does this (its hidden field `do`), among several the one that holds these."""
        wanted = {("do", name), *holds.items()}
        return next(form for form in self.forms if wanted <= set(form.fields))

    def handle_starttag(self, tag: str, pairs: Any) -> None:
        attributes = {name: value or "" for name, value in pairs}
        name = attributes.get("name", "")
        if tag == "html":
            self.root = attributes
        elif tag == "form":
            self.forms.append(Form(urljoin(self.url, attributes.get("action", "")), attributes.get("method", "get")))
        elif not self.forms:
            return
        elif tag == "input" and name:
            chosen = attributes.get("type") not in ("checkbox", "radio") or "checked" in attributes
            self._field(name, attributes.get("value", "") if chosen else None)
        elif tag == "textarea":
            self._area = name
            self._field(name, "")
        elif tag == "select":
            self._select = name
            self._field(name, "")
        elif tag == "option" and "selected" in attributes:
            self.forms[-1].fields = [pair for pair in self.forms[-1].fields if pair[0] != self._select]
            self._field(self._select, attributes.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = None

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self._area:
            self.forms[-1].fields = [
                (name, value + data if name == self._area else value) for name, value in self.forms[-1].fields
            ]

    def _field(self, name: str, value: str | None) -> None:
        self.forms[-1].names.add(name)
        if value is not None:
            self.forms[-1].fields.append((name, value))


class Browser:
    """One person's browser; another person takes another one."""

    def __init__(self, town_url: str) -> None:
        self.town_url = town_url
        self.session = requests.Session()
        self.session.trust_env = False

    def open(self, address: str, **options: Any) -> Page:
        return Page(self.session.get(urljoin(self.town_url, address), timeout=WAITS_SECONDS, **options))

    def send(self, form: Form, **typed: str | list[str]) -> Page:
        """Press the form's button after typing into some of its fields; fields that are not there raise KeyError."""
        for name in typed:
            if name not in form.names:
                raise KeyError(f"the form has no field {name}, only {sorted(form.names)}")
        kept = [(name, value) for name, value in form.fields if name not in typed]
        new = [(name, each) for name, value in typed.items() for each in ([value] if isinstance(value, str) else value)]
        return Page(self.session.request(form.method.upper(), form.action, data=kept + new, timeout=WAITS_SECONDS))
