"""Waiting for what happens by itself: `eventually(condition)` instead of sleeping."""

import time
from collections.abc import Callable
from typing import TypeVar

Answer = TypeVar("Answer")


def eventually(
    condition: Callable[[], Answer],
    within: float = 10,
    every: float = 0.02,
    unless: type[BaseException] | tuple[type[BaseException], ...] = (),
) -> Answer:
    """The first true answer of `condition`, asked every `every` seconds for at most `within` seconds.

    A condition that raises is asked again, except for exceptions of the kind `unless`, which are final. When time is
    up, the failure shows the last answer: `eventually(lambda: len(inbox) == 3)` tells less than
    `eventually(lambda: inbox if len(inbox) == 3 else None)`, and an `assert` inside the condition tells most.
    """
    started, last, attempts = time.monotonic(), "nothing", 0
    cause: Exception | None = None
    while True:
        attempts += 1
        try:
            answer = condition()
            if answer:
                return answer
            last, cause = f"the answer {answer!r}", None
        except unless:
            raise
        except (Exception, AssertionError) as error:
            last, cause = f"{type(error).__name__}: {error}", error
        if time.monotonic() - started >= within:
            name = getattr(condition, "__qualname__", repr(condition))
            raise AssertionError(
                f"{name} did not come true within {within:g} s; the last of {attempts} attempts gave {last}"
            ) from cause
        time.sleep(every)
