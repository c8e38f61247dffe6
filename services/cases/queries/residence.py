"""What is told about residence documents and changes of the legal sphere in a case: dates and codes, no judgement."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from services.cases import permissions
from services.cases.model.cases import RECORD, Case
from services.cases.model.due import Due
from services.cases.model.residence import ResidenceDocument
from services.cases.model.spheres import SphereChange
from services.cases.queries.moments import at, on
from services.cases.store import Store
from services.chassis.clock import Clock
from services.chassis.identity import Actor

Told = dict[str, Any]

ASKABLE = {
    "residence": (RECORD, permissions.KEEP_RECORDS),
    "sphere-changes": (RECORD, permissions.KEEP_RECORDS),
}


def of_case(store: Store, who: Actor, clock: Clock, case: Case) -> Told:
    """The residence documents of a case, those that have ended too, and its changes of the legal sphere."""
    changes = store.sphere_changes.of(case.case_id)
    names = store.accounts.names({tick.by for change in changes for tick in change.ticks.values()})
    return {
        "residence": [_document(document) for document in store.residence_documents.of(case.case_id)],
        "sphere_changes": [_change(change, names) for change in changes],
    }


def due(store: Store, stands_for: frozenset[str], until: date) -> list[Due]:
    """The residence documents that end by then, or have ended, in the open cases of these counsellors."""
    return [
        Due(
            kind="residence_document",
            case_id=document.case_id,
            on=document.valid_until,
            about={"residence_id": document.residence_id, "document": document.document},
        )
        for document in store.residence_documents.ending(stands_for, until)
        if document.valid_until
    ]


def _document(document: ResidenceDocument) -> Told:
    return {
        "residence_id": document.residence_id,
        "document": document.document,
        "valid_from": on(document.valid_from),
        "valid_until": on(document.valid_until),
        "status": document.status,
        "noted_at": at(document.noted_at),
        "ended_at": at(document.ended_at),
        "version": document.version,
    }


def _change(change: SphereChange, names: Mapping[str, str]) -> Told:
    return {
        "change_id": change.change_id,
        "sphere": change.sphere,
        "status": change.status,
        "steps": [_step(change, step, names) for step in change.steps],
        "started_at": at(change.started_at),
        "ended_at": at(change.ended_at),
        "version": change.version,
    }


def _step(change: SphereChange, step: str, names: Mapping[str, str]) -> Told:
    tick = change.ticks.get(step)
    return {"step": step, "done_at": at(tick.at) if tick else None, "by": names.get(tick.by) if tick else None}
