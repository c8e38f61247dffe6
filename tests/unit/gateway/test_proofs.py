"""How long a token is believed without asking anew, and what becomes of a session that has ended."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from structlog.testing import capture_logs

from gateway import proofs
from gateway.proofs import Proofs
from services.chassis.errors import Failed, LotseError, NotSignedIn, TooLate, Unavailable
from tests.unit.gateway.fake_accounts import account
from tests.unit.gateway.fake_intake import FakeCalls

BEGAN = datetime(2026, 11, 22, 9, 15, tzinfo=UTC)
TOKEN = "a-token-of-somebody"


class Cases:
    """Renews sessions, and can be stopped from it; time stands still unless it is told to pass."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.refuses: LotseError | None = None
        self.seconds = 0.0
        self.ends_at = BEGAN + timedelta(hours=8)

    def renew(self, token: str) -> dict[str, Any]:
        self.asked.append(token)
        if self.refuses:
            raise self.refuses
        return account("m.jansen", "desk") | {"ends_at": self.ends_at.isoformat()}

    def proofs(self, most: int = 10) -> Proofs:
        now = lambda: BEGAN + timedelta(seconds=self.seconds)  # noqa: E731
        return Proofs(self.renew, most=most, clock=lambda: self.seconds, now=now)


@pytest.fixture
def cases() -> Cases:
    return Cases()


def test_a_token_is_asked_about_once_in_thirty_seconds(cases: Cases) -> None:
    known = cases.proofs()
    for cases.seconds in (0, 10, 29.9):
        assert known.account_of(TOKEN)["account_id"] == "account-m.jansen"
    assert len(cases.asked) == 1
    cases.seconds = 30
    known.account_of(TOKEN)
    assert len(cases.asked) == 2


@pytest.mark.parametrize("away", [Unavailable("unavailable", ""), TooLate("too_late", "")])
def test_while_cases_is_away_a_proof_is_good_for_a_minute_and_no_longer(cases: Cases, away: LotseError) -> None:
    known = cases.proofs()
    known.account_of(TOKEN)
    cases.refuses = away
    cases.seconds = 59.9
    assert known.account_of(TOKEN)["roles"] == ["desk"]
    cases.seconds = 60
    with pytest.raises(type(away)):
        known.account_of(TOKEN)


def test_whoever_has_no_proof_gets_none_while_cases_is_away(cases: Cases) -> None:
    cases.refuses = Unavailable("unavailable", "")
    with pytest.raises(Unavailable):
        cases.proofs().account_of(TOKEN)


def test_while_cases_is_away_it_is_not_asked_at_every_click(cases: Cases) -> None:
    known = cases.proofs()
    known.account_of(TOKEN)
    cases.refuses = TooLate("too_late", "")
    for cases.seconds in (31, 32, 33, 34, 35):
        known.account_of(TOKEN)
    assert len(cases.asked) == 2
    cases.refuses, cases.seconds = None, 36
    known.account_of(TOKEN)
    assert len(cases.asked) == 3


def test_a_broken_cases_proves_nothing(cases: Cases) -> None:
    known = cases.proofs()
    known.account_of(TOKEN)
    cases.refuses, cases.seconds = Failed("failed", ""), 31
    with pytest.raises(Failed):
        known.account_of(TOKEN)


def test_a_session_that_was_ended_elsewhere_opens_nothing_after_half_a_minute(cases: Cases) -> None:
    known = cases.proofs()
    known.account_of(TOKEN)
    cases.refuses, cases.seconds = NotSignedIn("account_deactivated", ""), 30
    with pytest.raises(NotSignedIn) as refusal:
        known.account_of(TOKEN)
    assert refusal.value.code == "session_ended"  # why is nobody's business
    cases.refuses = Unavailable("unavailable", "")
    with pytest.raises(Unavailable):
        known.account_of(TOKEN)


def test_a_session_ends_when_its_time_is_over_although_cases_is_away(cases: Cases) -> None:
    cases.ends_at = BEGAN + timedelta(seconds=40)
    known = cases.proofs()
    known.account_of(TOKEN)
    cases.refuses, cases.seconds = Unavailable("unavailable", ""), 39
    known.account_of(TOKEN)
    cases.seconds = 40
    with pytest.raises(Unavailable):
        known.account_of(TOKEN)


def test_what_is_forgotten_is_asked_about_again(cases: Cases) -> None:
    known = cases.proofs()
    known.account_of(TOKEN)
    known.forget(TOKEN)
    known.account_of(TOKEN)
    assert len(cases.asked) == 2


def test_an_answer_that_was_under_way_while_the_session_ended_is_not_kept(cases: Cases) -> None:
    under_way, ended = threading.Event(), threading.Event()

    def slow(token: str) -> dict[str, Any]:
        under_way.set()
        assert ended.wait(5)
        return cases.renew(token)

    known = Proofs(slow, clock=lambda: cases.seconds, now=lambda: BEGAN)
    asking = threading.Thread(target=known.account_of, args=(TOKEN,))
    asking.start()
    assert under_way.wait(5)
    known.forget(TOKEN)
    ended.set()
    asking.join(5)
    cases.refuses = NotSignedIn("session_ended", "")
    with pytest.raises(NotSignedIn):
        known.account_of(TOKEN)


def test_only_so_many_are_remembered_and_the_newest_stay(cases: Cases) -> None:
    known = cases.proofs(most=2)
    for token in ("first", "second", "third", "second", "third"):
        known.account_of(token)
    assert cases.asked == ["first", "second", "third"]
    known.account_of("first")
    assert cases.asked[3:] == ["first"]


@pytest.mark.parametrize("token", ["", "x" * 257, "ტოკენი"])
def test_what_cannot_be_a_token_is_not_even_asked_about(cases: Cases, token: str) -> None:
    with pytest.raises(NotSignedIn):
        cases.proofs().account_of(token)
    assert not cases.asked


def test_the_token_itself_is_kept_nowhere(cases: Cases) -> None:
    known = cases.proofs()
    known.account_of(TOKEN)
    assert TOKEN not in repr(vars(known))


def test_many_threads_at_once_get_the_same_account(cases: Cases) -> None:
    known = cases.proofs()
    found: list[str] = []
    threads = [
        threading.Thread(target=lambda: found.extend(known.account_of(TOKEN)["account_id"] for _ in range(50)))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert found == ["account-m.jansen"] * 400


def test_no_line_of_the_log_holds_a_token(client: Any, calls: FakeCalls) -> None:
    token = calls.cases.token("desk")
    with capture_logs() as lines:
        client.get("/api/v1/requests", headers={"Authorization": f"Bearer {token}"})
        calls.away.add("cases")
        client.get("/api/v1/requests", headers={"Authorization": "Bearer another-token"})
    assert len(lines) == 2
    assert "token-of" not in json.dumps(lines)
    assert "another-token" not in json.dumps(lines)


def test_the_promise_is_the_one_that_services_make() -> None:
    assert proofs.FRESH_SECONDS < proofs.USED_SECONDS <= 60
