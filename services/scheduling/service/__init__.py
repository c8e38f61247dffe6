"""The scheduling's ears and mouth; a file for each of what it does."""

from __future__ import annotations

from services.chassis.anchors import LogSigned
from services.chassis.extensions import Operated
from services.scheduling import events
from services.scheduling.service.absences import Absences
from services.scheduling.service.appointments import Appointments
from services.scheduling.service.choices import Choosing
from services.scheduling.service.feeds import Feeds
from services.scheduling.service.hearing import Hearing
from services.scheduling.service.hours import HoursAndSlots
from services.scheduling.service.interpreters import Interpreters
from services.scheduling.service.subjects import Subjects
from services.scheduling.service.waiting import Waiting
from services.scheduling.settings import SchedulingSettings


class SchedulingService(
    Operated, HoursAndSlots, Absences, Appointments, Choosing, Waiting, Feeds, Subjects, Interpreters, Hearing
):
    """Hours, free times, and appointments from booking to kept or missed."""

    name = "scheduling"
    settings = SchedulingSettings
    says = (*events.ALL, LogSigned)
