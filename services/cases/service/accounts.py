"""Accounts and sessions of those who work here."""

from __future__ import annotations

from typing import Any

from services.cases.commands import accounts as account_commands
from services.cases.queries import accounts as account_queries
from services.cases.schemas import accounts as of_accounts
from services.cases.service.parts import Part
from services.chassis.extensions import answers, every
from services.chassis.identity import Actor

Answer = dict[str, Any]


class Accounts(Part):
    """Accounts and sessions of those who work here."""

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
