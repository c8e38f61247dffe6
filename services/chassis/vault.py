"""What is written down about people, unreadable to whoever steals the disk or reads the broker.

Three things, each with its own keys:

* **Vault**: fields at rest, AES-256-GCM (NIST SP 800-38D) with a fresh 96-bit nonce. The associated data is
  table, column and row, so that a value cannot be moved to another row. Keys form a ring: the first writes,
  all read, so keys are rotated while running.
* **blind index and tokens**: HMAC-SHA-256 under keys derived for one purpose each (HKDF, RFC 5869), to find
  an equal value, or to make a secret again, without storing either.
* **Seal**: what travels between organisations, signed by the sender (JWS, Ed25519), then encrypted for the
  recipient (JWE, ECDH-ES+A256KW with A256GCM). Recipient, purpose and version are inside the signature.

Ciphertext format: one version byte, one byte length of the key's name, the name, nonce, ciphertext and tag.
"""

from __future__ import annotations

import base64
import hmac
import json
import os
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from joserfc import jwe, jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

_VERSION = 1
_NONCE_BYTES = 12
_KEY_BYTES = 32
_SIGN = "Ed25519"
_ENCRYPT = ("ECDH-ES+A256KW", "A256GCM")
# What is sealed is part of a message and no larger than one may be (envelope.MAX_BYTES); the library stops sooner.
_LARGEST_SEAL = 1_000_000


class _Signed(jws.JWSRegistry):
    max_payload_length = _LARGEST_SEAL


class _Encrypted(jwe.JWERegistry):
    max_ciphertext_length = _LARGEST_SEAL


class VaultError(Exception):
    """A value cannot be read: its key is not in the ring, or it was altered or moved. Never says which value."""


class Vault:
    """Encrypts and reads the personal fields of one service.

    `ring` is JSON as `new_ring` makes it: `{"current": "k1", "keys": {"k1": "<base64 of 32 bytes>"}}`.
    """

    def __init__(self, ring: str):
        data = json.loads(ring)
        keys = {name: base64.b64decode(key) for name, key in data["keys"].items()}
        if any(len(key) != _KEY_BYTES for key in keys.values()) or data["current"] not in keys:
            raise ValueError("a key ring needs 32-byte keys and a current one among them")
        self._current: str = data["current"]
        self._derived: dict[str, bytes] = {}
        self._ciphers = {name: AESGCM(_derive(key, "fields at rest")) for name, key in keys.items()}
        # Indexes and tokens are found again by value, so they cannot follow a rotation of `current`: they hang
        # on the oldest key, which stays in the ring.
        self._root = keys[min(keys)]

    def lock(self, table: str, column: str, row: str, value: str | None) -> bytes | None:
        """The value, encrypted for exactly this table, column and row; None stays None."""
        return None if value is None else self.lock_bytes(table, column, row, value.encode())

    def open(self, table: str, column: str, row: str, value: bytes | None) -> str | None:
        """The value as it was written. Raises VaultError when key or place are not the ones it was locked for."""
        return None if value is None else self.open_bytes(table, column, row, value).decode()

    def lock_bytes(self, table: str, column: str, row: str, content: bytes) -> bytes:
        """The content of a file, encrypted like any other value."""
        name = self._current.encode()
        nonce = os.urandom(_NONCE_BYTES)
        cipher = self._ciphers[self._current].encrypt(nonce, content, _place(table, column, row))
        return bytes((_VERSION, len(name))) + name + nonce + cipher

    def open_bytes(self, table: str, column: str, row: str, locked: bytes) -> bytes:
        """The content as it was written. Raises VaultError when key or place are not the ones it was locked for."""
        value = bytes(locked)
        try:
            start = 2 + value[1]
            cipher = self._ciphers[value[2:start].decode()]
            nonce, body = value[start : start + _NONCE_BYTES], value[start + _NONCE_BYTES :]
            return cipher.decrypt(nonce, body, _place(table, column, row))
        except (LookupError, InvalidTag, ValueError) as error:
            raise VaultError(f"a value of {table}.{column} cannot be read with the keys in the ring") from error

    def index(self, purpose: str, value: str) -> bytes:
        """A keyed fingerprint of 16 bytes: equal values have equal ones, and they tell nothing else."""
        return self._hmac(f"index of {purpose}", value)[:16]

    def token(self, purpose: str, subject: str) -> str:
        """A secret of 128 bits for this subject, the same each time, so that it need not be stored."""
        return base64.urlsafe_b64encode(self._hmac(f"token for {purpose}", subject)[:16]).rstrip(b"=").decode()

    def matches(self, purpose: str, subject: str, token: str) -> bool:
        """Whether this is the subject's token, in constant time."""
        return hmac.compare_digest(self.token(purpose, subject).encode(), token.encode())

    def _hmac(self, purpose: str, value: str) -> bytes:
        key = self._derived.get(purpose)
        if key is None:
            key = self._derived[purpose] = _derive(self._root, purpose)
        return hmac.digest(key, value.encode(), sha256)


@dataclass(frozen=True)
class Contents:
    """What was in a seal: who signed it, what it is for, and the data."""

    sender: str
    purpose: str
    data: dict[str, Any]


class SealKeys:
    """The key pairs of one organisation: one to sign with, one to receive with (JWK, RFC 7517)."""

    def __init__(self, organisation: str, keys: str):
        data = json.loads(keys)
        self.organisation = organisation
        self._sign = OKPKey.import_key(data["sign"])
        self._receive = OKPKey.import_key(data["receive"])

    def seal(self, recipient: SealKeys, purpose: str, data: dict[str, Any]) -> str:
        """The data, readable only by the recipient and certainly from us. Returns a compact JWE (ASCII)."""
        claims = {"from": self.organisation, "to": recipient.organisation, "for": purpose, "data": data}
        signed = jws.serialize_compact(
            {"alg": _SIGN}, json.dumps(claims, ensure_ascii=False).encode(), self._sign, algorithms=[_SIGN]
        )
        header = {"alg": _ENCRYPT[0], "enc": _ENCRYPT[1]}
        return jwe.encrypt_compact(header, signed.encode(), recipient._receive, algorithms=list(_ENCRYPT))

    def sign(self, purpose: str, data: dict[str, Any]) -> str:
        """The data, readable by everybody and certainly from us. Returns a compact JWS (ASCII)."""
        claims = {"from": self.organisation, "for": purpose, "data": data}
        return jws.serialize_compact(
            {"alg": _SIGN}, json.dumps(claims, ensure_ascii=False).encode(), self._sign, algorithms=[_SIGN]
        )

    def verify(self, purpose: str, signed: str) -> dict[str, Any]:
        """What we have signed for this purpose. Raises VaultError for anything else."""
        try:
            claims = json.loads(jws.deserialize_compact(signed.encode(), self._sign, algorithms=[_SIGN]).payload)
        except (JoseError, LookupError, TypeError, ValueError) as error:
            raise VaultError("a signature is not ours, or what it stands for was altered") from error
        if (claims["from"], claims["for"]) != (self.organisation, purpose):
            raise VaultError("a signature was made for another purpose")
        data: dict[str, Any] = claims["data"]
        return data

    def unseal(self, sender: SealKeys, purpose: str, sealed: str) -> Contents:
        """What was sealed for us, by this sender, for this purpose. Raises VaultError for anything else."""
        try:
            encrypted, signature = _Encrypted(algorithms=list(_ENCRYPT)), _Signed(algorithms=[_SIGN])
            signed = jwe.decrypt_compact(sealed.encode(), self._receive, registry=encrypted).plaintext
            claims = json.loads(jws.deserialize_compact(signed or b"", sender._sign, registry=signature).payload)
        except (JoseError, LookupError, TypeError, ValueError) as error:
            raise VaultError(
                "a seal cannot be opened: it is not for us, not from the sender, or was altered"
            ) from error
        if (claims["from"], claims["to"], claims["for"]) != (sender.organisation, self.organisation, purpose):
            raise VaultError("a seal was made for another recipient or purpose")
        return Contents(claims["from"], claims["for"], claims["data"])


def new_ring() -> str:
    """A key ring with one fresh key, as JSON."""
    return json.dumps({"current": "k1", "keys": {"k1": base64.b64encode(os.urandom(_KEY_BYTES)).decode()}})


def new_seal_keys() -> str:
    """Fresh key pairs for an organisation, as JSON."""
    return json.dumps(
        {
            "sign": OKPKey.generate_key("Ed25519").as_dict(private=True),
            "receive": OKPKey.generate_key("X25519").as_dict(private=True),
        }
    )


def new_identity_keys() -> tuple[str, str]:
    """The gateway's signing key and its public half, as JSON (see identity.py)."""
    key = OKPKey.generate_key("Ed25519")
    return json.dumps(key.as_dict(private=True)), json.dumps(key.as_dict(private=False))


def identity_key(text: str) -> dict[str, Any]:
    """A key as `new_identity_keys` wrote it, for identity.Signer or identity.Verifier."""
    key: dict[str, Any] = json.loads(text)
    return key


def _derive(key: bytes, purpose: str) -> bytes:
    return HKDF(SHA256(), _KEY_BYTES, None, f"lotse {purpose}".encode()).derive(key)


def _place(table: str, column: str, row: str) -> bytes:
    return f"{table}.{column}.{row}".encode()
