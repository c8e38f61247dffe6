"""Accounts and sessions of those who work here."""

from __future__ import annotations

from typing import Any

from services.cases.commands import accounts as account_commands
from services.cases.commands import own_account, signing_in
from services.cases.queries import accounts as account_queries
from services.cases.schemas import accounts as of_accounts
from services.cases.service.parts import Part
from services.chassis.extensions import answers, every
from services.chassis.identity import Actor

Answer = dict[str, Any]


def _with_code(service: Part, answer: Answer) -> Answer:
    """The one-time code that an answer is about, which is remembered nowhere: it is made again of its id."""
    return {"code": service.store.reset_codes.code_of(answer["reset_id"]), "ends_at": answer["ends_at"]}


class Accounts(Part):
    """Accounts and sessions of those who work here."""

    # What opens a session or goes on with it is no command: its token must not be remembered as an answer.
    @answers(of_accounts.SignIn)
    def sign_in(self, who: Actor, request: Answer) -> Answer:
        return signing_in.sign_in(self.store, self.passwords, who, self.clock, **request)

    @answers(of_accounts.ContinueSignIn)
    def continue_sign_in(self, who: Actor, request: Answer) -> Answer:
        return signing_in.continue_sign_in(self.store, who, self.clock, **request)

    @answers(of_accounts.Bearer)
    def renew_session(self, who: Actor, request: Answer) -> Answer:
        return signing_in.renew_session(self.store, who, self.clock, **request)

    @answers(of_accounts.Bearer)
    def end_session(self, who: Actor, request: Answer) -> Answer:
        return signing_in.end_session(self.store, who, self.clock, **request)

    @answers(of_accounts.ResetPassword)
    def reset_password(self, who: Actor, request: Answer) -> Answer:
        return signing_in.reset_password(self.store, self.passwords, who, self.clock, **request)

    @answers(of_accounts.OwnAccount)
    def own_account(self, who: Actor, request: Answer) -> Answer:
        return account_queries.own_account(self.store, who)

    @answers(of_accounts.OwnAccount)
    def pending_second_factor(self, who: Actor, request: Answer) -> Answer:
        return account_queries.pending_second_factor(self.store, who, self.clock)

    # These come with the own password, a code or the token of the session, and go on in a new session.
    @answers(of_accounts.ChangeOwnPassword)
    def change_own_password(self, who: Actor, request: Answer) -> Answer:
        return own_account.change_own_password(self.store, self.passwords, who, self.clock, **request)

    @answers(of_accounts.BeginSecondFactor)
    def begin_second_factor(self, who: Actor, request: Answer) -> Answer:
        return own_account.begin_second_factor(self.store, self.passwords, who, self.clock, **request)

    @answers(of_accounts.ConfirmSecondFactor)
    def confirm_second_factor(self, who: Actor, request: Answer) -> Answer:
        return own_account.confirm_second_factor(self.store, who, self.clock, **request)

    @answers(of_accounts.RemoveOwnSecondFactor)
    def remove_own_second_factor(self, who: Actor, request: Answer) -> Answer:
        return own_account.remove_own_second_factor(self.store, self.passwords, who, self.clock, **request)

    @answers(of_accounts.Bearer)
    def end_other_sessions(self, who: Actor, request: Answer) -> Answer:
        return own_account.end_other_sessions(self.store, who, self.clock, **request)

    @answers(of_accounts.CreateAccount, command=True)
    def create_account(self, who: Actor, request: Answer) -> Answer:
        return account_commands.create_account(self.store, self.passwords, who, self.clock, request)

    @answers(of_accounts.ChangeAccount, command=True)
    def change_account(self, who: Actor, request: Answer) -> Answer:
        return account_commands.change_account(self.store, who, self.clock, **request)

    @answers(of_accounts.OneAccount, command=True, complete=_with_code)
    def give_reset_code(self, who: Actor, request: Answer) -> Answer:
        return account_commands.give_reset_code(self.store, who, self.clock, **request)

    @answers(of_accounts.OneAccount, command=True)
    def remove_second_factor(self, who: Actor, request: Answer) -> Answer:
        return account_commands.remove_second_factor(self.store, who, self.clock, **request)

    @answers(of_accounts.OneAccount, command=True)
    def end_sessions(self, who: Actor, request: Answer) -> Answer:
        return account_commands.end_sessions(self.store, who, self.clock, **request)

    @answers(of_accounts.ListAccounts)
    def accounts(self, who: Actor, request: Answer) -> Answer:
        return account_queries.accounts(self.store, who, **request)

    @answers(of_accounts.OneAccount)
    def account(self, who: Actor, request: Answer) -> Answer:
        return account_queries.account(self.store, who, **request)

    @every(seconds=3600)
    def forget_ended_sessions(self) -> None:
        account_commands.forget_ended_sessions(self.store, Actor.system(), self.clock)
