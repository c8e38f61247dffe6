"""Rules that stand in tables are complete: no status without a row, no right without a role and a sentence."""

from __future__ import annotations

import importlib
import re
from pathlib import Path
from types import ModuleType

import pytest

from services.chassis.identity import Actor

SERVICES = Path(__file__).parents[2] / "services"
WITH_MODEL = sorted(path.parent.name for path in SERVICES.glob("*/model.py"))
WITH_RIGHTS = sorted(path.parent.name for path in SERVICES.glob("*/permissions.py"))
ROLES = {
    "public", "system", "counsellor", "desk", "coordinator", "steering", "liaison", "privacy_officer", "operator",
    "administrator",
}  # fmt: skip


def module(service: str, name: str) -> ModuleType:
    return importlib.import_module(f"services.{service}.{name}")


@pytest.mark.parametrize("service", WITH_MODEL)
def test_every_status_has_a_row_and_every_row_leads_to_a_status(service: str) -> None:
    model = module(service, "model")
    statuses = getattr(model, "STATUSES", None) or model.STATES
    assert set(model.TRANSITIONS) == set(statuses)
    for reached in model.TRANSITIONS.values():
        assert set(reached.values() if isinstance(reached, dict) else reached) <= set(statuses)


@pytest.mark.parametrize("service", WITH_MODEL)
def test_every_status_can_be_reached_from_the_first(service: str) -> None:
    model = module(service, "model")
    statuses = list(getattr(model, "STATUSES", None) or model.STATES)
    reached, ahead = {statuses[0]}, [statuses[0]]
    while ahead:
        row = model.TRANSITIONS[ahead.pop()]
        new = set(row.values() if isinstance(row, dict) else row) - reached
        reached |= new
        ahead += new
    assert reached == set(statuses)


@pytest.mark.parametrize("service", WITH_RIGHTS)
def test_every_right_has_a_role_and_a_sentence_an_administrator_can_read(service: str) -> None:
    permissions = module(service, "permissions")
    rights = {value for name, value in vars(permissions).items() if name.isupper() and isinstance(value, str)}
    assert set(permissions.ROLES) == rights
    for right, roles in permissions.ROLES.items():
        assert roles, f"nobody has the right: {right}"
        assert roles <= ROLES, f"unknown roles: {roles - ROLES}"
        assert re.fullmatch(r"[A-Z][^.]{15,200}\.", right), f"not a sentence: {right}"


@pytest.mark.parametrize("service", WITH_RIGHTS)
def test_a_right_is_refused_to_every_other_role(service: str) -> None:
    permissions = module(service, "permissions")
    for right, roles in permissions.ROLES.items():
        for role in ROLES:
            who = Actor(frozenset({role}), "kim", "a1")
            if role in roles:
                permissions.require(who, right)
            else:
                with pytest.raises(permissions.NotAllowed):
                    permissions.require(who, right)
