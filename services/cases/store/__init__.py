"""How offers, people, cases, records, counsellors and accounts are remembered: tables, load, save-and-say."""

from __future__ import annotations

from contextlib import AbstractContextManager
from zoneinfo import ZoneInfo

from services.cases.model.assessments import Assessment
from services.cases.model.barriers import Barrier
from services.cases.model.consultations import Consultation
from services.cases.model.demands import Skip
from services.cases.model.goals import Goal
from services.cases.model.notes import Note
from services.cases.model.plans import Plan
from services.cases.model.steps import Step
from services.cases.store import plans, records
from services.cases.store.accounts import Accounts
from services.cases.store.advice import ShortAdvice
from services.cases.store.caseloads import Caseloads
from services.cases.store.cases import Cases
from services.cases.store.circles import Circles
from services.cases.store.counsellors import Counsellors
from services.cases.store.directory import Directory
from services.cases.store.documents import Documents
from services.cases.store.due import Deadlines
from services.cases.store.erasures import Erasures
from services.cases.store.forgetting import Traces
from services.cases.store.history import History
from services.cases.store.holds import Holds
from services.cases.store.households import Households
from services.cases.store.imports import Imports
from services.cases.store.letters_in import LettersIn
from services.cases.store.metadata import metadata
from services.cases.store.offers import Offers
from services.cases.store.people import People
from services.cases.store.questions import Questions
from services.cases.store.records import Records
from services.cases.store.releases import Referrals, Releases
from services.cases.store.residence import ResidenceDocuments
from services.cases.store.retention import Retention
from services.cases.store.seals import Seals
from services.cases.store.search import Search
from services.cases.store.second_factors import HalfSignIns, ResetCodes, SecondFactors
from services.cases.store.spheres import SphereChanges
from services.cases.store.standings import Standings
from services.chassis.database import Database, Transaction
from services.chassis.outbox import Outbox
from services.chassis.programme import Programme
from services.chassis.vault import SealKeys, Vault

__all__ = ["Store", "metadata"]


class Store:
    """The cases' memory, one shelf for each noun. A change and its events leave together, by a shelf's `save`."""

    def __init__(self, database: Database, outbox: Outbox, vault: Vault, seal_keys: SealKeys, programme: Programme):
        self.database = database
        clock, zone = outbox.clock, ZoneInfo(programme.time_zone)
        sharing = {code: body.sharing for code, body in programme.organisations.items()}
        self.standings = Standings(database, clock, zone, sharing)
        # The plain outbox: that a case is forgotten must not become a line of its history.
        self.erasures, self.traces, self.holds = Erasures(database, outbox), Traces(database), Holds(database, vault)
        years = programme.retention["case_years"]
        self.retention = Retention(self.erasures, self.holds, self.standings, years, zone)
        self.history = outbox = History(database, outbox)
        self.accounts = Accounts(database, vault)
        required = [code for code, body in programme.organisations.items() if body.second_factor == "required"]
        self.second_factors = SecondFactors(database, vault, required)
        self.reset_codes, self.half_sign_ins = ResetCodes(database, vault), HalfSignIns(database)
        self.counsellors = Counsellors(database, outbox, vault)
        self.offers = Offers(database, outbox)
        self.people = People(database, outbox, vault)
        self.circles = Circles(database, outbox, vault, clock, self.standings)
        self.cases = Cases(database, outbox, self.people, self.circles)
        self.caseloads = Caseloads(database, self.cases)
        self.search = Search(database, self.people, vault)
        self.households = Households(database, outbox, self.people, self.cases)
        keeping = (database, outbox, vault)
        c, g, b = records.consultations, records.goals, records.barriers
        self.consultations = Records(Consultation, c, ("note",), c.c.held_at, *keeping)
        self.goals = Records(Goal, g, ("words",), g.c.agreed_at, *keeping)
        self.barriers = Records(Barrier, b, ("note", "cleared_note"), b.c.met_at, *keeping)
        a, s, p = plans.assessments, plans.steps, plans.plans
        self.assessments = Records(Assessment, a, ("note",), a.c.recorded_at, *keeping)
        self.steps = Records(Step, s, ("words",), s.c.planned_at, *keeping)
        self.plans = Records(Plan, p, ("contents",), p.c.number, *keeping)
        self.skips = Records(Skip, plans.skips, (), plans.skips.c.skipped_at, *keeping)
        self.notes = Records(Note, plans.notes, ("words",), plans.notes.c.written_at, *keeping)
        self.releases, self.referrals = Releases(*keeping), Referrals(*keeping)
        self.directory = Directory(database)
        self.deadlines = Deadlines(self.goals, self.steps)
        self.documents = Documents(database, outbox, vault)
        self.advice = ShortAdvice(database, outbox)
        self.residence_documents = ResidenceDocuments(*keeping)
        self.sphere_changes = SphereChanges(database, outbox)
        self.questions = Questions(*keeping)
        self.letters_in = LettersIn(*keeping)
        self.imports = Imports(database, vault)
        self.seals = Seals(seal_keys)

    def together(self) -> AbstractContextManager[Transaction]:
        """What is saved inside is saved as one."""
        return self.database.transaction()
