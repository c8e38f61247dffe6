"""What the reporting says has happened: nothing yet. Who wants figures asks for them."""

from __future__ import annotations

ALL: tuple[type, ...] = ()
