"""The cases' ears and mouth; a file for each noun."""

from __future__ import annotations

from services.cases import events
from services.cases.service.accounts import Accounts
from services.cases.service.advice import ShortAdvice
from services.cases.service.cases import Cases
from services.cases.service.documents import Documents
from services.cases.service.erasures import Erasures
from services.cases.service.exports import Exports
from services.cases.service.letters_in import LettersIn
from services.cases.service.messages import Messages
from services.cases.service.offers import Offers
from services.cases.service.people import People
from services.cases.service.plans import Plans
from services.cases.service.records import Records
from services.cases.service.releases import Releases
from services.cases.service.residence import Residence
from services.cases.service.standings import Standings
from services.cases.settings import CasesSettings
from services.chassis.anchors import LogSigned
from services.chassis.extensions import Operated


class CasesService(
    Operated,
    Exports,
    Erasures,
    Accounts,
    ShortAdvice,
    Offers,
    Cases,
    People,
    Plans,
    Records,
    Documents,
    LettersIn,
    Messages,
    Releases,
    Standings,
    Residence,
):
    """The case level: offers, people, cases and their records; and the accounts of those who work here."""

    name = "cases"
    settings = CasesSettings
    says = (*events.ALL, LogSigned)
