"""Where most tests of the cases begin: Ketevan counsels at a free provider, and has colleagues.

A test file that begins otherwise makes its own fixture of the same name; tests/integration takes these over with a
database of each engine.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from services.chassis.identity import Actor
from tests.builders import Cases


@pytest.fixture
def cases(tmp_path: Path) -> Cases:
    return Cases(tmp_path)


@pytest.fixture
def ketevan(cases: Cases) -> Actor:
    """A counsellor of bruecke."""
    return cases.engage()


@pytest.fixture
def lado(cases: Cases) -> Actor:
    """Her colleague."""
    return cases.engage("lado", name="Lado Kiria")


@pytest.fixture
def lioba(cases: Cases) -> Actor:
    """The coordinator of bruecke."""
    return cases.engage("lioba", name="Lioba Hansen", roles=["coordinator"], counsellor=None)


@pytest.fixture
def dagmar(cases: Cases) -> Actor:
    """The privacy officer of bruecke."""
    return cases.engage("dagmar", name="Dagmar Ising", roles=["privacy_officer"], counsellor=None)


@pytest.fixture
def case_id(cases: Cases, ketevan: Actor) -> str:
    """Nino's case, which Ketevan has."""
    return cases.open(ketevan)
