"""What clients release, whom they are referred to, and where that is kept in mind."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from services.cases.commands import directory as directory_commands
from services.cases.commands import referrals as referral_commands
from services.cases.commands import releases as release_commands
from services.cases.queries import directory as directory_queries
from services.cases.queries import releases as release_queries
from services.cases.schemas import directory as of_directory
from services.cases.schemas import releases as of_releases
from services.cases.service.parts import Part
from services.chassis.extensions import Provided, answers, every
from services.chassis.identity import Actor
from services.chassis.programme import Releases as ProgrammeReleases

Answer = dict[str, Any]


class Releases(Part):
    """What clients release, whom they are referred to, and the directory of services outside."""

    longest_release: timedelta = Provided(lambda parts: timedelta(days=parts.programme.releases.longest_days))
    programme_releases: ProgrammeReleases = Provided(lambda parts: parts.programme.releases)
    outside: Mapping[str, Mapping[str, Any]] = Provided(lambda parts: parts.programme.directory)

    @answers(of_releases.OneRelease)
    def release(self, who: Actor, request: Answer) -> Answer:
        return release_queries.release(self.store, who, self.clock, **request)

    @answers(of_releases.GrantRelease, command=True)
    def grant_release(self, who: Actor, request: Answer) -> Answer:
        return release_commands.grant_release(self.store, who, self.clock, longest=self.longest_release, **request)

    @answers(of_releases.WithdrawRelease, command=True)
    def withdraw_release(self, who: Actor, request: Answer) -> Answer:
        return release_commands.withdraw_release(self.store, who, self.clock, **request)

    @answers(of_releases.MakeReferral, command=True)
    def make_referral(self, who: Actor, request: Answer) -> Answer:
        return referral_commands.make_referral(
            self.store, who, self.clock, programme=self.programme_releases, **request
        )

    @answers(of_releases.AnswerReferral, command=True)
    def answer_referral(self, who: Actor, request: Answer) -> Answer:
        return referral_commands.answer_referral(self.store, who, self.clock, **request)

    @answers(of_releases.EndReferral, command=True)
    def end_referral(self, who: Actor, request: Answer) -> Answer:
        return referral_commands.end_referral(self.store, who, self.clock, **request)

    @answers(of_directory.ListDirectory)
    def directory(self, who: Actor, request: Answer) -> Answer:
        return directory_queries.directory(self.store, who, **request)

    @answers(of_directory.OneService)
    def service(self, who: Actor, request: Answer) -> Answer:
        return directory_queries.service(self.store, who, **request)

    @answers(of_directory.AddService, command=True)
    def add_service(self, who: Actor, request: Answer) -> Answer:
        return directory_commands.add_service(self.store, who, self.clock, request)

    @answers(of_directory.ChangeService, command=True)
    def change_service(self, who: Actor, request: Answer) -> Answer:
        return directory_commands.change_service(self.store, who, self.clock, **request)

    @every(seconds=3600)
    def begin_directories(self) -> None:
        directory_commands.begin_directories(self.store, Actor.system(), self.clock, self.hosted, self.outside)
