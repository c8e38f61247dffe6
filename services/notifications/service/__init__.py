"""The notifications' ears and mouth; a file for each of what they do."""

from __future__ import annotations

from services.chassis.anchors import LogSigned
from services.chassis.extensions import Operated
from services.notifications import events
from services.notifications.service.delivery import Delivery
from services.notifications.service.hearing import Hearing
from services.notifications.service.mailbox import Mailbox
from services.notifications.service.messages import Messages
from services.notifications.service.post import Post
from services.notifications.service.sending import Sending
from services.notifications.service.staff_messages import StaffMessages
from services.notifications.service.subjects import Subjects
from services.notifications.service.templates import Templates
from services.notifications.service.ways import Ways
from services.notifications.settings import NotificationsSettings


class NotificationsService(
    Operated, Subjects, Hearing, Sending, Delivery, Ways, StaffMessages, Messages, Post, Templates, Mailbox
):
    """Words to people: who is reached how, what was sent, and what became of it."""

    name = "notifications"
    settings = NotificationsSettings
    says = (*events.ALL, LogSigned)
