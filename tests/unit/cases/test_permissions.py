"""Who may do what: every role, every right, towards every kind of thing and from every place in its circle."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from services.cases import permissions
from services.cases.permissions import EVERYTHING, ORGANISATION, OWN, RELATIONS, TEAM
from services.chassis.errors import NotAllowed, NotFound
from services.chassis.identity import Actor
from services.chassis.rights import NOBODY_ELSE, Circle

ROLES = (
    "public", "system", "counsellor", "desk", "coordinator", "steering", "liaison", "privacy_officer", "operator",
    "administrator",
)  # fmt: skip
ME, COLLEAGUE = "account of mine", "account of a colleague"
I = frozenset({ME})  # noqa: E741 (the reader)


@dataclass(frozen=True)
class Thing:
    """A case as far as rights are concerned."""

    organisation: str
    counsellor_id: str
    circle: Circle = NOBODY_ELSE
    noun: str = "case"


# relation of the reader to a case → that case
CASES = {
    "own": Thing("bruecke", ME),
    "deputy": Thing("bruecke", COLLEAGUE, Circle(deputies=I)),
    "team": Thing("bruecke", COLLEAGUE, Circle(team=I)),
    "shared with everybody": Thing("bruecke", COLLEAGUE, Circle(with_everybody=True)),
    "colleague's": Thing("bruecke", COLLEAGUE),
    "behind the glass": Thing("bruecke", COLLEAGUE, Circle(let_in=I)),
    "locked": Thing("bruecke", COLLEAGUE, Circle(locked_out=I, team=I, deputies=I, let_in=I, with_everybody=True)),
    "own but locked": Thing("bruecke", ME, Circle(locked_out=I)),
    "elsewhere": Thing("kim", ME, Circle(deputies=I, let_in=I)),
}
HIDDEN = {"locked", "own but locked", "elsewhere"}
_MINE = {"own", "deputy"}
_SHARED = _MINE | {"team", "shared with everybody"}
REACHED = {OWN: _MINE, TEAM: _SHARED, ORGANISATION: CASES.keys() - HIDDEN, EVERYTHING: CASES.keys()}


@pytest.mark.parametrize("right", RELATIONS, ids=lambda right: right[:40])
@pytest.mark.parametrize("relation", CASES)
def test_a_right_reaches_exactly_as_far_as_its_table_says(right: str, relation: str) -> None:
    thing = CASES[relation]
    for role in ROLES:
        who = Actor(frozenset({role}), "bruecke", ME)
        reach = RELATIONS[right].get(role)
        through_glass = right == permissions.SEE_CASES and relation == "behind the glass"
        if through_glass or (reach is not None and relation in REACHED[reach]):
            permissions.require(who, right, thing)
            assert permissions.may(who, right, thing)
        elif relation in HIDDEN:
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
    permissions.require(both, permissions.SEE_LINES, CASES["colleague's"])
    with pytest.raises(NotFound):
        permissions.require(both, permissions.SEE_LINES, CASES["elsewhere"])


def test_nobody_but_a_counsellor_reads_cases_unless_a_glass_is_broken() -> None:
    assert set(RELATIONS[permissions.SEE_CASES]) == {"counsellor"}
    assert set(RELATIONS[permissions.BREAK_GLASS]) == {"counsellor", "coordinator", "privacy_officer"}
