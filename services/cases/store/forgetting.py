"""What each table of the cases holds of a person, and how it forgets them: whoever adds a table says so here."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import Column, String, Table, select

from services.cases.store.metadata import metadata
from services.chassis.database import Database, Instant
from services.chassis.forgetting import Forgetting, forget_messages, still_to_say

_OF_CASE = {"case_id": "case_id"}
_OF_PERSON = {"person_id": "person_id"}
_STAFF = "stays: about those who work here"

# Of which cases and requests nothing is kept: what was written to them and comes late is passed over. Nothing else
# stands under the id.
forgotten = Table(
    "forgotten",
    metadata,
    Column("about", String(64), primary_key=True),
    Column("forgotten_at", Instant, nullable=False),
)

FORGETTING = Forgetting(
    metadata,
    by={
        **dict.fromkeys(
            (
                "assessments",
                "barriers",
                "cases",
                "consultations",
                "documents",
                "glasses",
                "arriving_files",
                "goals",
                "history",
                "imported_lines",
                "letters_in",
                "notes",
                "offers",
                "plans",
                "questions",
                "referrals",
                "releases",
                "residence_documents",
                "skips",
                "sphere_changes",
                "steps",
                "erasure_cases",
            ),
            _OF_CASE,
        ),
        **dict.fromkeys(("people", "name_tokens", "person_locks", "holds", "household_members"), _OF_PERSON),
        "household_relations": {"person_id": "person_id", "other_id": "person_id"},
    },
    through={"document_contents": ("document_id", "documents")},
    stays={
        **dict.fromkeys(
            (
                "accounts",
                "counsellors",
                "deputies",
                "half_sign_ins",
                "recovery_codes",
                "reset_codes",
                "second_factors",
                "sessions",
                "sign_in_failures",
                "team_members",
                "teams",
            ),
            _STAFF,
        ),
        "advice": "stays: nobody stands in it, not even a case",
        "directory": "stays: services outside, nobody who is accompanied",
        "imports": "stays: that something was taken in under a number, so that the same list does not bring it back",
        "erasures": "stays: who decided what and when; whom it was about is taken out when it is carried out",
        "forgotten": "stays: an id that leads nowhere",
        "erasure_confirmations": "its cases are taken out when all have confirmed",
    },
)

# What is counted before somebody decides: table → what it is called there.
COUNTED: Mapping[str, str] = {
    "cases": "case",
    "consultations": "consultation",
    "assessments": "assessment",
    "goals": "goal",
    "steps": "step",
    "plans": "plan",
    "notes": "note",
    "barriers": "barrier",
    "documents": "document",
    "releases": "release",
    "referrals": "referral",
    "residence_documents": "residence_document",
    "questions": "question",
    "history": "history_line",
}


class Traces:
    """What there is of a person or of cases, in all tables at once: counted, and deleted."""

    def __init__(self, database: Database):
        self._database = database

    def count(self, case_ids: Collection[str], person_ids: Collection[str]) -> dict[str, int]:
        """How much would be gone: kind → how many. One statement."""
        with self._database.reading() as tx:
            found = FORGETTING.count(tx, tuple(COUNTED), {"case_id": case_ids, "person_id": person_ids})
        return {COUNTED[table]: number for table, number in found.items()}

    def forget(
        self, case_ids: Collection[str], person_ids: Collection[str], request_ids: Collection[str], at: datetime
    ) -> None:
        """Delete all of it, what was said and heard of it, and what was answered with its ids."""
        with self._database.transaction() as tx:
            FORGETTING.forget(tx, {"case_id": case_ids, "person_id": person_ids})
            ids = {*case_ids, *person_ids, *request_ids}
            forget_messages(tx, {*case_ids, *request_ids}, ids, at)
            for about in sorted({*case_ids, *request_ids}):
                gone = tx.insert(forgotten).on_conflict_do_nothing()
                tx.execute(gone, {"about": about, "forgotten_at": at})

    def pass_over(self, about: str, at: datetime) -> bool:
        """Whether this was a case or a request that is forgotten for good; what was heard of it late is wiped then."""
        with self._database.transaction() as tx:
            if tx.execute(select(forgotten.c.about).where(forgotten.c.about == about)).first() is None:
                return False
            forget_messages(tx, {about}, (), at)
        return True

    def forget_messages(self, case_id: str, at: datetime) -> bool:
        """Delete what is left of what was said of a case; False, and nothing done, while some of it is still to be
        sent."""
        with self._database.transaction() as tx:
            if still_to_say(tx, {case_id}):
                return False
            forget_messages(tx, {case_id}, {case_id}, at)
        return True
