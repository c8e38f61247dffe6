"""Who is reached in another way, or spoken with in another language, gets the next letter there and so."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.chassis.errors import NotFound
from services.chassis.testing import said
from services.notifications.model.addressees import Addressee
from tests.builders import Cases, Notifications


@pytest.fixture
def cases(tmp_path: Path) -> Cases:
    return Cases(tmp_path)


@pytest.fixture
def notifications(tmp_path: Path, cases: Cases) -> Notifications:
    return Notifications(tmp_path, cases.clock)


def corrected(cases: Cases) -> str:
    """The case of Nino, whose address and language were corrected."""
    ketevan = cases.engage()
    case_id = cases.open(ketevan)
    person = cases.ask(ketevan, "case", case_id=case_id)["person"]
    seen = {"person_id": person["person_id"], "version": person["version"]}
    cases.ask(ketevan, "correct_person", **seen, email="nino.neu@example.org", language="ru")
    return case_id


def test_a_corrected_contact_replaces_the_older_and_the_rest_stays(cases: Cases, notifications: Notifications) -> None:
    case_id = corrected(cases)
    notifications.hear(*said(cases.database))
    assert notifications.store.addressees.get(case_id) == Addressee(
        about=case_id,
        language="ru",
        notice_language="ka",
        status_token="c2VjcmV0IG9mIGEgbGluaw",
        email="nino.neu@example.org",
        phone=None,
        reference="K7M-4XQ-6",
    )


def test_nobody_who_was_forgotten_comes_back_by_a_correction(cases: Cases, notifications: Notifications) -> None:
    case_id = corrected(cases)
    notifications.hear(*(message for message in said(cases.database) if message.type == "contact.changed.v1"))
    with pytest.raises(NotFound):
        notifications.store.addressees.get(case_id)
