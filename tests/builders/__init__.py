"""Services in a state that a test begins with: built by their own verbs, along the legal path.

    intake = Intake(tmp_path)
    nino = intake.ask()                        # a request that was received
    intake.withdraw(nino)                      # and withdrawn
    intake.triage(nino["request_id"])          # or triaged by the desk, offered, …

    cases = Cases(tmp_path)
    ketevan = cases.engage()                   # a counsellor of bruecke
    case_id = cases.open(ketevan)              # who has accepted Nino's offer, and to whom Nino was handed over

    notifications = Notifications(tmp_path)
    notifications.hear(*said(intake.database)) # what the one said, the other has heard
    notifications.send()

Everybody in here is invented.
"""

from tests.builders.cases import KETEVAN, PREVIEW, Cases, refused
from tests.builders.intake import Intake
from tests.builders.notifications import Notifications, Satchel
from tests.builders.people import DESK, NINO, PROGRAMME, PUBLIC_URL, TRIAGE
from tests.builders.reporting import STEERING, Reporting
from tests.builders.scheduling import ADA, BEN, RUTH, TOWN_HALL, Scheduling
from tests.builders.service import Service

__all__ = [
    "PROGRAMME",
    "PUBLIC_URL",
    "NINO",
    "DESK",
    "TRIAGE",
    "Service",
    "Intake",
    "KETEVAN",
    "PREVIEW",
    "Cases",
    "refused",
    "Satchel",
    "Notifications",
    "ADA",
    "BEN",
    "RUTH",
    "TOWN_HALL",
    "Scheduling",
    "STEERING",
    "Reporting",
]
