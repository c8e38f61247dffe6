"""What is understood of the mails that mail servers write."""

from __future__ import annotations

import pytest

from services.chassis import returned_mail
from services.chassis.returned_mail import ReturnedMail
from tests.builders.mails import mail
from tests.builders.reports import report

OURS = "01a20846-fe00-7000-8000-000000000b01"
ANOTHER = "01a20846-fe00-7000-8000-000000000b02"


@pytest.mark.parametrize("returns", ["text/rfc822-headers", "message/rfc822"])
@pytest.mark.parametrize(("action", "status"), [("failed", "5.1.1"), ("delayed", "4.4.1"), ("delivered", "2.0.0")])
def test_a_report_names_our_mail_and_what_became_of_it(returns: str, action: str, status: str) -> None:
    assert returned_mail.read(report(OURS, action, status, returns=returns)) == ReturnedMail(OURS, action, status)


def test_the_id_that_the_relay_was_told_counts_before_what_is_enclosed() -> None:
    told = returned_mail.read(report(ANOTHER, envelope_id=OURS))
    assert told
    assert told.message_id == OURS


@pytest.mark.parametrize(
    "content",
    [
        mail().as_bytes(),
        b"",
        b"\xff\xfe\x00 no mail at all",
        report("somebody-elses"),
        report(OURS, "exploded"),
        report(OURS).replace(b"Action:", b"Inaction:"),
        report(OURS).replace(b"message/delivery-status", b"text/plain"),
        report(OURS)[:420],
    ],
)
def test_what_is_no_report_about_a_mail_of_ours_says_nothing(content: bytes) -> None:
    assert returned_mail.read(content) is None


def test_a_report_with_a_code_that_is_none_is_a_report_all_the_same() -> None:
    assert returned_mail.read(report(OURS, status="five")) == ReturnedMail(OURS, "failed", "")
