"""What clients of the demo write by mail, to the desk or in answer to a letter: into a mailbox in the demo's folder."""

from __future__ import annotations

import mailbox
import os
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from email.message import EmailMessage
from functools import partial
from pathlib import Path

from deploy.demo.stage import Stage

# Who writes in the last days, how many hours ago, about what, and in which words.
_MAILS = (
    (
        27,
        "Tamar Lomidze <tamar.lomidze@example.org>",
        "ბინა",
        "გამარჯობა, მე და ჩემი ორი შვილი ბინას ვეძებთ ვიურზელენში. შეგიძლიათ დაგვეხმაროთ?",
    ),
    (
        5,
        "Rami Haddad <rami.haddad@example.org>",
        "دورة لغة",
        "مرحباً، أبحث عن دورة لغة ألمانية في المساء لأنني أعمل في النهار. شكراً لكم.",
    ),
    (
        2,
        "Olena Kovalenko <olena.kovalenko@example.org>",
        "Anerkennung meines Diploms",
        "Guten Tag, ich bin Krankenpflegerin und möchte mein Diplom anerkennen lassen. Wer kann mir dabei helfen?",
    ),
)
_ADDRESS = "hilfe@example.org"
_LOOK_SECONDS = "2"  # whoever puts a mail there to try it does not want to wait
_PATIENCE_SECONDS = 60.0
_AGAIN_SECONDS = 0.05


def settle(var: Path) -> None:
    """Give the demo a mailbox in its folder, unless a real one is set."""
    if "INTAKE_MAILBOX_URL" in os.environ:
        return
    folder = var / "mailbox"
    os.environ["INTAKE_MAILBOX_URL"] = f"maildir:{folder}"
    os.environ.setdefault("INTAKE_MAILBOX_SECONDS", _LOOK_SECONDS)
    os.environ.setdefault("LOTSE_MAILBOX_ADDRESS", _ADDRESS)
    mailbox.Maildir(folder)


def own_folder() -> Path | None:
    """The demo's mailbox; None where mails are read from a real one."""
    folder = Path(os.environ.get("LOTSE_VAR", "var")).absolute() / "mailbox"
    return folder if os.environ["INTAKE_MAILBOX_URL"] == f"maildir:{folder}" else None


def arrive(stage: Stage) -> None:
    """Put on the agenda who writes to the desk."""
    for number, (hours, sender, subject, words) in enumerate(_MAILS, start=1):
        story = f"mail {number}"
        mail = written(story, sender, subject, words)
        stage.agenda.at(stage.days.until - timedelta(hours=hours), story, partial(_send, stage, mail))


def written(
    name: str, sender: str, subject: str, words: str, enclosed: Sequence[tuple[str, bytes]] = ()
) -> EmailMessage:
    """A mail of this name to the demo's mailbox; `enclosed` are the names and contents of PDF files."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, _ADDRESS, subject
    mail["Message-ID"] = f"<demo-{name.replace(' ', '-')}@example.org>"
    mail.set_content(words)
    for file, content in enclosed:
        mail.add_attachment(content, maintype="application", subtype="pdf", filename=file)
    return mail


def send(stage: Stage, mail: EmailMessage) -> None:
    """Put a mail into the demo's mailbox, and wait until it was taken out of there. Nothing reaches a real mailbox."""
    folder = own_folder()
    if folder is None:
        return

    def deliver() -> None:
        mailbox.Maildir(folder).add(mail.as_bytes())
        _await_taken(folder / "new")

    # Delivered twice after a crash in between, it is taken once all the same.
    stage.journal.once(str(mail["Message-ID"]), stage.clock, deliver)


def _send(stage: Stage, mail: EmailMessage, _moment: datetime) -> None:
    send(stage, mail)


def _await_taken(new: Path) -> None:
    end = time.monotonic() + _PATIENCE_SECONDS
    while any(new.iterdir()):
        if time.monotonic() > end:
            raise TimeoutError("the intake has not looked into its mailbox within a minute; see `lotse doctor`")
        time.sleep(_AGAIN_SECONDS)
