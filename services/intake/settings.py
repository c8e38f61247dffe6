"""What differs between installations of the intake."""

from __future__ import annotations

from dataclasses import dataclass

from services.chassis.environment import setting
from services.chassis.installation import Installation


@dataclass(frozen=True, kw_only=True)
class IntakeSettings(Installation):
    """Read from `INTAKE_…`."""

    mailbox_url: str = setting(
        "the mailbox people write to: imaps://user@host/INBOX, imap://… (STARTTLS), maildir:/folder; empty: none",
        "",
    )
    mailbox_password: str = setting("password of the mailbox; use …_FILE", "", secret=True)
    mailbox_address: str = setting(
        "address of the mailbox: letters ask for answers to it; set LOTSE_MAILBOX_ADDRESS for all services", ""
    )
    mailbox_seconds: float = setting("how often the mailbox is looked into, in seconds", 60.0)
    mails_per_sender_a_day: int = setting(
        "mails taken from one address within 24 hours; more are flagged in the mailbox for a person to look at", 20
    )
    requests_per_contact_a_day: int = setting(
        "requests accepted from one e-mail address or telephone number within 24 hours", 5
    )
