"""The words of messages, as `notifications` answers: by its own commands and queries, with a memory of its own."""

from __future__ import annotations

import tempfile
from functools import cached_property
from pathlib import Path
from typing import Any

from services.chassis.fields import load
from services.chassis.identity import Actor
from services.chassis.testing import StoppedClock
from services.notifications.commands.templates import publish_template, withdraw_template
from services.notifications.queries import templates
from services.notifications.schemas import templates as asked
from tests.builders import PROGRAMME, Notifications


class FakeTemplates:
    """The shipped words, until others are published."""

    @cached_property
    def _memory(self) -> Notifications:
        self._folder = tempfile.TemporaryDirectory()
        return Notifications(Path(self._folder.name), StoppedClock())

    def templates(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        return templates.templates(self._memory.store, who)

    def template(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        return templates.template(self._memory.store, who, self._memory.letters, **request)

    def preview_template(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        draft = load(asked.Draft(), request)
        return templates.preview_template(self._memory.store, who, self._memory.letters, PROGRAMME, **draft)

    def publish_template(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        told, words = self._memory, load(asked.PublishTemplate(), request)
        return publish_template(told.store, who, told.clock, told.letters, PROGRAMME, **words)

    def withdraw_template(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        told, chosen = self._memory, load(asked.WithdrawTemplate(), request)
        return withdraw_template(told.store, who, told.clock, PROGRAMME, **chosen)
