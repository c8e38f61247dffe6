"""Letters on paper: what waits, its words, and that it was posted."""

from __future__ import annotations

from typing import Any

from services.chassis.extensions import answers, every
from services.chassis.identity import Actor
from services.notifications.commands import post as commands
from services.notifications.letters import Letters
from services.notifications.queries import post as queries
from services.notifications.schemas import post as asked
from services.notifications.service.parts import Part

Answer = dict[str, Any]


class Post(Part):
    """Letters on paper: what waits, its words, and that it was posted."""

    letters: Letters

    @answers(asked.PostTray)
    def post_tray(self, who: Actor, request: Answer) -> Answer:
        return queries.post_tray(self.store, who, self.letters, **request)

    @answers(asked.ChosenLetters)
    def letters_to_print(self, who: Actor, request: Answer) -> Answer:
        return queries.letters_to_print(self.store, who, self.letters, **request)

    @answers(asked.ChosenLetters, command=True)
    def mark_posted(self, who: Actor, request: Answer) -> Answer:
        commands.mark_posted(self.store, who, self.clock, self.letters, **request)
        return {}

    @every(seconds=3600)
    def drop_late_letters(self) -> None:
        commands.drop_late_letters(self.store, self.clock)
