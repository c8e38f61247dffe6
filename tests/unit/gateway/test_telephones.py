"""Telephone numbers on the pages: told apart for the eye, whole for the telephone."""

from __future__ import annotations

from typing import Any

import pytest

from gateway.telephones import dialled, telephone
from tests.unit.gateway.busy_morning import calls as busy
from tests.unit.gateway.fake_cases import CASE_ID
from tests.unit.gateway.fake_intake import FakeCalls
from tests.unit.gateway.staff_browser import signed_in


@pytest.fixture
def calls() -> FakeCalls:
    made = busy()
    made.cases.cases_[CASE_ID][0]["person"]["phone"] = "+491713920012"
    return made


@pytest.mark.parametrize(
    ("kept", "read", "called"),
    [
        ("+493023125417", "+49 30 23125417", "+493023125417"),
        ("+491713920012", "+49 171 3920012", "+491713920012"),
        ("+33142685300", "+33 1 42 68 53 00", "+33142685300"),
        ("+49 30 23125 000", "+49 30 23125 000", "+493023125000"),
        ("030 / 23125-100", "030 / 23125-100", "+493023125100"),
    ],
)
def test_a_number_is_read_in_parts_and_dialled_whole(kept: str, read: str, called: str) -> None:
    assert (telephone(kept), dialled(kept)) == (read, called)


def test_a_page_shows_the_number_in_parts_also_in_the_field_where_it_is_corrected(client: Any) -> None:
    page = signed_in(client, "counsellor").get(f"/en/cases/{CASE_ID}").text
    assert '<a class="kern-link" href="tel:+491713920012"><bdi dir="ltr">+49 171 3920012</bdi></a>' in page
    assert 'value="+49 171 3920012"' in page
    assert ">+491713920012<" not in page
