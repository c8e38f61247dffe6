"""A pytest plugin that writes down how every test ended, for `tests.run` to add up: `-p tests.tally --tally FILE`."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--tally", type=Path, help="file for the counts")


def pytest_configure(config: pytest.Config) -> None:
    # Workers of pytest-xdist report to their controller, which counts.
    if config.getoption("--tally") and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Tally(config.getoption("--tally")))


class Tally:
    def __init__(self, file: Path) -> None:
        self.file = file
        self.counts: Counter[str] = Counter()
        self.not_passed: list[str] = []

    @pytest.hookimpl(trylast=True)
    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        stats = terminalreporter.stats
        for outcome in ("passed", "failed", "error", "skipped", "xfailed", "xpassed"):
            reports = stats.get(outcome, [])
            self.counts[outcome] = len(reports)
            if outcome != "passed":
                self.not_passed += [f"{outcome}: {getattr(report, 'nodeid', report)}" for report in reports]
        self.file.write_text(json.dumps({"counts": self.counts, "not_passed": self.not_passed}))
