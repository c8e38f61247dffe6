"""Unit tests need no framework of ours or of others: the rules can be tried without a bus."""

import os
import subprocess
import sys
from pathlib import Path

TREE = Path(__file__).parents[2]
COLLECT = """
import sys, pytest
code = pytest.main(["--collect-only", "-q", "-p", "no:schemathesis", "-p", "no:cacheprovider", *sys.argv[1:]])
loaded = {name.partition(".")[0] for name in sys.modules}
print("LOADED", *sorted(loaded & {"nameko", "eventlet"}))
sys.exit(code)
"""


def test_no_unit_test_imports_nameko_or_eventlet() -> None:
    folders = [str(path) for path in (TREE / "tests" / "unit").iterdir() if any(path.glob("test_*.py"))]
    assert folders
    done = subprocess.run(
        [sys.executable, "-c", COLLECT, *folders], cwd=TREE, capture_output=True, text=True, env={**os.environ}
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    assert done.stdout.splitlines()[-1] == "LOADED"
