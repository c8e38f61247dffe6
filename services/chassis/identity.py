"""Who asks, for which organisation, in which roles; and the signed token by which a service believes it.

Only the gateway holds the private key. A service holds the public one, so it can tell who is asking but can
never speak for anybody (JWT, RFC 7519; Ed25519, RFC 8037 and RFC 9864).
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from services.chassis.errors import NotSignedIn

TOKEN_SECONDS = 60  # a session can be ended within a minute: no proof outlives that
_RENEW_BEFORE = 20
_ALGORITHM = "Ed25519"


@dataclass(frozen=True)
class Actor:
    """Who asks. `ref` is a pseudonym (an account id or `public`), never a name."""

    roles: frozenset[str]
    organisation: str
    ref: str

    @classmethod
    def public(cls) -> Actor:
        """Somebody without an account: a client, a relative, a volunteer."""
        return cls(frozenset({"public"}), "", "public")

    @classmethod
    def system(cls) -> Actor:
        """The service itself, acting by the clock or on hearing an event."""
        return cls(frozenset({"system"}), "", "system")

    @property
    def label(self) -> str:
        """Role and pseudonym, as events carry it."""
        return f"{'+'.join(sorted(self.roles))}:{self.ref}"


class Signer:
    """The gateway's pen: writes a short-lived token for an actor."""

    def __init__(self, private_key: dict[str, Any]):
        self._key = OKPKey.import_key(private_key)
        self._signed: dict[Actor, tuple[str, float]] = {}

    def sign(self, actor: Actor) -> str:
        """A token that proves for at most a minute who asks; kept while fresh, since signing is slow."""
        token, until = self._signed.get(actor, ("", 0.0))
        now = time.time()
        if until - now < _RENEW_BEFORE:
            until = now + TOKEN_SECONDS
            claims = {"sub": actor.ref, "org": actor.organisation, "roles": sorted(actor.roles), "exp": int(until)}
            token = jwt.encode({"alg": _ALGORITHM}, claims, self._key, algorithms=[_ALGORITHM])
            if len(self._signed) > 10_000:
                self._signed.clear()
            self._signed[actor] = (token, until)
        return token


class Verifier:
    """A service's eye: believes only tokens that the gateway signed and that have not run out."""

    def __init__(self, public_key: dict[str, Any]):
        self._key = OKPKey.import_key(public_key)
        self._seen: dict[str, tuple[Actor, float]] = {}

    def read(self, token: str | None) -> Actor:
        """The actor a token stands for. Raises NotSignedIn for a missing, forged or outdated one."""
        if token is None:
            raise NotSignedIn("not_signed_in", "The call carries no proof of who asks.")
        actor, until = self._seen.get(token) or self._verify(token)
        if until < time.time():
            self._seen.pop(token, None)
            raise NotSignedIn("proof_expired", "The proof of who asks has run out; sign in again.")
        return actor

    def _verify(self, token: str) -> tuple[Actor, float]:
        try:
            claims = jwt.decode(token, self._key, algorithms=[_ALGORITHM]).claims
            actor = Actor(frozenset(claims["roles"]), claims["org"], claims["sub"])
            until = float(claims["exp"])
        except (JoseError, KeyError, TypeError, ValueError) as error:
            raise NotSignedIn("proof_invalid", "The proof of who asks is not valid.") from error
        if len(self._seen) > 10_000:
            self._seen.clear()
        self._seen[token] = (actor, until)
        return actor, until
