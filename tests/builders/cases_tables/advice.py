"""What is asked of short advice: name → how it is read, and who answers."""

from __future__ import annotations

from typing import Any

from services.cases.commands import advice as advice_commands
from services.cases.queries import advice as advice_queries
from services.cases.schemas import advice as of_advice

ASKED: dict[str, tuple[Any, Any]] = {}
DONE: dict[str, tuple[Any, Any]] = {
    "advice": (of_advice.ListAdvice, advice_queries.advice),
    "give_advice": (of_advice.GiveAdvice, advice_commands.give_advice),
    "withdraw_advice": (of_advice.WithdrawAdvice, advice_commands.withdraw_advice),
}
