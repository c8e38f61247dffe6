"""What is said about who counsels: for the directory of the region, and for their calendars."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True)
class CounsellorListed:
    """What a counsellor speaks, covers and knows, and how many cases they have room for; the newest word holds."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "counsellor.listed.v1"
    subject: ClassVar[str] = "counsellor_ref"

    counsellor_ref: str
    organisation: str
    languages: tuple[str, ...]
    municipalities: tuple[str, ...]
    topics: tuple[str, ...]
    capacity: int
    free: int
    active: bool
    listed_at: datetime


@dataclass(frozen=True)
class CounsellorEngaged:
    """Somebody counsels in an organisation, or no longer does (`active`): for services of this installation alone.

    `counsellor_id` is the account, so that hours and appointments can be theirs; the newest word holds.
    """

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "counsellor.engaged.v1"
    subject: ClassVar[str] = "counsellor_id"

    counsellor_id: str
    organisation: str
    languages: tuple[str, ...]
    active: bool
    engaged_at: datetime


ALL = (
    CounsellorListed,
    CounsellorEngaged,
)
