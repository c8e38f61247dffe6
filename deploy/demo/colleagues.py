"""What the staff of the demo agree on among themselves: teams, a deputy for who is on leave, a directory."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from deploy.demo.people import STAFF
from deploy.demo.stage import Stage

# Who founds a team, what it is called, and who is in it.
_TEAMS = (
    ("coordinator", "Team Süd und Mitte", ("counsellor", "vell", "fabry")),
    ("coordinator", "Team Nord", ("brehm", "selim", "aksoy")),
    ("bruecke-coordinator", "Alsdorf und Würselen", ("bruecke", "nassif", "wirtz")),
)
# Who is on leave this week, and who takes their cases.
_LEAVES = (("vell", "counsellor"), ("nassif", "bruecke"))
_BEFORE, _AFTER = timedelta(days=2), timedelta(days=5)
_SERVICES_MAX = 100


def settle_in(stage: Stage) -> None:
    """Put on the agenda that the directories are looked at, teams are founded, and deputies named."""
    begins = stage.days.since + timedelta(days=1)
    organisations = dict.fromkeys(one.organisation for one in STAFF if "counsellor" in one.roles)
    for organisation in organisations:
        stage.agenda.at(begins, f"directory {organisation}", partial(_look_outside, stage, organisation))
    for number, (by, name, members) in enumerate(_TEAMS, start=1):
        stage.agenda.at(begins, f"team {number}", partial(_found, stage, f"team {number}", by, name, members))
    for away, deputy in _LEAVES:
        story = f"leave {away}"
        stage.agenda.at(stage.days.until - timedelta(days=4), story, partial(_go_on_leave, stage, story, away, deputy))


def _look_outside(stage: Stage, organisation: str, _moment: datetime) -> None:
    who = stage.actors[stage.counsellors(organisation)[0].user]
    stage.outside[organisation] = stage.asking(f"directory {organisation}").learn(
        lambda shown: [
            {name: service[name] for name in ("service_id", "kind", "topics", "municipalities")}
            for service in shown["items"]
        ],
        who,
        "cases",
        "directory",
        limit=_SERVICES_MAX,
    )


def _found(stage: Stage, story: str, by: str, name: str, members: tuple[str, ...], _moment: datetime) -> None:
    accounts = [stage.actors[user].ref for user in members]
    stage.asking(story).ask(stage.actors[by], "cases", "found_team", name=name, members=accounts)


def _go_on_leave(stage: Stage, story: str, away: str, deputy: str, _moment: datetime) -> None:
    stage.asking(story).ask(
        stage.actors[away],
        "cases",
        "name_deputy",
        deputy_id=stage.actors[deputy].ref,
        from_on=stage.days.day(stage.days.until - _BEFORE).isoformat(),
        until_on=stage.days.day(stage.days.until + _AFTER).isoformat(),
    )
