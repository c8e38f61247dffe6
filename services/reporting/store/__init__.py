"""How the reporting remembers: facts as thin rows, and what was published."""

from services.reporting.store.ledger import Store
from services.reporting.store.tables import metadata

__all__ = ["Store", "metadata"]
