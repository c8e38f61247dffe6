"""Interpreting in a programme: which money pays for whom, decided by rules in their order, and what a late release
costs."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

INTERPRETER_KINDS = POOL, PROFESSIONAL = ("pool", "professional")


@dataclass(frozen=True)
class Pot:
    """Money set aside for a year, in cents."""

    name: Mapping[str, str]
    yearly_cents: int


@dataclass(frozen=True)
class FundingRule:
    """For appointments with or without legal consequence: this kind of interpreter, paid from this pot, because."""

    code: str
    legal_consequence: bool
    kind: str
    pot: str
    because: Mapping[str, str]


@dataclass(frozen=True)
class Interpreting:
    """How interpreting is paid: released less than `notice_days` working days before, it costs `late_percent` of the
    fee."""

    pots: Mapping[str, Pot]
    rules: tuple[FundingRule, ...]
    notice_days: int
    late_percent: int

    def decide(self, legal_consequence: bool, kind: str | None = None) -> FundingRule | None:
        """The first rule that fits, for this kind of interpreter where one is wanted; None where no money may be
        spent like this."""
        for rule in self.rules:
            if rule.legal_consequence == legal_consequence and kind in (None, rule.kind):
                return rule
        return None


def load(path: Path) -> Interpreting:
    """What this file says. Raises ValueError with a sentence for what is wrong in it."""
    data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    pots = {code: Pot(**pot) for code, pot in data["pots"].items()}
    rules = tuple(FundingRule(**rule) for rule in data["rules"])
    for rule in rules:
        if rule.pot not in pots:
            raise ValueError(f"{path.name}: the rule {rule.code} spends from {rule.pot!r}, and there is no such pot")
        if rule.kind not in INTERPRETER_KINDS:
            raise ValueError(f"{path.name}: the rule {rule.code} is for {rule.kind!r}, not for pool or professional")
    if len({rule.code for rule in rules}) != len(rules):
        raise ValueError(f"{path.name}: two rules have the same code")
    if {rule.legal_consequence for rule in rules} != {True, False}:
        raise ValueError(f"{path.name}: a rule with and a rule without legal consequence are needed")
    if not 0 <= data["late_percent"] <= 100:
        raise ValueError(f"{path.name}: late_percent is {data['late_percent']}, not from 0 to 100")
    return Interpreting(pots, rules, data["notice_days"], data["late_percent"])
