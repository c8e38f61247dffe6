"""The store of `cases` as the service has it, for the commands of an operator who writes there directly."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy.exc import OperationalError

from deploy import databases
from services.cases.settings import CasesSettings
from services.cases.store import Store
from services.chassis import environment, migrate
from services.chassis.bells import Bells
from services.chassis.clock import Clock, SystemClock
from services.chassis.database import Database
from services.chassis.outbox import Outbox
from services.chassis.programme import Programme
from services.chassis.programme import load as load_programme
from services.chassis.vault import SealKeys, Vault, VaultError

_SERVICE = "cases"


class CannotBeDone(Exception):
    """What was asked for cannot be done; the message is a sentence that says what to do instead."""


@dataclass(frozen=True)
class CaseStore:
    """The store of an installation, its clock, its programme, and what the environment says of it."""

    store: Store
    clock: Clock
    programme: Programme
    settings: CasesSettings


@contextmanager
def opened() -> Iterator[CaseStore]:
    """The store in the database that the environment names.

    Raises CannotBeDone where that database or its key ring is not what is needed, also for what goes wrong in there.
    """
    settings = environment.read(CasesSettings, _SERVICE)
    try:
        with databases.of(_SERVICE) as database:
            if migrate.pending(_SERVICE, database):
                raise CannotBeDone("The tables of cases are not those of this version; run 'lotse migrate' first.")
            yield _store(database, settings)
    except OperationalError as error:
        raise CannotBeDone("The database of cases cannot be used; 'lotse doctor' says what is wrong.") from error
    except VaultError as error:
        raise CannotBeDone(
            "Accounts and cases cannot be read with this key ring; CASES_VAULT_RING_FILE must name theirs."
        ) from error


def _store(database: Database, settings: CasesSettings) -> CaseStore:
    clock, programme = SystemClock(), load_programme(settings.programme)
    outbox = Outbox(f"{_SERVICE}@{settings.organisation}", clock, Bells(database))
    vault, seal_keys = Vault(settings.vault_ring), SealKeys(settings.organisation, settings.seal_keys)
    return CaseStore(Store(database, outbox, vault, seal_keys, programme), clock, programme, settings)
