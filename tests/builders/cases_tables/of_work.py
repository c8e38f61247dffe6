"""What is asked of offers, cases, records, counsellors and accounts: name → how it is read, and who answers."""

from __future__ import annotations

from typing import Any

from services.cases.commands import cases as cases_commands
from services.cases.commands import offers as offers_commands
from services.cases.commands import records as records_commands
from services.cases.queries import accounts as account_queries
from services.cases.queries import cases as cases_queries
from services.cases.queries import counsellors as counsellors_queries
from services.cases.queries import history as history_queries
from services.cases.queries import offers as offers_queries
from services.cases.schemas import accounts as of_accounts
from services.cases.schemas import cases as of_cases
from services.cases.schemas import history as of_history
from services.cases.schemas import offers as of_offers
from services.cases.schemas import records as of_records

ASKED: dict[str, tuple[Any, Any]] = {
    "offers": (of_offers.ListOffers, offers_queries.offers),
    "offer": (of_offers.OneOffer, offers_queries.offer),
    "cases": (of_cases.ListCases, cases_queries.cases),
    "accounts": (of_accounts.ListAccounts, account_queries.accounts),
    "counsellors": (of_cases.ListCounsellors, counsellors_queries.counsellors),
    "colleagues": (of_cases.NameColleagues, counsellors_queries.colleagues),
}
DONE: dict[str, tuple[Any, Any]] = {
    "case": (of_cases.OneCase, cases_queries.case),
    "history": (of_history.ListHistory, history_queries.history),
    "accept_offer": (of_offers.AcceptOffer, offers_commands.accept_offer),
    "decline_offer": (of_offers.DeclineOffer, offers_commands.decline_offer),
    "assign_case": (of_cases.AssignCase, cases_commands.assign_case),
    "enter_phase": (of_cases.EnterPhase, cases_commands.enter_phase),
    "close_case": (of_cases.CloseCase, cases_commands.close_case),
    "hold_consultation": (of_records.HoldConsultation, records_commands.hold_consultation),
    "agree_goal": (of_records.AgreeGoal, records_commands.agree_goal),
    "reach_goal": (of_records.ReachGoal, records_commands.reach_goal),
    "drop_goal": (of_records.DropGoal, records_commands.drop_goal),
    "meet_barrier": (of_records.MeetBarrier, records_commands.meet_barrier),
    "clear_barrier": (of_records.ClearBarrier, records_commands.clear_barrier),
}
