"""What differs between one gateway and another."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from services.chassis.environment import setting


@dataclass(frozen=True)
class GatewaySettings:
    """Read from the environment with the prefix `GATEWAY`."""

    # Signs cookies and form tokens. Whoever has it can make valid ones; a new one ends every open form.
    secret_key: str = setting("A long random text that signs cookies and forms", secret=True)
    # What clients type and what mails link to; also the address in problem documents.
    public_url: str = setting("The address under which clients reach the gateway", "http://localhost:8080")
    # Off only where a developer has no TLS: then cookies lose `Secure` and their `__Host-` prefix.
    secure_cookies: bool = setting("Send cookies over TLS only; off only for development", True)
    # An address is often a whole shelter or a library behind one router: be generous.
    requests_per_hour: int = setting("How many requests one network address may send in an hour", 60)
    # An office is one address, too; who guesses passwords is stopped per user long before this.
    wrong_sign_ins_per_hour: int = setting("How many wrong sign-ins one network address may make in an hour", 30)
    # How many `X-Forwarded-…` entries to believe. Too many, and a client can pretend to be anybody.
    trusted_proxies: int = setting("How many reverse proxies stand in front of the gateway", 0)
    # The longest message fits in any script, also when a form writes each Georgian letter with nine characters.
    max_body_bytes: int = setting("The largest body that is read, in bytes", 65536)
    # A person waits for this answer, so it is shorter than any timeout of a proxy in front.
    call_deadline_seconds: float = setting("How long a service may take to answer, in seconds", 5.0)
    # The same broker as the services'.
    broker_url: str = setting(
        "embedded:// (in this process) or pyamqp://user:password@host:5672/vhost", "embedded://", secret=True
    )
    # Only the gateway has it: services can check who asks, and can never speak for anybody.
    identity_signing_key: str = setting(
        "Key that signs the proofs of identity (JWK, see 'lotse keys'); use ..._FILE", "", secret=True
    )
    # Names, places and the data notice.
    programme: Path = setting("Folder of the programme profile", Path("deploy/programmes/aachen"))
    # An idle thread costs little; a call that waits for a service holds one.
    threads: int = setting("How many requests one gateway process serves at the same time", 32)
    otlp_endpoint: str = setting("OpenTelemetry collector (http://host:4318); empty records no spans", "")
    log_level: str = setting("DEBUG, INFO, WARNING or ERROR", "INFO")
    # /metrics is for the machine's own network; the public port does not have it.
    health_port: int = setting("Internal port for /health and /metrics; 0 for none", 0)
    health_host: str = setting("Address the internal port listens on", "127.0.0.1")
