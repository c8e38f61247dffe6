"""Long computing beside the green threads: hashing a password, drawing a PDF, anything over 50 ms.

In a patched process every thread is green, and one that computes holds up all others, heartbeats and leases too. It
is handed to a real thread; the green one waits without stopping anybody.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from eventlet import patcher, tpool

P = ParamSpec("P")
T = TypeVar("T")

# More threads than processors compute no faster, and each keeps the memory of its greatest computing: 19 MiB for a
# password.
tpool.set_num_threads(os.cpu_count() or 1)


def aside(compute: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What `compute` answers or raises, worked out in a real thread. It must not touch database or broker there."""
    if not patcher.is_monkey_patched("thread"):
        return compute(*args, **kwargs)
    return tpool.execute(compute, *args, **kwargs)  # type: ignore[no-any-return]
