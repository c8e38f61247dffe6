"""A service's working parts, put together from its settings: one place that shows what is bolted to what."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from services.chassis import answers, bus, digests, inbox, logs, metrics, outbox
from services.chassis.acts import Act
from services.chassis.anchors import LogSigned
from services.chassis.bells import Bells
from services.chassis.clock import Clock, SystemClock
from services.chassis.database import Database
from services.chassis.handler import Handler, Reaction
from services.chassis.identity import Verifier
from services.chassis.installation import Installation
from services.chassis.loops import Loop
from services.chassis.outbox import Outbox
from services.chassis.programme import Programme
from services.chassis.programme import load as load_programme
from services.chassis.receiver import Receiver
from services.chassis.relay import Relay
from services.chassis.vault import SealKeys, Vault, identity_key

_ANSWERS_KEPT = timedelta(days=2)
_PURGE_SECONDS = 3600.0
_IDLE_LOOK_SECONDS = 1.0


class Assembly:
    """Everything one process of one service is made of, but for nameko."""

    def __init__(self, service: str, settings: Installation, topology: bus.Topology, clock: Clock | None = None):
        self.service = service
        self.settings: Any = settings  # the service's own dataclass, which its providers read by name
        self.topology = topology
        self.clock = clock or SystemClock()
        self.database = Database(settings.database_url)
        self.bells = Bells(self.database)
        self.outbox = Outbox(f"{service}@{settings.organisation}", self.clock, self.bells)
        self.vault = Vault(settings.vault_ring)
        self.seal_keys = SealKeys(settings.organisation, settings.seal_keys)
        self.verifier = Verifier(identity_key(settings.identity_key))
        self.relay = Relay(
            service,
            self.database,
            self.clock,
            self.bells,
            settings.broker_url,
            lease_seconds=settings.lease_seconds,
        )
        self.receiver = Receiver(service, topology, self.database, self.clock, self.bells, settings.broker_url)
        self.handler: Handler | None = None
        self._loops: list[Loop] = []
        self._acts: list[Act] = [
            Act("chassis.purge", _PURGE_SECONDS, self.database, self.clock, self._purge),
            Act("chassis.sign", digests.EVERY_SECONDS, self.database, self.clock, self._sign),
        ]

    @cached_property
    def programme(self) -> Programme:
        """The programme profile; read at first use, because not every service needs it."""
        return load_programme(self.settings.programme)

    def hear(self, reactions: Mapping[str, Reaction]) -> None:
        """Have these reactions run (event type → reaction) from `start` on."""
        self.handler = Handler(
            self.service,
            reactions,
            self.database,
            self.clock,
            self.bells,
            workers=self.settings.handlers,
            lease_seconds=self.settings.handling_seconds,
            retry_seconds=self.settings.retry_pauses,
        )

    def act(self, name: str, interval: float, work: Callable[[], None]) -> None:
        """Have `work` done every `interval` seconds, by one of the replicas."""
        self._acts.append(Act(f"{self.service}.{name}", interval, self.database, self.clock, work))

    def work_off(self, bell: str, work: Callable[[], bool]) -> None:
        """Have `work` done whenever `bell` rings, and again while it answers that there is more."""
        own = self.bells.bell(bell)

        def step() -> None:
            if not work():
                own.wait(_IDLE_LOOK_SECONDS)

        self._loops.append(Loop(f"{self.service}.{bell}", step))

    def start(self) -> None:
        """Begin to send, to hear and to act by the clock."""
        self.bells.start()
        self.relay.start()
        if self.handler:
            self.receiver.start()
            self.handler.start()
        self._loops += [self._clockwork(act) for act in self._acts]
        for loop in self._loops:
            loop.start()

    def stop(self) -> None:
        """Finish what is under way, in the order in which work flows, and let others take over."""
        started = time.monotonic()
        for loop in self._loops:
            loop.ask_to_stop()
        if self.handler:
            self.receiver.stop()
            self.handler.stop(self.settings.drain_seconds)
        for loop in self._loops:
            loop.stop(self.settings.drain_seconds)
        self.relay.stop()
        self.bells.stop()
        self.database.close()
        logs.get("assembly").info("stopped", service=self.service, seconds=round(time.monotonic() - started, 2))

    def checks(self) -> dict[str, Callable[[], bool]]:
        """What must hold for this process to be ready."""
        checks = {"database": self.database.reachable, "migrations": self._is_migrated}
        if self.handler:
            checks["broker"] = lambda: self.receiver.listening
        return checks

    def _is_migrated(self) -> bool:
        from services.chassis import migrate

        return self.database.reachable() and not migrate.pending(self.service, self.database)

    def measure(self) -> None:
        """Bring the gauges up to date, when somebody asks for them."""
        with self.database.reading() as tx:
            oldest = outbox.oldest_unsent(tx)
            metrics.BACKLOG.labels(self.service).set(inbox.backlog(tx, 100_000))
            metrics.PARKED.labels(self.service).set(inbox.count_parked(tx))
        age = (self.clock.now() - oldest).total_seconds() if oldest else 0.0
        metrics.OUTBOX_AGE.labels(self.service).set(age)

    @staticmethod
    def _clockwork(act: Act) -> Loop:
        """A loop per act, so that one that fails holds up no other."""

        def step() -> None:
            act.perform()
            loop.pause(_IDLE_LOOK_SECONDS)

        loop = Loop(act.name, step)
        return loop

    def _sign(self) -> None:
        # Only who says so has somebody to tell.
        tell = self.outbox.say if LogSigned.exchange in self.topology.says else digests.nobody
        digests.sign_days(self.service, self.database, self.clock, self.seal_keys, tell)

    def _purge(self) -> None:
        now: datetime = self.clock.now()
        kept_since = now - timedelta(days=self.settings.kept_days)
        with self.database.transaction() as tx:
            outbox.purge(tx, kept_since)
            inbox.purge(tx, kept_since)
            answers.purge(tx, now - _ANSWERS_KEPT)
