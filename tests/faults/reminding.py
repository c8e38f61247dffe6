"""Notifications alone, in as many processes as wanted: very many reminders are due, and go to a mail server."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from email.parser import BytesHeaderParser
from pathlib import Path
from typing import Any

from services.chassis.clock import new_id
from services.chassis.database import Database
from services.chassis.testing import RING, SEAL_KEYS, StoppedClock
from services.notifications.commands.reminders import plan_reminder
from services.notifications.model.appointments import Appointment
from services.notifications.model.reminders import Reminder
from tests.builders.notifications import DAY, Notifications
from tests.eventually import eventually
from tests.faults.town import TREE, Town
from tests.stories.post import PostOffice
from tests.unit.notifications.scheduling import given

NAME = "notifications"
AHEAD = timedelta(hours=20)
_HOUR = timedelta(hours=1)
_AT_ONCE = 500


class Reminding(Town):
    """The real processes. Everybody is reminded of one appointment tomorrow, since a few hours."""

    def __init__(self, broker: Any, postgres: Any, folder: Path):
        self.office = PostOffice()
        url = f"smtp://127.0.0.1:{self.office.port}"
        run = ["deploy.lotse", "run"]
        super().__init__(broker, postgres, folder, (NAME,), run, NOTIFICATIONS_MAIL_URL=url)
        # Keys that the test has as well: it writes what the processes read.
        (folder / "keys" / f"{NAME}.vault.json").write_text(RING)
        (folder / "keys" / "kim.seal.json").write_text(SEAL_KEYS)
        migrate = [sys.executable, "-m", "deploy.lotse", "migrate"]
        subprocess.run(migrate, cwd=TREE, env=self.environment, check=True, capture_output=True)
        self.office.open()

    def close(self) -> None:
        super().close()
        self.office.close()

    def book(self, count: int) -> dict[str, str]:
        """So many appointments were booked two days ago; answers with the address of whoever is reminded of each, by
        the id that the reminder has to have."""
        now = datetime.now(UTC)
        database = Database(self.databases[NAME])
        notifications = Notifications(database, StoppedClock(now - 2 * DAY))
        addresses: dict[str, str] = {}
        for numbers in (range(first, min(first + _AT_ONCE, count)) for first in range(0, count, _AT_ONCE)):
            with notifications.store.together():
                for number in numbers:
                    about, address = new_id(), f"person{number}@example.org"
                    appointment = Appointment(new_id(), "kim", 0, now + AHEAD, now + AHEAD + _HOUR, "wuerselen-rathaus")
                    notifications.hear(given(about, email=address))
                    plan_reminder(notifications.store, notifications.clock, about, appointment, DAY)
                    addresses[Reminder.of(about, appointment, DAY, now).message_id] = address
        database.close()
        return addresses

    def await_letters(self, enough: int, within: float = 60) -> None:
        """Return when so many letters have come."""
        eventually(lambda: len(self.office.taken) >= enough, within=within)

    def arrived(self) -> Counter[tuple[str, str]]:
        """How often each message has come: (id, address) → how often."""
        return Counter((_id(letter), letter["To"]) for letter in map(_head, self.office.taken))

    def is_done(self) -> bool:
        """Whether nothing waits to be sent, and nobody to be reminded."""
        waiting = "SELECT (SELECT count(*) FROM reminders WHERE state = 'waiting')"
        return not self.one(NAME, f"{waiting} + (SELECT count(*) FROM messages WHERE state = 'queued')")

    def let_leases_end(self) -> None:
        """What dead processes were sending may be tried again, as if the five minutes had passed that others wait; no
        process may be alive meanwhile."""
        assert not any(replica.alive for replica in self.replicas)
        self.rows(NAME, "UPDATE messages SET leased_until = NULL WHERE state = 'queued'")


def _head(body: bytes) -> Any:
    return BytesHeaderParser().parsebytes(body)


def _id(letter: Any) -> str:
    return str(letter["Message-ID"]).strip("<>").partition("@")[0]
