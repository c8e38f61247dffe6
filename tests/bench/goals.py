"""The figures in the order in which they are shown, each with its goal from the design's page on quality."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table. `key` is what the measures call it, `side` the side of Lotse it is taken from."""

    key: str
    what: str
    unit: str
    more_is_better: bool = False
    times_baseline: float | None = None
    """The goal as a ratio: so many times better than the baseline."""
    below: float | None = None
    """The goal as an absolute bound, in `unit`."""
    side: str = "lotse"

    @property
    def goal(self) -> str:
        if self.times_baseline is not None:
            return f"≥ {self.times_baseline:g} ×"
        return f"< {self.below:g}" if self.below is not None else ""

    def ratio(self, baseline: float, lotse: float) -> float:
        """How many times better Lotse is; below 1 it is worse."""
        return lotse / baseline if self.more_is_better else baseline / lotse

    def is_met(self, baseline: float | None, lotse: float) -> bool | None:
        """Whether the goal is reached; None where there is no goal, or nothing to hold it against."""
        if self.below is not None:
            return lotse < self.below
        if self.times_baseline is None or baseline is None:
            return None
        return self.ratio(baseline, lotse) >= self.times_baseline


FIGURES = (
    Figure("create.1", "create, 1 connection", "/s", more_is_better=True),
    Figure("create.1.p50", "  p50", "ms"),
    Figure("create.1.p99", "  p99", "ms"),
    Figure("create.10", "create, 10 connections", "/s", more_is_better=True, times_baseline=4),
    Figure("create.10.p50", "  p50", "ms"),
    Figure("create.10.p99", "  p99", "ms"),
    Figure("read.1", "read, 1 connection", "/s", more_is_better=True),
    Figure("read.1.p50", "  p50", "ms"),
    Figure("read.1.p99", "  p99", "ms"),
    Figure("read.10", "read, 10 connections", "/s", more_is_better=True, times_baseline=4),
    Figure("read.10.p50", "  p50", "ms"),
    Figure("read.10.p99", "  p99", "ms"),
    Figure("publish.1", "publish, 1 at a time", "/s", more_is_better=True, times_baseline=5),
    Figure("publish.10", "publish, 10 at a time", "/s", more_is_better=True),
    Figure("end_to_end", "effects, in a burst", "/s", more_is_better=True, times_baseline=3),
    Figure("latency.p50", "commit to effect, p50", "ms", below=8),
    Figure("latency.p99", "commit to effect, p99", "ms", below=40),
    Figure("start_up", "start-up", "s"),
    Figure("memory", "memory (PSS)", "MiB"),
    Figure("idle", "idle CPU", "% core"),
    Figure("start_up", "embedded: start-up", "s", below=10, side="embedded"),
    Figure("memory", "embedded: memory (PSS)", "MiB", below=200, side="embedded"),
    Figure("idle", "embedded: idle CPU", "% core", below=2, side="embedded"),
)
