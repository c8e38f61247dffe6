"""Who may do what: every role, every right, towards every kind of thing."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from services.cases import permissions
from services.cases.permissions import EVERYTHING, ORGANISATION, OWN, RELATIONS
from services.chassis.errors import NotAllowed, NotFound
from services.chassis.identity import Actor

ROLES = (
    "public", "system", "counsellor", "desk", "coordinator", "steering", "liaison", "privacy_officer", "operator",
    "administrator",
)  # fmt: skip
ME = "account of mine"


@dataclass(frozen=True)
class Thing:
    """A case as far as rights are concerned."""

    organisation: str
    counsellor_id: str
    noun: str = "case"


MINE = Thing("bruecke", ME)
A_COLLEAGUES = Thing("bruecke", "account of a colleague")
ELSEWHERE = Thing("kim", ME)
REACHED = {OWN: {MINE}, ORGANISATION: {MINE, A_COLLEAGUES}, EVERYTHING: {MINE, A_COLLEAGUES, ELSEWHERE}}


@pytest.mark.parametrize("right", RELATIONS)
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("thing", [MINE, A_COLLEAGUES, ELSEWHERE], ids=["own", "colleague's", "elsewhere"])
def test_a_right_reaches_exactly_as_far_as_its_table_says(right: str, role: str, thing: Thing) -> None:
    who = Actor(frozenset({role}), "bruecke", ME)
    reach = RELATIONS[right].get(role)
    if reach is not None and thing in REACHED[reach]:
        permissions.require(who, right, thing)
        assert permissions.may(who, right, thing)
    elif thing is ELSEWHERE:
        with pytest.raises(NotFound) as unknown:
            permissions.require(who, right, thing)
        assert (unknown.value.code, unknown.value.sentence) == ("case_unknown", "There is no such case.")
    else:
        with pytest.raises(NotAllowed) as refusal:
            permissions.require(who, right, thing)
        assert refusal.value.code == ("not_allowed" if reach is None else "not_your_case")
        assert right in refusal.value.sentence
        assert not permissions.may(who, right, thing)


def test_who_has_two_roles_reaches_as_far_as_the_wider() -> None:
    both = Actor(frozenset({"counsellor", "coordinator"}), "bruecke", ME)
    permissions.require(both, permissions.SEE_CASES, A_COLLEAGUES)
    with pytest.raises(NotFound):
        permissions.require(both, permissions.SEE_CASES, ELSEWHERE)


def test_nobody_who_does_not_work_with_cases_reads_them() -> None:
    assert set(RELATIONS[permissions.SEE_CASES]) == {"counsellor", "coordinator"}
