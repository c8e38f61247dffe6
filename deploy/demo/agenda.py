"""What is to be done when: the stories of all clients side by side, each thing at its time by the travelling clock.

What falls into the same hours is done at once by several green threads, a client's own things in their order. The clock
goes on to another day only when everything said is heard, and stops at its midnight: whoever has an appointment on that
day is reminded of it by then.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from deploy.demo.days import Days
from deploy.demo.journal import ANSWERS_NO
from deploy.demo.rest import Rest
from services.chassis.clock import TravellingClock

if TYPE_CHECKING:
    from eventlet.greenpool import GreenPool
    from eventlet.greenthread import GreenThread

# Nobody reads at which minute something was done months ago; of the last days they might.
_TOGETHER, _TOGETHER_LATELY = timedelta(hours=5), timedelta(minutes=30)
_LATELY = timedelta(days=8)
_AT_ONCE = 8

Deed = Callable[[datetime], None]  # is told its time
Entry = tuple[datetime, int, str, Deed]
Work = tuple[str, list[Entry]]


class Agenda:
    """`broken_off` holds the stories in which a service said no: they stay as they are."""

    def __init__(self, clock: TravellingClock, days: Days, rest: Rest, month_over: Callable[[datetime], None]):
        self._clock = clock
        self._days = days
        self._rest = rest
        self._month_over = month_over
        self._heap: list[Entry] = []
        self._numbers = itertools.count()
        self.broken_off: dict[str, str] = {}

    def at(self, moment: datetime, story: str, deed: Deed) -> None:
        """Have something done at its time; what lies in the future is left to those who try the demo."""
        if moment <= self._days.until:
            heapq.heappush(self._heap, (moment, next(self._numbers), story, deed))

    def run(self) -> None:
        """Do everything, and what comes of it, up to the present."""
        # Here only: who tries what the demo tells needs no green threads.
        from eventlet.greenpool import GreenPool

        pool = GreenPool(_AT_ONCE)
        last = self._days.since
        while self._heap:
            batch = list(self._next())
            moment = batch[-1][0]
            if self._days.day(moment) != self._days.day(last):
                self._turn(last, moment)
            last = moment
            self._clock.travel_to(moment)
            by_story = groupby(sorted(batch, key=lambda entry: (entry[2], entry[:2])), key=lambda entry: entry[2])
            _together(pool, [(story, list(entries)) for story, entries in by_story], self._do)
        self._rest.wait()

    def _next(self) -> Iterator[Entry]:
        first = self._heap[0][0]
        is_long_ago = first < self._days.until - _LATELY
        day, end = self._days.day(first), first + (_TOGETHER if is_long_ago else _TOGETHER_LATELY)
        while self._heap and self._heap[0][0] <= end and self._days.day(self._heap[0][0]) == day:
            yield heapq.heappop(self._heap)

    def _turn(self, last: datetime, moment: datetime) -> None:
        if moment <= self._clock.now():
            return  # told before the filling broke off
        self._rest.wait()
        if last >= self._days.since and self._days.day(last).month != self._days.day(moment).month:
            self._month_over(last)
        self._clock.travel_to(self._days.moment(self._days.day(moment), 0))
        self._rest.wait()

    def _do(self, story: str, entries: list[Entry]) -> None:
        for moment, _, _, deed in entries:
            if story in self.broken_off:
                return
            try:
                deed(moment)
            except ANSWERS_NO as error:
                self.broken_off[story] = error.code


def _together(pool: GreenPool, work: list[Work], do: Callable[[str, list[Entry]], None]) -> None:
    threads: list[GreenThread] = [pool.spawn(do, story, entries) for story, entries in work]
    try:
        for thread in threads:
            thread.wait()
    finally:
        for thread in threads:  # if one broke, or whoever waits was told to stop
            thread.kill()
