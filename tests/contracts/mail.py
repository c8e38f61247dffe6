"""What is said when somebody asks by mail, is handed over with what they sent along, and writes again."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from services.chassis import tracing
from services.chassis.testing import TRACE
from tests.builders import DESK
from tests.builders.mails import Post, mail, with_scan

if TYPE_CHECKING:
    from tests.contracts.history import Town

CALLER = f"00-{TRACE}-00f067aa0ba902b7-01"


def mail_told(town: Town) -> None:
    """A mail becomes a request and a case; the answer to the confirmation arrives there, and is read;
    then they want no more mails."""
    intake, cases = town.intake, town.cases
    with TemporaryDirectory() as folder:
        post = Post(Path(folder) / "post")
        ketevan = cases.engage()
        post.deliver(with_scan())
        with tracing.span("look_into_mailbox", CALLER):
            intake.read_mail(post.url)
        town.deliver()
        (line,) = intake.requests()["items"]
        with tracing.span("POST /requests/{id}/offers", CALLER, actor=DESK.label):
            intake.triage(line["request_id"], topics=["housing"], municipality="wuerselen")
            offer = intake.offer(line["request_id"])
        town.deliver()
        with tracing.span("POST /offers/{id}/accept", CALLER, actor=ketevan.label):
            case_id = cases.accept(ketevan, offer)["case_id"]
        town.deliver()
        town.clock.advance(timedelta(hours=1))
        post.deliver(mail("Danke!", subject=f"Re: {line['reference']}", Message_ID="<two@example.org>"))
        with tracing.span("look_into_mailbox", CALLER):
            intake.read_mail(post.url)
        town.deliver()
        letter = cases.ask(ketevan, "case", case_id=case_id)["letters_in"][-1]
        with tracing.span("POST /cases/{id}/letters-in/{letter_id}/read", CALLER, actor=ketevan.label):
            cases.ask(
                ketevan, "mark_letter_read", case_id=case_id, letter_id=letter["letter_id"], version=letter["version"]
            )
        post.deliver(mail("STOP", subject="Re: Ihr Anliegen", Message_ID="<three@example.org>"))
        with tracing.span("look_into_mailbox", CALLER):
            intake.read_mail(post.url)
        town.deliver()
