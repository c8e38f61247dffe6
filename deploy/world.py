"""The embedded default world: what holds where the environment says nothing else.

Every value can be set from outside; only what is not set is filled in, so that the same commands run the
embedded demo and a real installation.
"""

from __future__ import annotations

import os
from pathlib import Path

from deploy import keys, services

_ROOT = Path(__file__).parent.parent


def settle() -> Path:
    """Fill the environment with the embedded defaults and make missing keys; returns the folder of the data."""
    var = Path(os.environ.get("LOTSE_VAR", "var")).absolute()
    var.mkdir(mode=0o700, parents=True, exist_ok=True)
    names = services.names()
    organisation = os.environ.setdefault("LOTSE_ORGANISATION", "kim")
    os.environ.setdefault("LOTSE_BROKER_URL", "embedded://")
    os.environ.setdefault("LOTSE_PROGRAMME", str(_ROOT / "deploy" / "programmes" / "aachen"))
    os.environ.setdefault("NOTIFICATIONS_MAIL_URL", f"file:{var / 'mail'}")
    for name in names:
        os.environ.setdefault(f"{name.upper()}_DATABASE_URL", f"sqlite:///{var / name}.db")
    folder = keys.folder()
    keys.create_missing(folder, names, organisation)
    for variable, value in keys.environment(folder, names, organisation).items():
        if variable.removesuffix("_FILE") not in os.environ:
            os.environ.setdefault(variable, value)
    return var


def settle_address(port: int) -> None:
    """Where people reach a gateway that listens here without TLS, if nothing else is said."""
    address = os.environ.setdefault("LOTSE_PUBLIC_URL", f"http://localhost:{port}")
    os.environ.setdefault("GATEWAY_SECURE_COOKIES", str(not address.startswith("http://")).lower())
