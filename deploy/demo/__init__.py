"""The demo: an invented programme at work, told through the real commands (story.py)."""
