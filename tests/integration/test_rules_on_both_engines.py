"""The unit tests of handling, intake and notifications once more, on each engine: SQLite and PostgreSQL agree."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from services.chassis.database import Database
from services.chassis.testing import StoppedClock
from tests.builders import Intake, Notifications, Scheduling
from tests.unit.chassis.test_handling import *  # noqa: F403
from tests.unit.chassis.test_handling import Ear
from tests.unit.chassis.test_lists_in_pages import *  # noqa: F403
from tests.unit.chassis.test_looks import *  # noqa: F403
from tests.unit.chassis.test_operations import *  # noqa: F403
from tests.unit.chassis.test_remembered_answers import *  # noqa: F403
from tests.unit.intake.test_appointments import *  # noqa: F403
from tests.unit.intake.test_commands import *  # noqa: F403
from tests.unit.notifications.test_sending import *  # noqa: F403
from tests.unit.scheduling.test_appointments import *  # noqa: F403
from tests.unit.scheduling.test_hearing import *  # noqa: F403

NewDatabase = Callable[[str], Database]

# These read the files of SQLite; what PostgreSQL keeps is read in tests/stories/test_nobody_is_named.py.
del test_no_table_holds_the_person_in_clear, test_no_table_of_notifications_holds_an_address_in_clear  # type: ignore[name-defined]  # noqa: F821
# And these make a notifications service of their own, in a file.
del test_what_became_of_the_receipt_is_noted_once_it_is_heard  # type: ignore[name-defined]  # noqa: F821
del test_the_confirmation_of_a_withdrawal_does_not_change_what_became_of_the_receipt  # type: ignore[name-defined]  # noqa: F821


@pytest.fixture  # type: ignore[no-redef]
def database(new_database: NewDatabase) -> Database:
    return new_database("intake")


@pytest.fixture  # type: ignore[no-redef]
def ear(new_database: NewDatabase) -> Ear:
    return Ear(new_database("notifications"))


@pytest.fixture  # type: ignore[no-redef]
def intake(new_database: NewDatabase, clock: StoppedClock) -> Intake:
    return Intake(new_database("intake"), clock)


@pytest.fixture  # type: ignore[no-redef]
def notifications(new_database: NewDatabase, clock: StoppedClock) -> Notifications:
    return Notifications(new_database("notifications"), clock)


@pytest.fixture  # type: ignore[no-redef]
def scheduling(new_database: NewDatabase, clock: StoppedClock) -> Scheduling:
    return Scheduling(new_database("scheduling"), clock)
