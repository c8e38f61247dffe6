"""Named points at which the fault suite stops a process dead, to prove that nothing is lost there.

Outside of tests `LOTSE_FAILPOINT` is not set and a point costs one comparison. `LOTSE_FAILPOINT=relay.claimed:3`
kills the process (SIGKILL, as a power cut would) the third time it passes that point; `pause:relay.claimed:3:12`
makes it sleep there for 12 seconds, as a stopped virtual machine would.
"""

from __future__ import annotations

import os
import signal
import time

NAMES = frozenset(
    {
        "relay.claimed",
        "relay.confirmed",
        "receiver.taken",
        "receiver.stored",
        "handler.claimed",
        "handler.inside",
        "handler.committed",
        "answer.inside",
        "answer.committed",
    }
)

_wanted = os.environ.get("LOTSE_FAILPOINT", "")
_passed = 0


def reach(name: str) -> None:
    """Pass the point of this name."""
    if _wanted:
        _reach(name)


def _reach(name: str) -> None:
    global _passed  # noqa: PLW0603 (one process, one plan)
    pause = _wanted.startswith("pause:")
    point, count, *seconds = _wanted.removeprefix("pause:").split(":")
    if point != name:
        return
    _passed += 1
    if _passed != int(count):
        return
    if pause:
        time.sleep(float(seconds[0]))
    else:
        os.kill(os.getpid(), signal.SIGKILL)
