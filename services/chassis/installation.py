"""What every service needs to know of the installation it runs in; each service adds its own in settings.py."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from services.chassis import logs
from services.chassis.environment import setting


@dataclass(frozen=True, kw_only=True)
class Installation:
    """Read from `LOTSE_…`, or from `<SERVICE>_…` where one service differs."""

    database_url: str = setting(
        "where the service keeps its tables: sqlite:///var/intake.db or postgresql+psycopg2://…; one each",
        secret=True,
    )
    broker_url: str = setting(
        "embedded:// (in this process) or pyamqp://user:password@host:5672/vhost", "embedded://", secret=True
    )
    organisation: str = setting(
        "short name of the organisation this installation belongs to, as used on the bus", "kim"
    )
    programme: Path = setting("folder of the programme profile", Path("deploy/programmes/aachen"))
    vault_ring: str = setting(
        "key ring that encrypts personal fields at rest (JSON, see 'lotse keys'); use …_FILE", secret=True
    )
    seal_keys: str = setting(
        "the organisation's key pairs for sealed fields (JSON, see 'lotse keys'); use …_FILE", secret=True
    )
    identity_key: str = setting("public key by which the gateway's proofs of identity are checked (JWK); use …_FILE")
    public_url: str = setting(
        "address under which people reach the gateway, for links in messages", "http://localhost:8080"
    )
    health_port: int = setting("internal port for /health and /metrics; 0 for none", 0)
    health_host: str = setting("address the internal port listens on", "127.0.0.1")
    otlp_endpoint: str = setting("OpenTelemetry collector (http://host:4318); empty records no spans", "")
    log_level: str = setting("DEBUG, INFO, WARNING or ERROR", "INFO")
    workers: int = setting("calls answered at the same time by one process", 10)
    handlers: int = setting("batches of messages handled at the same time by one process", 4)
    lease_seconds: float = setting("after how long without a sign of life another replica takes over", 10.0)
    handling_seconds: float = setting("how long one batch of messages may take to handle", 60.0)
    retry_seconds: str = setting("pauses between attempts to handle a failing message", "10,60,600,3600,21600")
    drain_seconds: float = setting("how long work under way may take to finish after SIGTERM", 20.0)
    kept_days: float = setting("how long handled and sent messages are kept, for replay", 14.0)

    def __post_init__(self) -> None:
        self.retry_pauses  # noqa: B018 (a malformed list is found at start)
        if self.log_level.upper() not in logs.LEVELS:
            raise ValueError(f"log level {self.log_level!r} is none of {', '.join(logs.LEVELS)}")

    @property
    def retry_pauses(self) -> tuple[float, ...]:
        """The pauses as numbers, in seconds."""
        return tuple(float(pause) for pause in self.retry_seconds.split(","))
