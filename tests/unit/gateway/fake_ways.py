"""What the small `notifications` knows of the link at the end of a mail."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from services.chassis.errors import NotFound
from services.chassis.identity import Actor
from services.notifications.queries.mailbox import mailbox
from tests.unit.gateway.fake_contacting import FakeContacting
from tests.unit.gateway.fake_messages import FakeMessages
from tests.unit.gateway.fake_post import FakePost
from tests.unit.gateway.fake_staff_messages import FakeStaffMessages
from tests.unit.gateway.fake_templates import FakeTemplates

LINK = "01a20846-fe00-7000-8000-000000000c01.HgqfkcpKSdXuJBWYVSx7Xw"


@dataclass
class FakeWays:
    """Answers what `notifications` would answer; `is_open` says whether mail still goes there."""

    is_open: bool = True
    staff: FakeStaffMessages = field(default_factory=FakeStaffMessages)
    folder: Path | None = None
    messages: FakeMessages = field(default_factory=FakeMessages)
    contacting: FakeContacting = field(default_factory=FakeContacting)
    post: FakePost = field(default_factory=FakePost)
    templates: FakeTemplates = field(default_factory=FakeTemplates)

    def answer(self, method: str, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        for part in (self.staff, self.messages, self.contacting, self.post, self.templates):
            if hasattr(part, method):
                told: dict[str, Any] = getattr(part, method)(request, who)
                return told
        if method == "mailbox":
            return mailbox(who, self.folder, None)
        assert who == Actor.public()
        if request["token"] != LINK:
            raise NotFound("address_unknown", "We have not written this link.")
        self.is_open = self.is_open and method != "stop_by_link"
        return {"is_open": self.is_open}
