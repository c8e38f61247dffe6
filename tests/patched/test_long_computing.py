"""What computes for long does so beside the green threads: heartbeats and leases go on."""

from __future__ import annotations

import threading
import time
from hashlib import pbkdf2_hmac

import eventlet
import pytest

from services.chassis.extensions import aside

ROUNDS = 1_500_000  # about a second


def test_other_threads_go_on_while_one_computes() -> None:
    ticks, done = [], threading.Event()

    def tick() -> None:
        while not done.is_set():
            ticks.append(time.monotonic())
            time.sleep(0.01)

    eventlet.spawn(tick)
    begun = time.monotonic()
    hashed = aside(pbkdf2_hmac, "sha256", b"a long word", b"salt", ROUNDS)
    took = time.monotonic() - begun
    done.set()
    assert hashed == pbkdf2_hmac("sha256", b"a long word", b"salt", ROUNDS)
    assert took > 0.1, "too short to tell anything"
    longest = max(later - sooner for sooner, later in zip(ticks, ticks[1:], strict=False))
    assert longest < took / 2


def test_what_goes_wrong_there_is_raised_here() -> None:
    with pytest.raises(ZeroDivisionError):
        aside(lambda: 1 // 0)
