"""What can be done with the cases that an organisation has kept in a spreadsheet: take them in, once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from services.cases import permissions
from services.cases.commands.cases import enter_phase, open_case
from services.cases.commands.people import require_born
from services.cases.model.cases import PHASES, Coming, Consent
from services.cases.model.imports import NEW, NOTICE_ELSEWHERE, Comparison, Imported, compare
from services.cases.store import Store
from services.chassis.clock import Clock
from services.chassis.errors import FieldError, Invalid, Refused
from services.chassis.identity import Actor
from services.chassis.programme import Programme

# What a later phase demands was not done here: the organisation did it before.
_SKIPPED = {"reason": "done_elsewhere"}
_NOT_YET = ("opened_on", "consent_on")


def look_up(store: Store, who: Actor, clock: Clock, organisation: str, asked: Mapping[str, Any]) -> Comparison:
    """What a line, as the schema ImportCase has read it, is to us. Writes nothing.

    Raises Invalid for days and years that are still to come; Refused for a counsellor who takes no cases at present.
    """
    permissions.require(who, permissions.IMPORT_CASES)
    ahead = [name for name in _NOT_YET if asked[name] > store.standings.today()]
    if ahead:
        where = tuple(FieldError.of(name, "in_the_future") for name in ahead)
        raise Invalid("invalid", "A day that is still to come cannot be when something was.", errors=where)
    require_born(asked["birth_year"], clock.now())
    counsellor = store.counsellors.find(asked["counsellor_id"])
    if counsellor is None or counsellor.organisation != organisation or not counsellor.active:
        raise Refused("counsellor_not_active", "This counsellor takes no cases at present.")
    found = store.imports.find(organisation, asked["number"])
    return compare(found, store.imports.fingerprints(organisation, asked["number"], asked))


def import_case(
    store: Store, who: Actor, clock: Clock, organisation: str, asked: Mapping[str, Any], programme: Programme
) -> Comparison:
    """Take in a case, as the schema ImportCase has read it, for the counsellor who has it; what came of it.

    It is opened like any other case, on the day on which it was opened there, and enters the phase it had come to.
    A number that was taken in before changes nothing. Raises as `look_up` does.
    """
    found = look_up(store, who, clock, organisation, asked)
    if found.state != NEW:
        return found
    counsellor = Actor(frozenset({"counsellor"}), organisation, asked["counsellor_id"])
    with store.together():
        opened = open_case(store, counsellor, clock, {**asked, "person_id": None}, _coming(programme, asked))
        if asked["phase"] != PHASES[0]:
            enter_phase(store, counsellor, clock, opened["case_id"], opened["version"], asked["phase"], _SKIPPED)
        facts = store.imports.fingerprints(organisation, asked["number"], asked)
        store.imports.add(Imported(organisation, asked["number"], opened["case_id"], facts, clock.now()))
    return found


def _coming(programme: Programme, asked: Mapping[str, Any]) -> Coming:
    spoken = asked["language"]
    language = spoken if spoken in programme.page_languages else programme.default_language
    consent = Consent(NOTICE_ELSEWHERE, language, _morning(programme, asked["consent_on"]))
    return Coming(asked["channel"], consent, _morning(programme, asked["opened_on"]))


def _morning(programme: Programme, day: date) -> datetime:
    """When the working day began: the same day in the region and in UTC."""
    return datetime.combine(day, programme.working_day.begins, ZoneInfo(programme.time_zone)).astimezone(UTC)
