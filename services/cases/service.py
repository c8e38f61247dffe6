"""The cases' ears and mouth."""

from __future__ import annotations

from typing import Any

from services.cases import events, reactions
from services.cases.commands import accounts as account_commands
from services.cases.commands import cases as case_commands
from services.cases.commands import offers as offer_commands
from services.cases.commands import records as record_commands
from services.cases.passwords import Passwords
from services.cases.queries import accounts as account_queries
from services.cases.queries import cases as case_queries
from services.cases.queries import counsellors as counsellor_queries
from services.cases.queries import offers as offer_queries
from services.cases.schemas import accounts as of_accounts
from services.cases.schemas import cases as of_cases
from services.cases.schemas import heard
from services.cases.schemas import offers as of_offers
from services.cases.schemas import records as of_records
from services.cases.settings import CasesSettings
from services.cases.store import Store
from services.chassis.extensions import Operated, Provided, answers, aside, every, hears
from services.chassis.handler import Message
from services.chassis.identity import Actor

Answer = dict[str, Any]


class CasesService(Operated):
    """The case level: offers, people, cases and their records; and the accounts of those who work here."""

    name = "cases"
    settings = CasesSettings
    says = events.ALL

    store = Provided(lambda parts: Store(parts.database, parts.outbox, parts.vault, parts.seal_keys))
    clock = Provided(lambda parts: parts.clock)
    hosted = Provided(lambda parts: frozenset(parts.programme.organisations))
    passwords = Provided(lambda _parts: Passwords(aside))

    # What opens a session or goes on with it is no command: its token must not be remembered as an answer.
    @answers(of_accounts.SignIn)
    def sign_in(self, who: Actor, request: Answer) -> Answer:
        return account_commands.sign_in(self.store, self.passwords, who, self.clock, **request)

    @answers(of_accounts.Bearer)
    def renew_session(self, who: Actor, request: Answer) -> Answer:
        return account_commands.renew_session(self.store, who, self.clock, **request)

    @answers(of_accounts.Bearer)
    def end_session(self, who: Actor, request: Answer) -> Answer:
        return account_commands.end_session(self.store, who, self.clock, **request)

    @answers(of_accounts.CreateAccount, command=True)
    def create_account(self, who: Actor, request: Answer) -> Answer:
        return account_commands.create_account(self.store, self.passwords, who, self.clock, request)

    @answers(of_accounts.ChangeAccount, command=True)
    def change_account(self, who: Actor, request: Answer) -> Answer:
        return account_commands.change_account(self.store, self.passwords, who, self.clock, **request)

    @answers(of_accounts.ListAccounts)
    def accounts(self, who: Actor, request: Answer) -> Answer:
        return account_queries.accounts(self.store, who, **request)

    @every(seconds=3600)
    def forget_ended_sessions(self) -> None:
        account_commands.forget_ended_sessions(self.store, Actor.system(), self.clock)

    @answers(of_offers.ListOffers)
    def offers(self, who: Actor, request: Answer) -> Answer:
        return offer_queries.offers(self.store, who, **request)

    @answers(of_offers.OneOffer)
    def offer(self, who: Actor, request: Answer) -> Answer:
        return offer_queries.offer(self.store, who, **request)

    @answers(of_offers.AcceptOffer, command=True)
    def accept_offer(self, who: Actor, request: Answer) -> Answer:
        return offer_commands.accept_offer(self.store, who, self.clock, **request)

    @answers(of_offers.DeclineOffer, command=True)
    def decline_offer(self, who: Actor, request: Answer) -> Answer:
        return offer_commands.decline_offer(self.store, who, self.clock, **request)

    @answers(of_cases.ListCases)
    def cases(self, who: Actor, request: Answer) -> Answer:
        return case_queries.cases(self.store, who, **request)

    @answers(of_cases.OneCase)
    def case(self, who: Actor, request: Answer) -> Answer:
        return case_queries.case(self.store, who, self.clock, **request)

    @answers(of_cases.OpenCase, command=True)
    def open_case(self, who: Actor, request: Answer) -> Answer:
        return case_commands.open_case(self.store, who, self.clock, request)

    @answers(of_cases.AssignCase, command=True)
    def assign_case(self, who: Actor, request: Answer) -> Answer:
        return case_commands.assign_case(self.store, who, self.clock, **request)

    @answers(of_cases.EnterPhase, command=True)
    def enter_phase(self, who: Actor, request: Answer) -> Answer:
        return case_commands.enter_phase(self.store, who, self.clock, **request)

    @answers(of_cases.CloseCase, command=True)
    def close_case(self, who: Actor, request: Answer) -> Answer:
        return case_commands.close_case(self.store, who, self.clock, **request)

    @answers(of_records.HoldConsultation, command=True)
    def hold_consultation(self, who: Actor, request: Answer) -> Answer:
        return record_commands.hold_consultation(self.store, who, self.clock, **request)

    @answers(of_records.AgreeGoal, command=True)
    def agree_goal(self, who: Actor, request: Answer) -> Answer:
        return record_commands.agree_goal(self.store, who, self.clock, **request)

    @answers(of_records.ReachGoal, command=True)
    def reach_goal(self, who: Actor, request: Answer) -> Answer:
        return record_commands.reach_goal(self.store, who, self.clock, **request)

    @answers(of_records.DropGoal, command=True)
    def drop_goal(self, who: Actor, request: Answer) -> Answer:
        return record_commands.drop_goal(self.store, who, self.clock, **request)

    @answers(of_records.MeetBarrier, command=True)
    def meet_barrier(self, who: Actor, request: Answer) -> Answer:
        return record_commands.meet_barrier(self.store, who, self.clock, **request)

    @answers(of_records.ClearBarrier, command=True)
    def clear_barrier(self, who: Actor, request: Answer) -> Answer:
        return record_commands.clear_barrier(self.store, who, self.clock, **request)

    @answers(of_cases.ListCounsellors)
    def counsellors(self, who: Actor, request: Answer) -> Answer:
        return counsellor_queries.counsellors(self.store, who)

    @hears("intake.events", "request.offered.v1", heard.RequestOffered)
    def on_request_offered(self, message: Message) -> None:
        reactions.on_request_offered(self.store, self.hosted, message)

    @hears("intake.events", "request.offer_confirmed.v1", heard.OfferDecided)
    def on_offer_confirmed(self, message: Message) -> None:
        reactions.on_offer_confirmed(self.store, self.hosted, message)

    @hears("intake.events", "request.offer_withdrawn.v1", heard.OfferDecided)
    def on_offer_withdrawn(self, message: Message) -> None:
        reactions.on_offer_withdrawn(self.store, self.hosted, self.clock, message)

    @hears("intake.events", "request.offer_lapsed.v1", heard.OfferDecided)
    def on_offer_lapsed(self, message: Message) -> None:
        reactions.on_offer_lapsed(self.store, self.hosted, self.clock, message)

    @hears("intake.events", "request.handed_over.v1", heard.RequestHandedOver)
    def on_request_handed_over(self, message: Message) -> None:
        reactions.on_request_handed_over(self.store, self.hosted, self.clock, message)
