"""The embedded default world: what holds where the environment says nothing else.

Every value can be set from outside; only what is not set is filled in, so that the same commands run the
embedded demo and a real installation.
"""

from __future__ import annotations

import os
from pathlib import Path

from deploy import keys, services

_ROOT = Path(__file__).parent.parent


def settle(*parts: str) -> Path:
    """Fill the environment with the embedded defaults for these parts (services or the gateway; none: all of them).

    Keys are made only where a part needs one that nobody has named. Returns the folder of the data.
    """
    var = Path(os.environ.get("LOTSE_VAR", "var")).absolute()
    var.mkdir(mode=0o700, parents=True, exist_ok=True)
    names = [name for name in services.names() if not parts or name in parts]
    organisation = os.environ.setdefault("LOTSE_ORGANISATION", "kim")
    defaults = {
        "LOTSE_BROKER_URL": "embedded://",
        "LOTSE_PROGRAMME": str(_ROOT / "deploy" / "programmes" / "aachen"),
        "NOTIFICATIONS_MAIL_URL": f"file:{var / 'mail'}",
        "NOTIFICATIONS_SMS_URL": f"file:{var / 'sms'}",
        **{f"{name.upper()}_DATABASE_URL": f"sqlite:///{var / name}.db" for name in names},
    }
    os.environ.update({name: value for name, value in defaults.items() if not _is_named(name)})
    variables = keys.environment(keys.folder(), names, organisation)
    unnamed = {name: value for name, value in variables.items() if _is_needed(name, parts) and not _is_named(name)}
    if unnamed:
        keys.create_missing(keys.folder(), services.names(), organisation)
        os.environ.update(unnamed)
    return var


def _is_needed(variable: str, parts: tuple[str, ...]) -> bool:
    for_gateway = variable.startswith("GATEWAY_")
    return not parts or (for_gateway if parts == ("gateway",) else not for_gateway)


def _is_named(variable: str) -> bool:
    value = variable.removesuffix("_FILE")
    return value in os.environ or f"{value}_FILE" in os.environ


def settle_address(port: int) -> None:
    """Where people reach a gateway that listens here without TLS, if nothing else is said."""
    address = os.environ.setdefault("LOTSE_PUBLIC_URL", f"http://localhost:{port}")
    os.environ.setdefault("GATEWAY_SECURE_COOKIES", str(not address.startswith("http://")).lower())
