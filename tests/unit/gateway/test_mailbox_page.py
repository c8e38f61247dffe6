"""For development and demo: what would have left, on a page."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path
from typing import Any

from tests.unit.gateway.fake_intake import FakeCalls
from tests.unit.gateway.staff_browser import signed_in, text


def test_an_operator_reads_what_would_have_left_and_nobody_where_it_really_does(
    client: Any, calls: FakeCalls, tmp_path: Path
) -> None:
    operator = signed_in(client, "operator")
    assert operator.get("/en/mailbox").status_code == 404
    mail = EmailMessage()
    mail["To"], mail["Subject"] = "nino@example.org", "<b>K7M-4XQ-6</b>"
    mail.set_content("تحية طيبة،")
    mail["Content-Language"] = "ar"
    (tmp_path / "1.eml").write_bytes(mail.as_bytes())
    calls.notifications.folder = tmp_path
    page = operator.get("/en/mailbox")
    assert page.status_code == 200
    assert "&lt;b&gt;K7M" in page.text
    assert 'dir="rtl"' in page.text
    assert "تحية طيبة،" in text(page)
    assert signed_in(client, "counsellor").get("/en/mailbox").status_code == 403
