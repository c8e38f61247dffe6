"""How the intake remembers: requests with their offers, the directory of counsellors, and a copy of appointments."""

from services.intake.store import listing
from services.intake.store.requests import Store
from services.intake.store.tables import metadata

__all__ = ["Store", "listing", "metadata"]
