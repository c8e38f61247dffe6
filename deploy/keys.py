"""The installation's keys: made once, kept in files only their owner can read, found again at every start.

| file | who needs it |
|---|---|
| `<service>.vault.json` | that service: encrypts its personal fields |
| `<organisation>.seal.json` | the services that seal and unseal |
| `identity.signing.json` | the gateway alone |
| `identity.json` | every service |
| `gateway.secret` | the gateway: signs cookies and forms |
| `<service>.broker-url` | that service, or the gateway: its user on the broker (`lotse broker definitions`) |
| `<service>.database-url` | that service: its user on PostgreSQL (`lotse database definitions`) |

Whoever loses the vault files loses the data: `lotse backup` takes them along.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from services.chassis import vault

_PASSWORD_BYTES = 24


def folder() -> Path:
    """Where the keys are: `LOTSE_KEYS`, or `keys` in the folder of the data."""
    return Path(os.environ.get("LOTSE_KEYS") or Path(os.environ.get("LOTSE_VAR", "var")) / "keys").absolute()


def create_missing(folder: Path, services: Iterable[str], organisation: str) -> list[Path]:
    """Make the keys that are not there yet, with file mode 0600; returns the files made."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = [write_once(folder / f"{service}.vault.json", vault.new_ring()) for service in services]
    made.append(write_once(folder / f"{organisation}.seal.json", vault.new_seal_keys()))
    made.append(write_once(folder / "gateway.secret", secrets.token_urlsafe(48)))
    if not (folder / "identity.json").exists():
        signing, public = vault.new_identity_keys()
        made.append(write_once(folder / "identity.signing.json", signing))
        made.append(write_once(folder / "identity.json", public))
    return [path for path in made if path is not None]


def environment(folder: Path, services: Iterable[str], organisation: str) -> dict[str, str]:
    """The settings that point every process to its keys."""
    settings = {
        "LOTSE_SEAL_KEYS_FILE": folder / f"{organisation}.seal.json",
        "LOTSE_IDENTITY_KEY_FILE": folder / "identity.json",
        "GATEWAY_IDENTITY_SIGNING_KEY_FILE": folder / "identity.signing.json",
        "GATEWAY_SECRET_KEY_FILE": folder / "gateway.secret",
    }
    settings |= {f"{service.upper()}_VAULT_RING_FILE": folder / f"{service}.vault.json" for service in services}
    return {name: str(path) for name, path in settings.items()}


def password(name: str, server: str, url: Callable[[str], str]) -> str:
    """The password by which a service reaches a server (`broker`, `database`): that of the address kept for it, or a
    new one, kept in the address that `url` writes for it."""
    path = folder() / f"{name}.{server}-url"
    write_once(path, url(secrets.token_urlsafe(_PASSWORD_BYTES)))
    return unquote(urlsplit(path.read_text(encoding="utf-8").strip()).password or "")


def write_once(path: Path, text: str) -> Path | None:
    """Write a secret into a file only its owner can read, unless there is one; returns the file if it was made."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return None
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text + "\n")
    return path
