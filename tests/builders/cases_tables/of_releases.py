"""What is asked about releases, referrals and the directory: name → how it is read, and who answers."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from services.cases.commands import directory as directory_commands
from services.cases.commands import referrals as referrals_commands
from services.cases.commands import releases as releases_commands
from services.cases.queries import directory as directory_queries
from services.cases.queries import releases as releases_queries
from services.cases.schemas import directory as of_directory
from services.cases.schemas import releases as of_releases
from tests.builders.people import PROGRAMME

_LONGEST = timedelta(days=PROGRAMME.releases.longest_days)


def _add_service(store: Any, who: Any, clock: Any, **asked: Any) -> dict[str, Any]:
    return directory_commands.add_service(store, who, clock, asked)


ASKED: dict[str, tuple[Any, Any]] = {
    "directory": (of_directory.ListDirectory, directory_queries.directory),
    "service": (of_directory.OneService, directory_queries.service),
}
DONE: dict[str, tuple[Any, Any]] = {
    "release": (of_releases.OneRelease, releases_queries.release),
    "grant_release": (of_releases.GrantRelease, partial(releases_commands.grant_release, longest=_LONGEST)),
    "withdraw_release": (of_releases.WithdrawRelease, releases_commands.withdraw_release),
    "make_referral": (
        of_releases.MakeReferral,
        partial(referrals_commands.make_referral, programme=PROGRAMME.releases),
    ),
    "answer_referral": (of_releases.AnswerReferral, referrals_commands.answer_referral),
    "end_referral": (of_releases.EndReferral, referrals_commands.end_referral),
    "add_service": (of_directory.AddService, _add_service),
    "change_service": (of_directory.ChangeService, directory_commands.change_service),
}
