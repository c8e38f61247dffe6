"""What the programme of a region says about its figures: where it is, which codes there are, what is a small number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from services.chassis.programme import Programme
from services.reporting.model.catalogue import PHASES, STATUSES_OF_APPOINTMENTS
from services.reporting.model.periods import Dated, month_of
from services.reporting.model.suppression import INSIDE, PUBLIC, small_number

# A language that is spoken by few tells nearly who somebody is: all but the page languages are one group.
OTHER_LANGUAGE = "other"


@dataclass(frozen=True)
class Region:
    """`codes`: what each dimension is made of, in the order of the programme; `small_numbers`: k by audience."""

    organisation: str
    zone: ZoneInfo
    codes: Mapping[str, tuple[str, ...]]
    small_numbers: Mapping[str, int]

    @classmethod
    def of(cls, programme: Programme, organisation: str) -> Region:
        """The region of this programme, for the installation of this organisation."""
        return cls(
            organisation=organisation,
            zone=ZoneInfo(programme.time_zone),
            codes={
                "municipality": tuple(programme.municipalities),
                "language": (*programme.page_languages, OTHER_LANGUAGE),
                "phase": PHASES,
                "place": tuple(programme.places),
                "status": STATUSES_OF_APPOINTMENTS,
                "topic": tuple(programme.topics),
            },
            small_numbers={
                INSIDE: small_number(programme.thresholds["small_number_inside"]),
                PUBLIC: small_number(programme.thresholds["small_number_public"]),
            },
        )

    def month(self, at: datetime) -> str:
        """The month in which this moment lies here."""
        return month_of(at, self.zone)

    def dated(self, happened_at: datetime, heard_at: datetime) -> Dated:
        """When something happened and when we hear of it, as months."""
        return Dated(self.month(happened_at), self.month(heard_at))

    def language_group(self, language: str) -> str:
        """The group that a language is counted in."""
        return language if language in self.codes["language"] else OTHER_LANGUAGE
