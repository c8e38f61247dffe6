"""Rules that stand in tables are complete: no status without a row, no right without a role and a sentence."""

from __future__ import annotations

import importlib
import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from services.chassis.errors import NotAllowed
from services.chassis.identity import Actor
from services.chassis.rights import REACHES

SERVICES = Path(__file__).parents[2] / "services"
MODEL_FILES = sorted([*SERVICES.glob("*/model.py"), *SERVICES.glob("*/model/*.py")])
WITH_RIGHTS = sorted(path.parent.name for path in SERVICES.glob("*/permissions.py"))
ROLES = {
    "public", "system", "counsellor", "desk", "coordinator", "steering", "liaison", "privacy_officer", "operator",
    "administrator",
    "enrolling",  # who has a session, and has yet to set up the second factor that is demanded of them
}  # fmt: skip


def module_of(path: Path) -> ModuleType:
    dotted = ".".join(path.relative_to(SERVICES.parent).with_suffix("").parts)
    return importlib.import_module(dotted.removesuffix(".__init__"))


def laws() -> list[Any]:
    """Every module of a model that has a table of its own; a package that only passes it on counts once."""
    found = {id(module.TRANSITIONS): module for module in map(module_of, MODEL_FILES) if hasattr(module, "TRANSITIONS")}
    return [pytest.param(module, id=module.__name__) for module in found.values()]


def rights(service: str) -> ModuleType:
    return importlib.import_module(f"services.{service}.permissions")


def statuses_of(model: ModuleType) -> list[str]:
    return list(getattr(model, "STATUSES", None) or model.STATES)


def test_every_service_with_a_model_is_walked() -> None:
    assert {path.parts[len(SERVICES.parts)] for path in MODEL_FILES} >= {"intake", "cases", "notifications"}
    assert len(laws()) >= 6


@pytest.mark.parametrize("model", laws())
def test_every_status_has_a_row_and_every_row_leads_to_a_status(model: ModuleType) -> None:
    statuses = statuses_of(model)
    assert set(model.TRANSITIONS) == set(statuses)
    for reached in model.TRANSITIONS.values():
        assert set(reached.values() if isinstance(reached, dict) else reached) <= set(statuses)


@pytest.mark.parametrize("model", laws())
def test_every_status_can_be_reached_from_the_first(model: ModuleType) -> None:
    statuses = statuses_of(model)
    reached, ahead = {statuses[0]}, [statuses[0]]
    while ahead:
        row = model.TRANSITIONS[ahead.pop()]
        new = set(row.values() if isinstance(row, dict) else row) - reached
        reached |= new
        ahead += new
    assert reached == set(statuses)


@pytest.mark.parametrize("service", WITH_RIGHTS)
def test_every_right_has_a_role_and_a_sentence_an_administrator_can_read(service: str) -> None:
    permissions = rights(service)
    named = {value for name, value in vars(permissions).items() if name.isupper() and isinstance(value, str)}
    assert set(permissions.ROLES) == named - set(REACHES)
    for right, roles in permissions.ROLES.items():
        assert roles, f"nobody has the right: {right}"
        assert roles <= ROLES, f"unknown roles: {roles - ROLES}"
        assert re.fullmatch(r"[A-Z][^.]{15,200}\.", right), f"not a sentence: {right}"


@pytest.mark.parametrize("service", WITH_RIGHTS)
def test_a_right_is_refused_to_every_other_role(service: str) -> None:
    permissions = rights(service)
    for right, roles in permissions.ROLES.items():
        for role in ROLES:
            who = Actor(frozenset({role}), "kim", "a1")
            if role in roles:
                permissions.require(who, right)
            else:
                with pytest.raises(NotAllowed):
                    permissions.require(who, right)


@pytest.mark.parametrize("service", [name for name in WITH_RIGHTS if hasattr(rights(name), "RELATIONS")])
def test_every_right_says_how_far_it_reaches_for_each_of_its_roles(service: str) -> None:
    permissions = rights(service)
    assert set(permissions.RELATIONS) == set(permissions.ROLES)
    for right, row in permissions.RELATIONS.items():
        assert set(row) == permissions.ROLES[right]
        assert set(row.values()) <= set(REACHES)
