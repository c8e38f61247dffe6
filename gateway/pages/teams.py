"""The organisation: who counsels, who stands in for whom, who works together, and handing a caseload over."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, g, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.datastructures import MultiDict

from gateway import names, who
from gateway.pages import colleagues, deeds, staff_frame
from gateway.pages.typed import Form
from gateway.who import staff
from services.chassis.errors import NotFound

blueprint = staff_frame.blueprint("teams")

_MANY, _PER_PAGE = 100, 50
_FOR_CASE = "case-"  # a field of the hand-over: who gets the case whose id follows


class _HandOver(Form):
    """The form of a hand-over: one who gets everything, and for some cases somebody else."""

    def body(self, sent: MultiDict[str, str]) -> dict[str, Any]:
        each = [
            {"case_id": name.removeprefix(_FOR_CASE), "to": to}
            for name, to in sent.items()
            if name.startswith(_FOR_CASE) and to
        ]
        return super().body(sent) | ({"cases": each} if each else {})


FORMS = {
    "name_deputy": Form(
        "cases",
        texts=("counsellor_id", "deputy_id", "from_on", "until_on"),
        order=("counsellor_id", "deputy_id", "from_on", "until_on"),
        at_field={"counsellor_not_active": "deputy_id"},
    ),
    "end_deputyship": Form("cases", texts=("deputyship_id",), numbers=("version",)),
    "found_team": Form("cases", texts=("name",), lists=("members",)),
    "change_team": Form("cases", texts=("team_id", "name"), lists=("members",), numbers=("version",)),
    "dissolve_team": Form("cases", texts=("team_id",), numbers=("version",)),
}
HAND_OVER = {"hand_over_caseload": _HandOver("cases", texts=("to",), at_field={"counsellor_not_active": "to"})}


@blueprint.get("/organisation")
@staff("counsellor", "coordinator", "administrator")
def organisation() -> Response:
    """Deputies, teams and counsellors of the own organisation."""
    return _organisation()


@blueprint.post("/organisation")
@staff("counsellor", "coordinator", "administrator")
def change() -> Response:
    """Name a deputy or end that; found, change or dissolve a team."""
    return deeds.carry_out(FORMS, {}, _organisation, lambda _answer: staff_frame.to("teams.organisation"))


@blueprint.get("/organisation/<uuid:counsellor_id>/hand-over")
@staff("coordinator")
def caseload(counsellor_id: UUID) -> Response:
    """What a counsellor has under way, by reference, and who is to get it."""
    return _caseload(str(counsellor_id))


@blueprint.post("/organisation/<uuid:counsellor_id>/hand-over")
@staff("coordinator")
def hand_over(counsellor_id: UUID) -> Response:
    """Hand it over; what stays is listed by the same page."""

    def done(answer: dict[str, Any]) -> Response:
        if answer["left"]:
            return staff_frame.to("teams.caseload", counsellor_id=counsellor_id)
        return staff_frame.to("teams.organisation")

    about = {"counsellor_id": str(counsellor_id)}
    return deeds.carry_out(HAND_OVER, about, lambda **said: _caseload(str(counsellor_id), **said), done)


@blueprint.errorhandler(CSRFError)
def say_again(error: CSRFError) -> Response:
    """The page again, after its form's token was lost."""
    counsellor_id = (request.view_args or {}).get("counsellor_id")
    return deeds.say_again(
        lambda **said: _caseload(str(counsellor_id), **said) if counsellor_id else _organisation(**said), error
    )


def _organisation(**said: Any) -> Response:
    roles = set(g.account["roles"])
    me, cursor = g.account["account_id"], request.args.get("cursor", "").strip()
    listed = who.ask("cases", "counsellors", {"limit": _PER_PAGE} | ({"cursor": cursor} if cursor else {}))
    taking = colleagues.taking()
    # Whoever is listed can be chosen, too: by leafing through the list everybody can be reached.
    choice = {each["counsellor_id"]: each["name"] for each in (*taking, *listed["items"]) if each["active"]}
    options = sorted(choice.items(), key=lambda option: option[1].casefold())
    teams = who.ask("cases", "teams", {})
    # Nobody drops out of a team because somebody else has more room.
    choices = {
        team["team_id"]: [
            *options,
            *((m["account_id"], m["name"]) for m in team["members"] if m["account_id"] not in choice),
        ]
        for team in teams["items"]
    }
    return staff_frame.page(
        "staff/organisation.html",
        deputies=who.ask("cases", "deputies", {"limit": _MANY})["items"],
        teams=teams["items"],
        sharing=teams["sharing"],
        counsellors=listed["items"],
        next_page=listed["next"] and url_for("teams.organisation", cursor=listed["next"], _anchor="counsellors"),
        are_some=len(taking) >= colleagues.MANY,
        options=options,
        choices=choices,
        deputy_options=[option for option in options if "coordinator" in roles or option[0] != me],
        names_anybody="coordinator" in roles,
        names_own="counsellor" in roles,
        keeps_teams=bool(roles & {"coordinator", "administrator"}),
        hands_over="coordinator" in roles,
        **said,
    )


def _caseload(counsellor_id: str, **said: Any) -> Response:
    leaving = next(iter(who.ask("cases", "counsellors", {"counsellor_id": counsellor_id})["items"]), None)
    if leaving is None:
        raise NotFound("counsellor_unknown", "There is no such counsellor.")
    asked = {"counsellor_id": counsellor_id, "limit": _MANY}
    lines = [
        case
        for status in ("open", "provisional")
        for case in who.ask("cases", "cases", asked | {"status": status})["items"]
    ]
    return staff_frame.page(
        "staff/hand_over.html",
        leaving=leaving,
        lines=lines,
        more=len(lines) >= _MANY,
        for_case=_FOR_CASE,
        options=names.counsellor_options(colleagues.taking(without=counsellor_id)),
        **said,
    )
