"""pytest in a process that eventlet has patched first, as nameko's services run: `python -m tests.patched_pytest`."""

import warnings

# It is being retired, we know: the rule that only chassis/extensions.py knows nameko is the way out.
warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")

import eventlet  # noqa: E402

eventlet.monkey_patch()

import sys  # noqa: E402

import pytest  # noqa: E402

if __name__ == "__main__":
    sys.exit(pytest.main(sys.argv[1:]))
