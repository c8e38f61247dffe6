"""The link at the end of every mail: followed by people, and by their mail programs."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.gateway.fake_intake import FakeCalls
from tests.unit.gateway.fake_ways import LINK

LANGUAGES = ("de", "en", "ar", "ru", "ka", "bs", "tr", "fr")


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_follows_the_link_is_asked_first_and_told_afterwards(
    client: Any, calls: FakeCalls, language: str
) -> None:
    page = client.get(f"/{language}/messages/{LINK}")
    assert page.status_code == 200
    assert 'method="post"' in page.text
    assert calls.notifications.is_open, "a program that only looks stops nothing"
    done = client.post(f"/{language}/messages/{LINK}")
    assert done.status_code == 200
    assert not calls.notifications.is_open
    assert f'action="/{language}/messages/' not in done.text
    assert "no-store" in done.headers["Cache-Control"]


def test_a_mail_program_stops_with_one_click_and_again_nothing_more_happens(client: Any, calls: FakeCalls) -> None:
    for _ in range(2):
        answer = client.post(f"/en/messages/{LINK}", data={"List-Unsubscribe": "One-Click"})
        assert calls.asked[-1].request == {"token": LINK, "how": "one_click"}
        assert answer.status_code == 200
        assert "You get no more e-mails from us." in answer.text
    assert not calls.notifications.is_open


def test_a_link_that_we_have_not_written_leads_nowhere(client: Any, calls: FakeCalls) -> None:
    for ask in (client.get, client.post):
        assert ask("/en/messages/forged").status_code == 404
    assert calls.notifications.is_open
