"""What those who work here ask about what they were told of."""

from __future__ import annotations

from services.chassis.fields import Asked, Moment


class StaffMessages(Asked):
    """What I was told of, myself or in one of my roles."""


class SeeStaffMessages(Asked):
    """I have seen what I was told of up to a moment: when the newest line I was shown was last added to."""

    until = Moment(required=True)
