"""A mail that says stop: whoever wrote it is written to no more, and nothing else in it is lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from services.chassis.testing import said
from tests.builders import Intake
from tests.builders.mails import Post, mail
from tests.unit.intake.voices import sent

ADDRESS = "nino@example.org"


@pytest.fixture
def intake(tmp_path: Path) -> Intake:
    return Intake(tmp_path)


@pytest.fixture
def post(tmp_path: Path) -> Post:
    return Post(tmp_path / "post")


def stopped(intake: Intake) -> list[dict[str, str]]:
    """What notifications are told, unsealed; nobody else reads an address in it."""
    keys, found = intake.parts.seal_keys, [one for one in said(intake.database) if one.type == "way.stopped.v1"]
    assert ADDRESS not in json.dumps([one.data for one in found])
    return [keys.unseal(keys, f"way.stopped {one.subject}", one.data["sealed"]).data for one in found]


def test_a_mail_that_says_stop_and_no_more_is_no_request(intake: Intake, post: Post) -> None:
    post.deliver(mail("STOP\n", subject="Re: Ihr Termin"))
    assert intake.read_mail(post.url) == ["stopped"]
    assert intake.requests()["items"] == []
    assert stopped(intake) == [{"channel": "email", "address": ADDRESS}]
    post.deliver(mail("STOP\n", subject="Re: Ihr Termin"))
    assert intake.read_mail(post.url) == ["taken_before"]
    assert len(stopped(intake)) == 1


def test_an_empty_mail_says_it_in_its_subject(intake: Intake, post: Post) -> None:
    post.deliver(mail("", subject="стоп"))
    assert intake.read_mail(post.url) == ["stopped"]
    assert len(stopped(intake)) == 1


def test_what_stands_below_the_stop_is_still_read_by_somebody(intake: Intake, post: Post) -> None:
    post.deliver(mail())
    intake.read_mail(post.url)
    (line,) = intake.requests()["items"]
    intake.hear(sent(line["request_id"], "m1"))
    reply = (
        "Stopp\n\nIch habe eine Wohnung, danke.\n\nAm 23.11.2026 um 13:00 schrieb KIM <kim@example.org>:\n> Guten Tag"
    )
    post.deliver(mail(reply, In_Reply_To="<m1@example.org>", Message_ID="<two@example.org>"))
    assert intake.read_mail(post.url) == ["letter"]
    (letter,) = intake.request(line["request_id"])["letters"]
    assert "Ich habe eine Wohnung" in letter["text"]
    assert len(stopped(intake)) == 1


def test_a_quotation_below_a_stop_is_not_more(intake: Intake, post: Post) -> None:
    reply = "stop\n\nOn Mon, 23 Nov 2026 at 13:00, KIM <kim@example.org> wrote:\n> Your appointment"
    post.deliver(mail(reply, In_Reply_To="<m1@example.org>"))
    assert intake.read_mail(post.url) == ["stopped"]


def test_who_writes_something_else_goes_on_getting_mails(intake: Intake, post: Post) -> None:
    post.deliver(mail("Stop am Bushof, wie finde ich Sie?"))
    assert intake.read_mail(post.url) == ["request"]
    assert stopped(intake) == []
