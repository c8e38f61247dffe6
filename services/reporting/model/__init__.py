"""What the reporting counts, over which periods, and how much of it may be shown."""

from services.reporting.model.catalogue import (
    AT_END,
    BOOKED,
    CANCELLED,
    CLEARED,
    DURING,
    KEPT,
    MISSED,
    PHASES,
    STATUSES_OF_APPOINTMENTS,
    TABLES,
    Table,
)
from services.reporting.model.periods import (
    OPEN_END,
    Dated,
    Period,
    month_before,
    month_of,
    periods_ended_by,
    periods_since,
    read_period,
)
from services.reporting.model.region import OTHER_LANGUAGE, Region
from services.reporting.model.reports import Counted, report_of
from services.reporting.model.suppression import AUDIENCES, INSIDE, LOWEST, PUBLIC, Figure, shown, small_number

__all__ = [
    "AT_END",
    "AUDIENCES",
    "BOOKED",
    "CANCELLED",
    "CLEARED",
    "Counted",
    "DURING",
    "Dated",
    "Figure",
    "INSIDE",
    "KEPT",
    "LOWEST",
    "MISSED",
    "OPEN_END",
    "OTHER_LANGUAGE",
    "PHASES",
    "PUBLIC",
    "Period",
    "Region",
    "STATUSES_OF_APPOINTMENTS",
    "TABLES",
    "Table",
    "month_before",
    "month_of",
    "periods_ended_by",
    "periods_since",
    "read_period",
    "report_of",
    "shown",
    "small_number",
]
