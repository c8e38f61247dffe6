"""What mail servers write about mails that they could not deliver (RFC 3464), or did."""

from __future__ import annotations

from email.message import EmailMessage

SAYS = """\
Reporting-MTA: dns; mail.example.org
{envelope}Arrival-Date: Mon, 23 Nov 2026 09:00:00 +0100

Final-Recipient: rfc822; nino@example.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} unknown user
"""


def report(
    message_id: str,
    action: str = "failed",
    status: str = "5.1.1",
    *,
    envelope_id: str = "",
    returns: str = "text/rfc822-headers",
    to: str = "hilfe@example.org",
) -> bytes:
    """The mail about a mail; `returns` is how the other one is enclosed: its headers, or whole (message/rfc822)."""
    outer = EmailMessage()
    outer["From"], outer["To"] = "Mail Delivery System <MAILER-DAEMON@mail.example.org>", to
    outer["Subject"], outer["Auto-Submitted"] = "Undelivered Mail Returned to Sender", "auto-replied"
    outer["Message-ID"] = f"<report-{message_id}-{action}@mail.example.org>"
    text = outer.as_string().rstrip("\n")
    envelope = f"Original-Envelope-Id: {envelope_id}\n" if envelope_id else ""
    original = f"From: integration@example.org\nTo: nino@example.org\nMessage-ID: <{message_id}@lotse>\nSubject: x\n"
    parts = (
        ("text/plain; charset=utf-8", "I'm sorry to have to inform you that your message could not be delivered.\n"),
        ("message/delivery-status", SAYS.format(action=action, status=status, envelope=envelope)),
        (returns, original + ("\nwords\n" if returns == "message/rfc822" else "")),
    )
    body = "".join(f"--limit\nContent-Type: {kind}\n\n{content}\n" for kind, content in parts)
    head = 'Content-Type: multipart/report; report-type=delivery-status; boundary="limit"\nMIME-Version: 1.0'
    return f"{text}\n{head}\n\n{body}--limit--\n".encode()
