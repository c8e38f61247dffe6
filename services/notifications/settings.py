"""What differs between installations of the notifications."""

from __future__ import annotations

from dataclasses import dataclass

from services.chassis.environment import setting
from services.chassis.installation import Installation


@dataclass(frozen=True, kw_only=True)
class NotificationsSettings(Installation):
    """Read from `NOTIFICATIONS_…`."""

    mail_url: str = setting(
        "how mail leaves: smtp://user:password@host:587 (STARTTLS where offered), smtps://…:465, or file:var/mail",
        secret=True,
    )
    sms_url: str = setting(
        "how text messages leave: seven://KEY@gateway.seven.io?from=SENDER, file:var/sms, or apprise:ADDRESS with {to} "
        "for the number (needs lotse[sms]); empty: by none, who has only a telephone is written to on paper or called",
        "",
        secret=True,
    )
    sms_signing_key: str = setting(
        "the signing key of seven.io, by which receipts at /api/v1/receipts/seven are known to be theirs; empty: none "
        "are taken",
        "",
        secret=True,
    )
    mails_per_minute: int = setting("mails the mail server takes in a minute; 0: as many as there are", 0)
    sms_per_minute: int = setting("text messages the provider takes in a minute; 0: as many as there are", 0)
    bounces_address: str = setting("address (MAIL FROM) that mails come back to; empty: the sender's", "")
    bounces_url: str = setting(
        "the mailbox they come back to: imaps://user@host/INBOX, imap://… (STARTTLS), maildir:/folder; empty: none; "
        "what comes back to the mailbox people write to is understood anyway",
        "",
    )
    bounces_password: str = setting("password of that mailbox; use …_FILE", "", secret=True)
    mailbox_address: str = setting(
        "address of the mailbox: letters ask for answers to it; set LOTSE_MAILBOX_ADDRESS for all services", ""
    )
    mail_sender: str = setting("address mail is sent from; empty takes the programme's contact address", "")
