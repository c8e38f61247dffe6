"""A small `cases`: one case with all that its parts tell of it, and enough of its rules to try the gateway by."""

from __future__ import annotations

import copy
import itertools
from typing import Any

from services.chassis.errors import FieldError, Invalid, NotAllowed, NotFound, Refused
from services.chassis.identity import Actor
from tests.unit.gateway import (
    fake_account_keeping,
    fake_documents,
    fake_mail,
    fake_people,
    fake_plans,
    fake_records,
    fake_releases,
    fake_residence,
    fake_rights,
)
from tests.unit.gateway.fake_account_keeping import METHODS as ACCOUNT_KEEPING_METHODS
from tests.unit.gateway.fake_account_keeping import FakeAccountKeeping
from tests.unit.gateway.fake_accounts import ACCOUNT_METHODS, FakeAccounts, everybody
from tests.unit.gateway.fake_advice import ADVICE_METHODS, FakeAdvice, noted_before
from tests.unit.gateway.fake_answers import AT, page_of, versioned, write
from tests.unit.gateway.fake_documents import DOCUMENT_METHODS, FakeDocuments
from tests.unit.gateway.fake_erasures import ERASURE_METHODS, FakeErasures
from tests.unit.gateway.fake_exports import EXPORT_METHODS, FakeExports
from tests.unit.gateway.fake_mail import LETTER_METHODS, FakeLettersIn
from tests.unit.gateway.fake_messages import MESSAGES_METHODS, FakeWarrants
from tests.unit.gateway.fake_offers import OFFER_METHODS, FakeOffers, offered
from tests.unit.gateway.fake_people import PEOPLE_METHODS, FakePeople
from tests.unit.gateway.fake_plans import PLANS_METHODS, FakePlans
from tests.unit.gateway.fake_records import GOAL_ID, RECORD_METHODS, FakeRecords
from tests.unit.gateway.fake_releases import RELEASES_METHODS, FakeReleases, services
from tests.unit.gateway.fake_residence import RESIDENCE_METHODS, FakeResidence
from tests.unit.gateway.fake_rights import METHODS as RIGHTS_METHODS
from tests.unit.gateway.fake_rights import FakeRights

CASE_ID = "00000000-0000-7000-8000-0000000000c1"
PHASES = ("clarification", "assessment", "planning", "linking", "monitoring", "evaluation")
MAY = (
    *("assign", "phase", "documents", "letters", "person", "household", "close"),
    *fake_records.MAY,
    *fake_plans.MAY,
    *fake_releases.MAY,
    *fake_residence.MAY,
    *fake_mail.MAY,
)

_SEE, _KEEP = frozenset({"counsellor", "coordinator"}), frozenset({"counsellor"})
# method → who may, what may be asked with, what has to be there
METHODS: dict[str, tuple[frozenset[str], str, str]] = {
    "cases": (_SEE, "status phase mine counsellor_id cursor limit", ""),
    "case": (_SEE | {"privacy_officer"}, "case_id", "case_id"),
    "open_case": (
        frozenset({"counsellor"}),
        "person_id name name_latin birth_year email phone sms_allowed languages language language_mode topics"
        " municipality track urgency message consent",
        "name language topics municipality consent",
    ),
    "assign_case": (frozenset({"coordinator"}), "case_id version counsellor_id", "case_id version counsellor_id"),
    "enter_phase": (_KEEP, "case_id version phase skip", "case_id version phase"),
    "close_case": (_KEEP, "case_id version reason outcome", "case_id version reason outcome"),
    **ACCOUNT_METHODS,
    **ACCOUNT_KEEPING_METHODS,
    **ADVICE_METHODS,
    **DOCUMENT_METHODS,
    **ERASURE_METHODS,
    **EXPORT_METHODS,
    **LETTER_METHODS,
    **MESSAGES_METHODS,
    **OFFER_METHODS,
    **PEOPLE_METHODS,
    **PLANS_METHODS,
    **RECORD_METHODS,
    **RELEASES_METHODS,
    **RESIDENCE_METHODS,
    **RIGHTS_METHODS,
    "history": (_SEE | {"privacy_officer"}, "case_id cursor limit", "case_id"),
}


def _case() -> dict[str, Any]:
    return {
        "case_id": CASE_ID,
        "reference": "K7M-4XQ-6",
        "name": "ნინო ბერიძე",
        "language": "ka",
        "municipality": "wuerselen",
        "topics": ["housing", "language"],
        "track": "case_management",
        "urgency": "normal",
        "phase": "clarification",
        "status": "open",
        "counsellor_id": "account-counsellor",
        "counsellor": "Counsellor",
        "opened_at": AT,
        "changed_at": AT,
        "version": 1,
        **fake_people.of_case(),
        "documents": fake_documents.of_case(),
        **fake_plans.of_case(),
        **fake_records.of_case(),
        **fake_releases.of_case(),
        **fake_residence.of_case(),
        **fake_mail.of_case(),
        **fake_rights.of_case(),
        "language_mode": "spoken",
        "received_at": AT,
        "closed_at": None,
        "reason": None,
        "outcome": None,
        "phases": list(PHASES),
        "may": list(MAY),
    }


_IN_ONE_CASE_ONLY = {
    "documents",
    "language_mode",
    "received_at",
    "closed_at",
    "reason",
    "outcome",
    "phases",
    "may",
}.union(
    *(
        part.of_case()
        for part in (fake_mail, fake_people, fake_plans, fake_records, fake_releases, fake_residence, fake_rights)
    )
)


class FakeCases(
    FakeAccounts,
    FakeAccountKeeping,
    FakeAdvice,
    FakeDocuments,
    FakeErasures,
    FakeExports,
    FakeLettersIn,
    FakeOffers,
    FakePeople,
    FakePlans,
    FakeRecords,
    FakeReleases,
    FakeResidence,
    FakeRights,
    FakeWarrants,
):
    """Answers as `cases` would."""

    def __init__(self) -> None:
        self.accounts_ = everybody()
        self.with_app: set[str] = set()
        self.pending: set[str] = set()
        self.kept_ = fake_account_keeping.kept()
        self.ended: set[str] = set()
        self.services_ = services()
        self.failures: dict[str, int] = {}
        self.offers_ = offered()
        self.cases_ = {CASE_ID: (_case(), "kim")}
        self.numbers = itertools.count(1)
        self.noted = noted_before()
        # Who reads what is not theirs; a test about somebody outside empties it.
        self.glass = {"account-coordinator", "account-privacy_officer"}

    def answer(self, method: str, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        """The answer, or the error, to one call."""
        if method in METHODS:
            roles, known, needed = METHODS[method]
            if not who.roles & roles:
                raise NotAllowed("not_allowed", "Not by you.")
            errors = [FieldError.of(name, "unknown_field") for name in request if name not in known.split()]
            errors += [FieldError.of(name, "required") for name in needed.split() if request.get(name) in (None, "")]
            # Of somebody known no name is needed.
            errors = [error for error in errors if error.field != "name" or not request.get("person_id")]
            if errors:
                raise Invalid("invalid", "Something is wrong.", errors=tuple(errors))
        else:
            assert who == Actor.public()
        found: dict[str, Any] = copy.deepcopy(getattr(self, method)(dict(request), who))
        return found

    def cases(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        own = [case for case, organisation in self.cases_.values() if organisation == who.organisation]
        chosen = [
            {name: value for name, value in case.items() if name not in _IN_ONE_CASE_ONLY}
            | ({"name": None} if "coordinator" in who.roles and who.ref not in self.glass else {})
            for case in own
            if case["phase"] == (request.get("phase") or case["phase"])
            and case["status"] == (request.get("status") or case["status"])
        ]
        return page_of(chosen, request)

    def case(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        case, organisation = self.cases_.get(request["case_id"], ({}, ""))
        if not case or organisation != who.organisation:
            raise NotFound("case_unknown", "No such case.")
        if case["counsellor_id"] != who.ref and who.ref not in self.glass:
            raise NotAllowed("not_your_case", "It is somebody else's.")
        return case

    def open_case(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        facts = {name: request.get(name) for name in ("name", "email", "phone", "message")} | {"asked_by": None}
        person = fake_people.of_case()["person"] | facts
        given = {name: request.get(name) for name in ("name", "language", "municipality", "topics")}
        empty: dict[str, Any] = {"consultations": [], "goals": [], "barriers": [], "documents": []}
        empty["letters_in"] = []
        empty |= {name: [] for name in fake_plans.of_case()} | {"demands": {}}
        case = _case() | empty | given | {"case_id": self._id("c"), "counsellor_id": who.ref, "person": person}
        self.cases_[case["case_id"]] = (case, who.organisation)
        return versioned(case, "case_id") | {"reference": case["reference"]}

    def assign_case(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        return self._change(request, who, counsellor_id=request["counsellor_id"])

    def enter_phase(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        if self.case(request, who)["phase"] == request["phase"]:
            raise Refused("already_there", "It is there.")
        return self._change(request, who, phase=request["phase"])

    def close_case(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        return self._change(request, who, status="closed", may=[])

    def history(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        self.case(request, who)
        line = {
            "line_id": GOAL_ID,
            "happened_at": AT,
            "what": "goal.reached",
            "by": "Ada Held",
            "about": {"topic": "housing"},
        }
        return page_of([line], request)

    def _change(self, request: dict[str, Any], who: Actor, **changes: Any) -> dict[str, Any]:
        case = self.case(request, who)
        write(case, request, changes)
        return versioned(case, "case_id")

    def _id(self, letter: str) -> str:
        return f"00000000-0000-7000-9000-{letter}{next(self.numbers):011d}"
